// The shape of the map from the controls of frameworks to checks.
import type { Minor } from "../../core/index.ts";

/** One numbered control of a framework. Without `checks` and `manual` it is not covered yet. */
export interface ControlRow {
  readonly framework: string;
  /** The framework's own number, read in `source`. */
  readonly control: string;
  /** Checks that answer it, by id. */
  readonly checks?: readonly string[];
  /** What a person has to look at, where no program can decide. */
  readonly manual?: string;
  readonly source: string;
}

/** The whole table. */
export interface FrameworkTable {
  /** RFC 3339 date on which the sources were read. */
  readonly retrieved: string;
  readonly coversUntil: Minor;
  readonly frameworks: readonly { readonly id: string; readonly title: string }[];
  readonly rows: readonly ControlRow[];
}
