// plimsoll credential: what a token, a certificate or a kubeconfig is worth.
import type { AddCommands } from "../areas.ts";
import { addInspect } from "./inspect.ts";

/** Adds the verbs of the area. */
export const addCredentialCommands: AddCommands = (area, io, outcome) => {
  addInspect(area, io, outcome);
};
