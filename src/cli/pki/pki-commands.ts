// plimsoll pki: certificates and keys.
import type { AddCommands } from "../areas.ts";
import { addList } from "./list.ts";

/** Adds the verbs of the area. */
export const addPkiCommands: AddCommands = (area, io, outcome) => {
  addList(area, io, outcome);
};
