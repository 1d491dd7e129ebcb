// The vocabulary of answers.
export type { Block, Cell, Document, TreeNode, Answer } from "./document.ts";
export { errorCodes, type ErrorCode } from "./error-codes.ts";
export type { Evidence, EvidenceSource } from "./evidence.ts";
export { formatPath, parsePath, pathByName, valueAt, type PathSegment } from "./field-path.ts";
export { renderMessage, type Finding, type Outcome } from "./finding.ts";
export { once } from "./once.ts";
export { applyPatch, jsonPointer, type Fix, type PatchOperation } from "./fix.ts";
export { matchesGlob } from "./glob.ts";
export {
  boundGraph,
  collapseGroups,
  edgeSize,
  fullNames,
  graphSize,
  nodesByGroup,
  singleEdges,
  worseTone,
  type BoundedGraph,
  type Graph,
  type GraphEdge,
  type GraphGroup,
  type GraphNode,
  type GraphNodeKind,
} from "./graph.ts";
export { isJsonObject, stringifyJson, type JsonObject, type JsonScalar, type JsonValue } from "./json.ts";
export { formatLocation, type Location } from "./location.ts";
export { compareMinor, parseMinor, type Minor } from "./minor-version.ts";
export { didYouMean, nearest } from "./nearest.ts";
export { describeObject, groupOf, objectKey, type ObjectRef } from "./object-ref.ts";
export { plainLines, plainText } from "./plain-text.ts";
export { PlimsollError, type ErrorDetails } from "./plimsoll-error.ts";
export type {
  BaselineEntry,
  BaselineSummary,
  CoverageGap,
  FixFirst,
  Report,
  ReportCheck,
  ReportCounts,
  ReportFinding,
  ReportProblem,
  ScannedInput,
  Score,
  Suppression,
  WaiverNotice,
} from "./report.ts";
export { safeJson } from "./safe-json.ts";
export { reportSchema } from "./report-schema.ts";
export { atLeast, severities, severityRank, type Severity } from "./severity.ts";
export { positionsIn, textPosition, type TextPosition } from "./text-position.ts";
