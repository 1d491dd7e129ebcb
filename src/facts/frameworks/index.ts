// Which controls of which frameworks a check answers.
import data from "./data.json" with { type: "json" };
import type { ControlRow, FrameworkTable } from "./schema.ts";

export type { ControlRow, FrameworkTable } from "./schema.ts";

/** A framework with its controls in the framework's order, and how many of them are covered. */
export interface Framework {
  readonly id: string;
  readonly title: string;
  readonly controls: readonly ControlRow[];
  /** Controls with checks, or with the evidence a person has to look at. */
  readonly mapped: number;
}

const table = data as FrameworkTable;

/** All frameworks, by id. */
export const frameworks: readonly Framework[] = table.frameworks.map(({ id, title }) => {
  const controls = table.rows.filter(({ framework }) => framework === id);
  const mapped = controls.filter(({ checks, manual }) => checks !== undefined || manual !== undefined).length;
  return { id, title, controls, mapped };
});

const byCheck = new Map<string, string[]>();
for (const { title, controls } of frameworks) {
  for (const { control, checks = [] } of controls) {
    for (const check of checks) byCheck.set(check, [...(byCheck.get(check) ?? []), `${title}: ${control}`]);
  }
}

/** The controls a check answers, as a report shows them: `CIS Kubernetes Benchmark 1.12: 1.2.1`. */
export function frameworksOf(check: string): readonly string[] {
  return byCheck.get(check) ?? [];
}
