// plimsoll api: what the API server serves.
import type { AddCommands } from "../areas.ts";
import { addResources } from "./resources.ts";

/** Adds the verbs of the area. */
export const addApiCommands: AddCommands = (area, io, outcome) => {
  addResources(area, io, outcome);
};
