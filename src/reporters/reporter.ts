// What a reporter is: a pure function from a report or a document to text.
import type { Document, Report } from "../core/index.ts";

/** How the reader will look at the text. */
export interface ReporterOptions {
  /** Columns a line may fill, 80 to 200. */
  readonly width: number;
  /** Whether ANSI colours may be written. */
  readonly colour: boolean;
  /** Whether the terminal follows OSC 8 links. */
  readonly hyperlinks: boolean;
  /** Everything: evidence, passes, excused findings, every gap, no cap on long groups. */
  readonly verbose: boolean;
  /** What findings are gathered under. */
  readonly groupBy: "owner" | "check";
}

/**
 * Draws an answer. All text in a report or document is untrusted, and a reporter leaves none of it able to act on what
 * shows it. Chunks of an iterable are written one after the other, without anything between them.
 */
export interface Reporter {
  readonly name: string;
  /** Of the file written by default, without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  readonly report?: (report: Report, options: ReporterOptions) => string | Iterable<string>;
  /** `data` is the same answer for machines. Undefined if the document has nothing this format can show. */
  readonly document?: (
    document: Document,
    data: unknown,
    options: ReporterOptions,
  ) => string | Iterable<string> | undefined;
}
