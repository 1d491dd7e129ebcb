// Which literals stay in the model: settings that checks read and that hold no secret of their own.
import { once } from "../../core/index.ts";
import data from "./data.json" with { type: "json" };
import type { KeptAnnotation, KeptConfigMapKey, KeptFlag, KeptLiterals } from "./schema.ts";

export type { KeptAnnotation, KeptConfigMapKey, KeptFlag, KeptLiterals } from "./schema.ts";

/** The table, sorted by type and name. */
export const keptLiterals = data as KeptLiterals;

function rowsOf<T extends KeptLiterals["rows"][number]["type"]>(
  type: T,
): readonly Extract<KeptLiterals["rows"][number], { readonly type: T }>[] {
  return keptLiterals.rows.filter((row): row is Extract<typeof row, { readonly type: T }> => row.type === type);
}

/** Compares with a pattern in which `*` stands for any text; linear for the two stars a pattern may have. */
function matches(pattern: string, text: string): boolean {
  const [start = "", middle, end] = pattern.split("*");
  if (middle === undefined) return text === pattern;
  if (end === undefined)
    return text.length >= start.length + middle.length && text.startsWith(start) && text.endsWith(middle);
  return (
    text.startsWith(start) && text.endsWith(end) && text.slice(start.length, text.length - end.length).includes(middle)
  );
}

const configMaps = once(() => {
  const places = new Map<string, { readonly row: KeptConfigMapKey; readonly keys: string[] }>();
  for (const row of rowsOf("config-map-key")) {
    const place = `${row.namespace}/${row.name}`;
    const known = places.get(place);
    if (known === undefined) places.set(place, { row, keys: [row.key] });
    else known.keys.push(row.key);
  }
  return places;
});
const annotations = once(() => {
  const rows: readonly KeptAnnotation[] = rowsOf("annotation");
  const names = rows.map(({ annotation }) => annotation);
  return { exact: new Set(names), patterns: names.filter((name) => name.includes("*")) };
});
const flags = once(() => {
  const programs = new Map<string, Set<string>>();
  for (const { program, flag } of rowsOf("flag") satisfies readonly KeptFlag[]) {
    const known = programs.get(program) ?? new Set();
    programs.set(program, known.add(flag));
  }
  return programs;
});

/** Tells for the keys of one ConfigMap which text stays; undefined where none does. */
export function keptConfigMapKeys(namespace: string, name: string): ((key: string) => boolean) | undefined {
  const kept: string[] = [];
  for (const { row, keys } of configMaps().values())
    if (matches(row.name, name) && matches(row.namespace, namespace)) kept.push(...keys);
  return kept.length === 0 ? undefined : (key) => kept.some((pattern) => matches(pattern, key));
}

/** Whether the value of an annotation stays. */
export function keepsAnnotation(name: string): boolean {
  const { exact, patterns } = annotations();
  return exact.has(name) || patterns.some((pattern) => matches(pattern, name));
}

/** The flags of a program whose values stay; undefined for a program the table does not know. */
export function keptFlags(program: string): ReadonlySet<string> | undefined {
  return flags().get(program);
}
