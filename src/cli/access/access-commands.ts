// plimsoll access: who may do what.
import type { AddCommands } from "../areas.ts";
import { addAccounts } from "./accounts.ts";
import { addCan } from "./can.ts";
import { addDiff } from "./diff.ts";
import { addExplain } from "./explain.ts";
import { addReview } from "./review.ts";
import { addRisky } from "./risky.ts";
import { addWhoCan } from "./who-can.ts";

/** Adds the verbs of the area, in the order in which help lists them. */
export const addAccessCommands: AddCommands = (area, io, outcome) => {
  addCan(area, io, outcome);
  addWhoCan(area, io);
  addReview(area, io);
  addRisky(area, io, outcome);
  addAccounts(area, io);
  addDiff(area, io, outcome);
  addExplain(area, io);
};
