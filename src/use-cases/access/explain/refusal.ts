// A refused request, as it was read.
import type { RequestAttributes } from "../../../kubernetes/index.ts";

/** A refused request; `groupsKnown` tells whether the user's groups were in what was read. */
export interface Refusal {
  readonly attributes: RequestAttributes;
  readonly groupsKnown: boolean;
  /** What is odd about it. */
  readonly notes?: readonly string[];
}
