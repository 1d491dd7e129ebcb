// plimsoll network: who can talk to whom.
import type { AddCommands } from "../areas.ts";

/** Adds the verbs of the area, in the order in which help lists them. */
export const addNetworkCommands: AddCommands = (_area, _io, _outcome) => {};
