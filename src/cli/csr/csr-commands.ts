// plimsoll csr: certificate signing requests.
import type { AddCommands } from "../areas.ts";
import { addCreate } from "./create.ts";
import { addList } from "./list.ts";
import { addReview } from "./review.ts";

/** Adds the verbs of the area, in the order in which help lists them. */
export const addCsrCommands: AddCommands = (area, io, outcome) => {
  addList(area, io);
  addReview(area, io, outcome);
  addCreate(area, io, outcome);
};
