// Compares two snapshots: what came, what went, what changed.
import { describeObject, type Answer, type Block, type ObjectRef, type TreeNode } from "../../core/index.ts";
import { kindNames, refOf, type KindName, type KubernetesObject } from "../../kubernetes/index.ts";
import { gapOf, type ClusterModel } from "../../model/index.ts";
import { changedFields, type FieldChange } from "./changed-fields.ts";

export type { FieldChange } from "./changed-fields.ts";

/** An object that is on one side only, or differs. */
export interface ObjectChange {
  readonly change: "added" | "removed" | "changed";
  readonly object: ObjectRef;
  /** Of a changed object, the first ones. */
  readonly fields?: readonly FieldChange[];
}

/** Changes of one kind; the counts are of all, the list is of the first ones. */
export interface KindDiff {
  readonly part: KindName;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly changes: readonly ObjectChange[];
  /** Why something may be missing on one side without having come or gone. */
  readonly caution?: string;
}

/** The versioned answer of `snapshot diff`. */
export interface SnapshotDiff {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "SnapshotDiff";
  readonly before: Pick<ClusterModel, "asOf" | "origin" | "version">;
  readonly after: Pick<ClusterModel, "asOf" | "origin" | "version">;
  readonly equal: boolean;
  readonly kinds: readonly KindDiff[];
}

const mostFields = 20;
const mostObjects = 200;

/** Two objects of one name, from manifests that overlap, are told apart by their place. */
function byKey(objects: readonly KubernetesObject[]): Map<string, KubernetesObject> {
  const found = new Map<string, KubernetesObject>();
  for (const object of objects) {
    const key = `${object.metadata.namespace ?? ""}/${object.metadata.name}`;
    let unique = key;
    for (let copy = 2; found.has(unique); copy++) unique = `${key}#${copy}`;
    found.set(unique, object);
  }
  return found;
}

/** What changes by itself, whoever looks. */
function lasting(object: KubernetesObject): object {
  const { uid: _uid, creationTimestamp: _created, ...metadata } = object.metadata;
  return { ...object, metadata };
}

function changeOf(before: KubernetesObject | undefined, after: KubernetesObject | undefined): ObjectChange | undefined {
  if (before === undefined) return after === undefined ? undefined : { change: "added", object: refOf(after) };
  if (after === undefined) return { change: "removed", object: refOf(before) };
  const fields = changedFields(lasting(before), lasting(after), mostFields);
  return fields.length === 0 ? undefined : { change: "changed", object: refOf(after), fields };
}

function cautionOf(before: ClusterModel, after: ClusterModel, part: KindName): string | undefined {
  const [old, now] = [gapOf(before.parts[part]), gapOf(after.parts[part])];
  if (old !== undefined) return `not all seen before: ${old.reason}`;
  return now === undefined ? undefined : `not all seen after: ${now.reason}`;
}

function diffKind(before: ClusterModel, after: ClusterModel, part: KindName): KindDiff | undefined {
  const [old, now] = [byKey(before.parts[part].objects), byKey(after.parts[part].objects)];
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  const changes = keys.map((key) => changeOf(old.get(key), now.get(key))).filter((change) => change !== undefined);
  if (changes.length === 0) return undefined;
  const count = (kind: ObjectChange["change"]): number => changes.filter(({ change }) => change === kind).length;
  const caution = cautionOf(before, after, part);
  return {
    part,
    added: count("added"),
    removed: count("removed"),
    changed: count("changed"),
    changes: changes.slice(0, mostObjects),
    ...(caution === undefined ? {} : { caution }),
  };
}

const signs = { added: "+", removed: "-", changed: "~" } as const;
const tones = { added: "good", removed: "bad", changed: "warning" } as const;

function fieldText({ path, before, after }: FieldChange): string {
  if (before === undefined) return `${path}: set to ${after ?? ""}`;
  return after === undefined ? `${path}: ${before} removed` : `${path}: ${before} → ${after}`;
}

function changeNode({ change, object, fields = [] }: ObjectChange): TreeNode {
  const children = fields.map((field) => ({ text: fieldText(field) }));
  return { text: `${signs[change]} ${describeObject(object)}`, tone: tones[change], children };
}

function kindBlocks({ part, added, removed, changed, changes, caution }: KindDiff): Block[] {
  const left = added + removed + changed - changes.length;
  return [
    { type: "heading", level: 2, text: `${part}: ${added} added, ${removed} removed, ${changed} changed` },
    ...(caution === undefined ? [] : [{ type: "paragraph", text: caution, tone: "warning" } as const]),
    {
      type: "tree",
      roots: [
        ...changes.map(changeNode),
        ...(left > 0 ? [{ text: `… and ${left} more`, tone: "muted" as const }] : []),
      ],
    },
  ];
}

function side({ asOf, origin, version }: ClusterModel): SnapshotDiff["before"] {
  return { asOf, origin, version };
}

/**
 * Compares two models, by kind and name whatever the served version. Of each kind the first 200 changes are told and of
 * each object the first 20 fields; all are counted. uid and creation time do not count. Linear in objects.
 */
export function diffSnapshots(before: ClusterModel, after: ClusterModel): Answer<SnapshotDiff> {
  const diffs = kindNames.map((part) => diffKind(before, after, part)).filter((diff) => diff !== undefined);
  const equal = diffs.length === 0;
  const sides = `${before.origin.label} (${before.asOf}) → ${after.origin.label} (${after.asOf})`;
  const summary: Block = equal
    ? { type: "paragraph", text: "No object differs.", tone: "good" }
    : { type: "paragraph", text: `${diffs.length} kinds differ.` };
  return {
    data: {
      apiVersion: "plimsoll/v1",
      kind: "SnapshotDiff",
      before: side(before),
      after: side(after),
      equal,
      kinds: diffs,
    },
    document: {
      title: "Snapshots compared",
      blocks: [{ type: "paragraph", text: sides }, summary, ...diffs.flatMap(kindBlocks)],
    },
  };
}
