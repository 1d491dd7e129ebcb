// Evidence: what decided an answer.
import type { ObjectRef } from "./object-ref.ts";

/** Where a value that decided came from. */
export type EvidenceSource = "field" | "flag" | "default" | "rule" | "absence" | "object";

/**
 * One fact that decided an answer, as a sentence and as data. `value` never holds a secret: literals that may be one
 * were replaced when the model was built.
 */
export interface Evidence {
  readonly source: EvidenceSource;
  readonly text: string;
  readonly object?: ObjectRef;
  readonly path?: string;
  readonly value?: string | number | boolean | null;
}
