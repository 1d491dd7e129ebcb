// Writes a model as lines of JSON: the header, then every object.
import { kindNames, type KindName } from "../kubernetes/index.ts";
import type { ClusterModel } from "./cluster-model.ts";
import { snapshotFormat, type SnapshotHeader, type SnapshotPart } from "./snapshot-header.ts";

function inOrder(keys: readonly string[]): readonly string[] {
  for (let index = 1; index < keys.length; index++)
    if ((keys[index - 1] ?? "") > (keys[index] ?? "")) return keys.toSorted();
  return keys;
}

/** JSON with keys in order and exact integers: equal for equal values. */
function canonicalJson(value: unknown): string {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const fields: string[] = [];
  for (const key of inOrder(Object.keys(value))) {
    const field = (value as Readonly<Record<string, unknown>>)[key];
    if (field !== undefined) fields.push(`${JSON.stringify(key)}:${canonicalJson(field)}`);
  }
  return `{${fields.join(",")}}`;
}

function partOf(model: ClusterModel, kind: KindName): SnapshotPart {
  const part = model.parts[kind];
  const seen = { status: part.status, objects: part.objects.length };
  return part.status === "collected" ? seen : { ...seen, gap: part.gap };
}

/**
 * The lines of a snapshot, each ending in a line feed. The same model and time give the same lines. Linear in the
 * size of the model, which must hold no secret (use-cases/load-model sees to that).
 */
export function* encodeSnapshot(model: ClusterModel): Iterable<string> {
  const header: SnapshotHeader = {
    apiVersion: snapshotFormat,
    kind: "Snapshot",
    asOf: model.asOf,
    origin: model.origin,
    version: model.version,
    ...(model.served === undefined ? {} : { served: model.served }),
    parts: Object.fromEntries(kindNames.map((kind) => [kind, partOf(model, kind)])),
    otherKinds: model.otherKinds,
    problems: model.problems,
  };
  // The format comes first, so that the first bytes tell what the file is.
  const { apiVersion, kind, ...rest } = header;
  yield `{"apiVersion":"${apiVersion}","kind":"${kind}",${canonicalJson(rest).slice(1)}\n`;
  for (const name of kindNames) for (const object of model.parts[name].objects) yield `${canonicalJson(object)}\n`;
}
