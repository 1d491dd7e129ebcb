// plimsoll api: what the API server serves.
import type { AddCommands } from "../areas.ts";

/** Adds the verbs of the area, in the order in which help lists them. */
export const addApiCommands: AddCommands = (area, io, outcome) => {
  void area;
  void io;
  void outcome;
};
