// Field paths: `spec.containers[0].image`, `metadata.annotations["a.b/c"]`; the way findings name a place in an object.
import { isJsonObject, type JsonValue } from "./json.ts";

/** One step into a value: a key of a mapping or an index of a list. */
export type PathSegment = string | number;

const mostRemembered = 2048;
const plainKey = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** What was found out about keys: there are few, and every finding has several. */
const plain = new Map<string, boolean>();

function isPlain(key: string): boolean {
  const known = plain.get(key);
  if (known !== undefined) return known;
  if (plain.size >= mostRemembered) plain.clear();
  const answer = plainKey.test(key);
  plain.set(key, answer);
  return answer;
}

function step(key: string, isFirst: boolean): string {
  if (!isPlain(key)) return `[${JSON.stringify(key)}]`;
  return isFirst ? key : `.${key}`;
}

/** Writes segments as a field path. */
export function formatPath(segments: readonly PathSegment[]): string {
  let text = "";
  for (const segment of segments) text += typeof segment === "number" ? `[${segment}]` : step(segment, text === "");
  return text;
}

const token = /\.?([^.[\]"]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;

function readPath(path: string): readonly PathSegment[] {
  const segments: PathSegment[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < path.length) {
    const match = token.exec(path);
    if (match === null) return segments;
    const [, key, index, quoted] = match;
    if (key !== undefined) segments.push(key);
    else if (index !== undefined) segments.push(Number(index));
    else if (quoted !== undefined) segments.push(JSON.parse(quoted) as string);
  }
  return segments;
}

/** Paths read before: thousands of findings share a hundred of them. */
const read = new Map<string, readonly PathSegment[]>();

/** Reads a field path back into segments; a path that cannot be read gives the segments before the fault. */
export function parsePath(path: string): readonly PathSegment[] {
  const known = read.get(path);
  if (known !== undefined) return known;
  if (read.size >= mostRemembered) read.clear();
  const segments = readPath(path);
  read.set(path, segments);
  return segments;
}

function childOf(value: JsonValue | undefined, segment: PathSegment): JsonValue | undefined {
  if (typeof segment === "number") return Array.isArray(value) ? (value as readonly JsonValue[])[segment] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
}

/** The value at a path, or undefined where a step does not exist. Only own keys are followed. */
export function valueAt(root: unknown, segments: readonly PathSegment[]): JsonValue | undefined {
  let value = root as JsonValue | undefined;
  for (const segment of segments) {
    value = childOf(value, segment);
    if (value === undefined) return undefined;
  }
  return value;
}

const longestName = 80;

/** What an item of a list is known by: its name, or itself where it is a short text; a flag without its value. */
function nameOf(item: JsonValue | undefined): string | undefined {
  const name = isJsonObject(item) ? item["name"] : item;
  if (typeof name !== "string" || name.length > longestName) return undefined;
  return name.startsWith("--") ? name.replace(/=.*$/s, "") : name;
}

/**
 * The path with list indexes replaced by what the item is known by, where there is something: `spec.containers[web].image`,
 * `capabilities.add[NET_RAW]`. An item that moves within its list keeps its path, so baselines and waivers survive.
 */
export function pathByName(root: unknown, path: string): string {
  let value = root as JsonValue | undefined;
  let text = "";
  for (const segment of parsePath(path)) {
    value = childOf(value, segment);
    text += typeof segment === "number" ? `[${nameOf(value) ?? segment}]` : step(segment, text === "");
  }
  return text;
}
