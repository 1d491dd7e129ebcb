// plimsoll kubeconfig: what is in a kubeconfig, what is wrong with it, and other kubeconfigs made of it.
import type { AddCommands } from "../areas.ts";
import { addCreate } from "./create.ts";
import { addExtract } from "./extract.ts";
import { addLint } from "./lint.ts";
import { addMerge } from "./merge.ts";
import { addMinify } from "./minify.ts";
import { addView } from "./view.ts";

/** Adds the verbs of the area, in the order in which help lists them. */
export const addKubeconfigCommands: AddCommands = (area, io, outcome) => {
  addView(area, io);
  addLint(area, io, outcome);
  addExtract(area, io);
  addMinify(area, io);
  addMerge(area, io);
  addCreate(area, io);
};
