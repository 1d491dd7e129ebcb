// What the Node authorizer's graph is made of: the fields of API objects that say what belongs to which node.
import type { JsonObject } from "../../../core/index.ts";

/** An object with a name; the rest is read field by field, as a kubelet's rights must not hang on what we forgot to check. */
export interface NodeGraphObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: unknown;
  readonly status?: unknown;
}

/** The objects that give nodes rights. Secrets, ConfigMaps and claims are not needed: the graph knows them by reference. */
export interface NodeGraphObjects {
  readonly pods: readonly NodeGraphObject[];
  readonly persistentVolumes: readonly NodeGraphObject[];
  readonly volumeAttachments: readonly NodeGraphObject[];
  /** Only read for dynamic kubelet configuration, until 1.21 (or with its gate, until 1.25). */
  readonly nodes?: readonly NodeGraphObject[];
  /** Since 1.30. */
  readonly resourceSlices?: readonly NodeGraphObject[];
  /** Since 1.34. */
  readonly podCertificateRequests?: readonly NodeGraphObject[];
}

/** A mapping's mapping at a key; empty where there is none. */
export function fieldsAt(value: unknown, ...keys: readonly string[]): JsonObject {
  let here = value;
  for (const key of keys) here = isFields(here) && Object.hasOwn(here, key) ? here[key] : undefined;
  return isFields(here) ? here : {};
}

function isFields(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a mapping has a mapping at a key. */
export function hasFields(value: JsonObject, key: string): boolean {
  return Object.hasOwn(value, key) && isFields(value[key]);
}

/** Text at a key; "" where there is none. */
export function textAt(value: JsonObject, key: string): string {
  const text = Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof text === "string" ? text : "";
}

/** The mappings in a list at a key. */
export function itemsAt(value: JsonObject, key: string): readonly JsonObject[] {
  const list = Object.hasOwn(value, key) ? value[key] : undefined;
  return Array.isArray(list) ? (list as readonly unknown[]).filter(isFields) : [];
}
