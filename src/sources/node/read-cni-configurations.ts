// Reads /etc/cni/net.d of a node, or of a copy of its files: names of plugins and nothing else.
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { isJsonObject, PlimsollError, type JsonObject } from "../../core/index.ts";
import { parseJsonExactly } from "../../languages/json/index.ts";
import type { CniConfiguration } from "../../model/index.ts";

const folder = join("etc", "cni", "net.d");
/** What libcni takes for a configuration. */
const isConfiguration = /\.(?:conflist|conf|json)$/;
const mostFiles = 100;
const mostBytes = 1 << 20;
const mostPlugins = 32;

/** Text of a file nobody vouches for: names as CNI allows them, and no others. */
function nameIn(value: unknown): string {
  return typeof value === "string" && /^[A-Za-z0-9][\w.-]{0,127}$/.test(value) ? value : "(not a name)";
}

function isInside(path: string, root: string): boolean {
  return root === sep || path === root || path.startsWith(root + sep);
}

function reasonOf(error: unknown): string {
  const code = (error as { readonly code?: unknown } | null)?.code;
  if (code === "ENOENT") return "does not exist";
  return code === "EACCES" || code === "EPERM" ? "may not be read" : "could not be read";
}

type Contents = Pick<CniConfiguration, "name" | "types" | "fault">;

function faulty(fault: string): Contents {
  return { name: "", types: [], fault };
}

/** A list names its plugins in order; a single configuration is a plugin itself (github.com/containernetworking/cni libcni). */
function contentsOf(configuration: JsonObject, isList: boolean): Contents {
  const { name, plugins } = configuration;
  const chain: readonly unknown[] = isList ? (Array.isArray(plugins) ? plugins : []) : [configuration];
  const types = chain.slice(0, mostPlugins).flatMap((one) => (isJsonObject(one) ? nameIn(one["type"]) : []));
  if (types.length === 0) return faulty("it names no plugin");
  return { name: nameIn(name), types };
}

function readOne(path: string, file: string, root: string): Contents {
  try {
    const real = realpathSync(path);
    if (!isInside(real, root)) return faulty("it is a link that leads out of the folder");
    const { size } = statSync(real);
    if (!statSync(real).isFile()) return faulty("it is not a file");
    if (size > mostBytes) return faulty("it is larger than a configuration can be");
    const reading = parseJsonExactly(readFileSync(real, "utf8"));
    if (!("value" in reading) || !isJsonObject(reading.value)) return faulty("it is not JSON, or no mapping");
    return contentsOf(reading.value, file.endsWith(".conflist"));
  } catch (error) {
    return faulty(`it ${reasonOf(error)}`);
  }
}

function namesIn(root: string, given: string): readonly string[] | undefined {
  try {
    const real = realpathSync(join(root, folder));
    if (!isInside(real, root)) return undefined;
    return readdirSync(real)
      .filter((name) => isConfiguration.test(name))
      .sort((a, b) => (a < b ? -1 : 1))
      .slice(0, mostFiles);
  } catch (error) {
    if (reasonOf(error) === "does not exist") return undefined;
    throw unreadable(join(given, folder), reasonOf(error));
  }
}

function unreadable(path: string, reason: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_INPUT_UNREADABLE", {
    message: `${path} ${reason}`,
    hint: "name a folder that holds etc/cni/net.d as the node has it, or / on the node itself",
  });
}

/**
 * The configurations below `given`, in the order libcni reads them: the first without a fault counts. Links do not lead out
 * of the folder; a fault of one file is told with it.
 * @throws PlimsollError when the folder itself cannot be read.
 */
export function readCniConfigurations(given: string): readonly CniConfiguration[] {
  let root: string;
  try {
    root = realpathSync(given);
    if (!statSync(root).isDirectory()) throw unreadable(given, "is not a folder");
  } catch (error) {
    throw error instanceof PlimsollError ? error : unreadable(given, reasonOf(error));
  }
  const names = namesIn(root, given) ?? [];
  if (names.length === 0)
    return [{ root: given, file: "", counts: false, ...faulty("no configuration of a network plugin is there") }];
  const read = names.map((file) => ({ file, ...readOne(join(root, folder, file), file, root) }));
  const first = read.find(({ fault }) => fault === undefined);
  return read.map((one) => ({ root: given, counts: one === first, ...one }));
}
