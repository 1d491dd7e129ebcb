// How far we agree with another tool, case by case.
import { PlimsollError } from "../../src/core/index.ts";
import { failingChecks } from "./failing-checks.ts";
import type { Case, Tool } from "./tools.ts";

/** `stricter`: we find what the tool lets pass. `missed`: the tool finds what we let pass. */
export type Verdict = "agree" | "stricter" | "missed" | "unmapped";

/** A case and how it came out. */
export interface Compared {
  readonly verdict: Verdict;
  readonly case: Case;
  /** Checks of ours that were asked. */
  readonly asked: readonly string[];
}

async function compareCase(one: Case, asked: readonly string[] | undefined): Promise<Verdict> {
  if (asked === undefined || (one.expect !== "pass" && one.expect !== "fail")) return "unmapped";
  try {
    const fails = (await failingChecks(one.objects, asked)).length > 0;
    if (fails === (one.expect === "fail")) return "agree";
    return fails ? "stricter" : "missed";
  } catch (error) {
    // Cases about files of nodes or cloud accounts hold nothing that is Kubernetes.
    if (error instanceof PlimsollError && error.code === "PLIMSOLL_INPUT_UNREADABLE") return "unmapped";
    throw error;
  }
}

/** Compares all cases of a tool, in their order. */
export async function compare(tool: Tool, cases: AsyncIterable<Case>): Promise<readonly Compared[]> {
  const compared: Compared[] = [];
  for await (const one of cases) {
    const asked = Object.hasOwn(tool.map, one.check) ? tool.map[one.check] : undefined;
    compared.push({ verdict: await compareCase(one, asked), case: one, asked: asked ?? [] });
  }
  return compared;
}

/** `TOOL: N agree, M stricter, K missed, U unmapped`. */
export function summary(name: string, compared: readonly Compared[]): string {
  const count = (verdict: Verdict): number => compared.filter((one) => one.verdict === verdict).length;
  return `${name}: ${count("agree")} agree, ${count("stricter")} stricter, ${count("missed")} missed, ${count("unmapped")} unmapped`;
}
