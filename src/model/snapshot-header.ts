// The first line of a snapshot: what was captured, when, and what was not.
import type { Minor } from "../core/index.ts";
import type { InputProblem, Origin, OtherKind, VersionSeen } from "./cluster-model.ts";
import type { Gap } from "./part.ts";
import type { ServedSeen } from "./served-seen.ts";

/** The format, with its version; within v1 fields are only added. */
export const snapshotFormat = "plimsoll-snapshot/v1";

/** Status of one part and how many of its objects follow. */
export interface SnapshotPart {
  readonly status: "collected" | "given" | "partial" | "not-collected";
  readonly objects: number;
  readonly gap?: Gap;
}

/** Everything of a model but its objects; these follow, one a line, in the order of the parts. */
export interface SnapshotHeader {
  readonly apiVersion: typeof snapshotFormat;
  readonly kind: "Snapshot";
  /** RFC 3339 capture time. */
  readonly asOf: string;
  readonly origin: Origin;
  readonly version: VersionSeen & { readonly minor: Minor };
  readonly served?: ServedSeen;
  readonly parts: Readonly<Record<string, SnapshotPart>>;
  readonly otherKinds: readonly OtherKind[];
  readonly problems: readonly InputProblem[];
}
