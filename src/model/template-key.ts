// When two pod templates are the same: what the API server and controllers add to pods is left out.
import { stringifyJson } from "../core/index.ts";
import type { PodTemplate } from "../kubernetes/index.ts";
import { areAlike, isSame } from "./alike-templates.ts";
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

function deciding(annotations: Readonly<Record<string, string>> | undefined): readonly (readonly [string, string])[] {
  if (annotations === undefined) return [];
  return Object.entries(annotations)
    .filter(([name]) => name.includes("apparmor") || name.includes("seccomp"))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A template with the annotations that decide. */
interface Seen {
  readonly template: PodTemplate;
  readonly holder: TemplateHolder;
  readonly annotations: ReturnType<typeof deciding>;
}

/** Templates of one group: the one seen last, and the keys of all by their text, once there is more than one. */
interface Group {
  seen: Seen;
  key: number;
  keys: Map<string, number> | undefined;
}

/** What decides about a template. */
function valueOf({ template, holder, annotations }: Seen): unknown {
  return [annotations, withoutAdditions(template, holder)];
}

function isAtSight(before: Seen, seen: Seen): boolean {
  return (
    isSame(before.annotations, seen.annotations) && areAlike(before.template, before.holder, seen.template, seen.holder)
  );
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
    const seen = { template, holder, annotations: deciding(template.metadata?.annotations) };
    const group = groups.get(name);
    if (group === undefined) {
      groups.set(name, { seen, key: keys, keys: undefined });
      return keys++;
    }
    if (isAtSight(group.seen, seen)) return group.key;
    const [before, value] = [valueOf(group.seen), valueOf(seen)];
    group.seen = seen;
    if (isSame(before, value)) return group.key;
    group.keys ??= new Map([[textOf(before), group.key]]);
    const text = textOf(value);
    group.key = group.keys.get(text) ?? keys++;
    group.keys.set(text, group.key);
    return group.key;
  };
}

function textOf(value: unknown): string {
  return stringifyJson(canonical(value));
}
