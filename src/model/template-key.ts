// When two pod templates are the same: what the API server and controllers add to pods is left out.
import { stringifyJson } from "../core/index.ts";
import type { PodTemplate } from "../kubernetes/index.ts";
import { withoutAdditions, type TemplateHolder } from "./pod-additions.ts";

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** Keys in order, empty values left out: equal for what the API server treats as equal. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .filter(([, item]) => !isEmpty(item))
    .map(([key, item]) => [key, canonical(item)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}

function deciding(annotations: Readonly<Record<string, string>> = {}): readonly (readonly [string, string])[] {
  return Object.entries(annotations)
    .filter(([name]) => name.includes("apparmor") || name.includes("seccomp"))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Whether two values are the same without looking for what merely means the same. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => isSame(item, b[index]));
  }
  const [left, right] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  for (const key in left) if (!Object.hasOwn(right, key) || !isSame(left[key], right[key])) return false;
  for (const key in right) if (!Object.hasOwn(left, key)) return false;
  return true;
}

/** Templates of one group: the one seen last, and the keys of all by their text, once there is more than one. */
interface Group {
  value: unknown;
  key: number;
  keys: Map<string, number> | undefined;
}

/**
 * A function whose answers are equal for templates of one group that differ in nothing a decision reads, and for no others;
 * annotations that decide (AppArmor, seccomp) count. Comparing with the template seen last comes first, so that thousands of pods of one
 * template cost little. Linear in the templates.
 */
export function templateKeyer(): (template: PodTemplate, group: string, holder: TemplateHolder) => number {
  const groups = new Map<string, Group>();
  let keys = 0;
  return (template, name, holder) => {
    const value = [deciding(template.metadata?.annotations), withoutAdditions(template, holder)];
    const group = groups.get(name);
    if (group === undefined) {
      groups.set(name, { value, key: keys, keys: undefined });
      return keys++;
    }
    if (isSame(group.value, value)) return group.key;
    group.keys ??= new Map([[textOf(group.value), group.key]]);
    const text = textOf(value);
    group.key = group.keys.get(text) ?? keys++;
    group.keys.set(text, group.key);
    group.value = value;
    return group.key;
  };
}

function textOf(value: unknown): string {
  return stringifyJson(canonical(value));
}
