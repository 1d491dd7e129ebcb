// How far we agree with another tool, case by case.
import type { CheckResult } from "../../src/checking/index.ts";
import { PlimsollError } from "../../src/core/index.ts";
import { runOnObjects } from "./run-on-objects.ts";
import type { Case, Tool } from "./tools.ts";

/** `stricter`: we find what the tool lets pass. `missed`: the tool finds what we let pass. */
export type Verdict = "agree" | "stricter" | "missed" | "unmapped";

/** A case and how it came out; `said` are our checks' own words. */
export interface Compared {
  readonly verdict: Verdict;
  readonly case: Case;
  readonly said: string;
}

function fails({ findings }: CheckResult): boolean {
  return findings.some(({ outcome }) => outcome === "fail");
}

function describeResult({ check, outcome, reason }: CheckResult): string {
  return `${check.id}: ${outcome}${reason === undefined ? "" : ` (${reason})`}`;
}

async function compareCase(one: Case, asked: readonly string[] | undefined): Promise<Compared> {
  const unmapped: Compared = { verdict: "unmapped", case: one, said: "" };
  if (asked === undefined || (one.expect !== "pass" && one.expect !== "fail")) return unmapped;
  try {
    const results = await runOnObjects(one.objects, asked);
    const said = results.map(describeResult).join("; ");
    const failed = results.some(fails);
    if (failed === (one.expect === "fail")) return { verdict: "agree", case: one, said };
    return { verdict: failed ? "stricter" : "missed", case: one, said };
  } catch (error) {
    // Cases about files of nodes or cloud accounts hold nothing that is Kubernetes.
    if (error instanceof PlimsollError && error.code === "PLIMSOLL_INPUT_UNREADABLE") return unmapped;
    throw error;
  }
}

/** Compares all cases of a tool, in their order. */
export async function compare(tool: Tool, cases: AsyncIterable<Case>): Promise<readonly Compared[]> {
  const compared: Compared[] = [];
  for await (const one of cases) {
    const asked = Object.hasOwn(tool.map, one.check) ? tool.map[one.check] : undefined;
    compared.push(await compareCase(one, asked));
  }
  return compared;
}

/** `TOOL: N agree, M stricter, K missed, U unmapped`. */
export function summary(name: string, compared: readonly Compared[]): string {
  const count = (verdict: Verdict): number => compared.filter((one) => one.verdict === verdict).length;
  return `${name}: ${count("agree")} agree, ${count("stricter")} stricter, ${count("missed")} missed, ${count("unmapped")} unmapped`;
}
