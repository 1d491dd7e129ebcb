// plimsoll network: who can talk to whom.
import type { AddCommands } from "../areas.ts";
import { addDiff } from "./diff.ts";
import { addExplain } from "./explain.ts";
import { addGenerate } from "./generate.ts";
import { addLint } from "./lint.ts";
import { addMap } from "./map.ts";
import { addPlugin } from "./plugin.ts";
import { addReach } from "./reach.ts";
import { addSensitive } from "./sensitive.ts";

/** Adds the verbs of the area, in the order in which help lists them. */
export const addNetworkCommands: AddCommands = (area, io, outcome) => {
  addReach(area, io, outcome);
  addExplain(area, io);
  addDiff(area, io, outcome);
  addLint(area, io, outcome);
  addMap(area, io, outcome);
  addGenerate(area, io, outcome);
  addPlugin(area, io, outcome);
  addSensitive(area, io, outcome);
};
