// The parts that checks over pod templates read.
import { workloadParts } from "../model/index.ts";
import type { Read } from "./check.ts";

/** Every part that holds pod templates, judged one by one. */
export const workloadReads = workloadParts.map((part) => ({ part, as: "each" })) as unknown as readonly [
  Read,
  ...Read[],
];
