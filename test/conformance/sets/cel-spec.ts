// cel-spec's conformance cases as a set: those that need no protobuf messages and are not listed as deviations.
import { createRequire } from "node:module";
import { specCases } from "../cel-spec/cases.ts";
import { judgeCase } from "../cel-spec/judge-case.ts";
import { deviations } from "../cel-spec/deviations.ts";
import type { CaseResult, VectorSet } from "../vector-set.ts";

async function* run(): AsyncIterable<CaseResult> {
  for (const { id, test } of specCases()) {
    if (deviations.has(id)) continue;
    const { outcome, message } = judgeCase(test);
    if (outcome !== "proto") yield { id, passed: outcome === "pass", ...(message !== "" && { message }) };
  }
}

/** Read from the package @bufbuild/cel-spec; folders have no part in it. */
export const celSpec: VectorSet = {
  name: "cel-spec",
  find: () => [createRequire(import.meta.url).resolve("@bufbuild/cel-spec/testdata/conformance.js")],
  run,
};
