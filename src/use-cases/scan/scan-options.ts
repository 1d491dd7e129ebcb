// What a scan is told beside the model and the checks.
import type { Check, RunOptions } from "../../checking/index.ts";
import type { Baseline } from "./baseline.ts";
import type { WaiverFile } from "./parse-waivers.ts";

/** Facts and ports of a scan. */
export interface ScanOptions {
  readonly toolVersion: string;
  /** Minors the facts speak of. */
  readonly supported: RunOptions["supported"];
  /** Hexadecimal digest of a text, at least 32 digits: SHA-256 from the outside. */
  readonly digest: (text: string) => string;
  /** Controls of frameworks a check answers: `CIS Kubernetes 1.12: 5.2.2`. */
  readonly frameworksOf: (check: string) => readonly string[];
  /** Options by check id, as {@link selectChecks} gives them. */
  readonly checkOptions?: RunOptions["options"];
  /** Every check there is, so that a waiver of one that did not run is not called unknown; default the checks that run. */
  readonly catalogue?: readonly Check[];
  readonly waivers?: WaiverFile;
  /** Whether annotations may excuse findings; default true. */
  readonly annotationWaivers?: boolean;
  readonly baseline?: Baseline;
  /** Whether the report says when it holds; default true. */
  readonly timestamp?: boolean;
}
