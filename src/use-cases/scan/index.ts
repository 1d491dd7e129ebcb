// Scanning: what is out of line in a cluster, in order, and whether a pipeline may go on.
export { formatBaseline, baselineOf, parseBaseline, type Baseline } from "./baseline.ts";
export type { CheckInfo } from "./check-info.ts";
export { gate, type GateOptions, type GateResult } from "./gate.ts";
export { inputReadable } from "./input-readable.ts";
export { parseWaivers, type Waiver, type WaiverFile } from "./parse-waivers.ts";
export { scan } from "./scan.ts";
export type { ScanOptions } from "./scan-options.ts";
export {
  selectChecks,
  unknownCheck,
  type CheckSelection,
  type CheckSettings,
  type SelectedChecks,
} from "./select-checks.ts";
