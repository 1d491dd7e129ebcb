// What reports and explanations say about a check, whether it is of the catalogue or built into the scan.
import type { Check, Read } from "../../checking/index.ts";

/** A check without its logic. */
export type CheckInfo = Omit<Check, "run" | "reads" | "domain"> & {
  readonly domain: string;
  readonly reads: readonly Read[];
};
