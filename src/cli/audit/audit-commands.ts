// plimsoll audit: what is recorded.
import type { AddCommands } from "../areas.ts";
import { addCoverage } from "./coverage.ts";
import { addExplain } from "./explain-policy.ts";
import { addGenerate } from "./generate-policy.ts";
import { addLint } from "./lint-policy.ts";

/** Adds the commands of the area, in the order in which help lists them. */
export const addAuditCommands: AddCommands = (area, io, outcome) => {
  const policy = area.command("policy").description("Answers questions about an audit policy.");
  addExplain(policy, io, outcome);
  addLint(policy, io, outcome);
  addCoverage(policy, io, outcome);
  addGenerate(policy, io);
};
