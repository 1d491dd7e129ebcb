// The shape of the table of detections an audit log allows.
import type { Minor } from "../../core/index.ts";

/** Requests a detection or a question rests on; any verb on any resource or path. */
export type NeededRequests =
  | {
      readonly verbs: readonly string[];
      /** Empty for the core group. */
      readonly group: string;
      readonly resources: readonly string[];
      /** Empty: in no namespace; absent: in whatever namespace. */
      readonly namespace?: string;
    }
  | { readonly verbs: readonly string[]; readonly paths: readonly string[] };

/** Something a log can show. */
export interface AuditDetection {
  /** D01 to D46. */
  readonly detection: string;
  readonly title: string;
  /** The least level at which the log shows it. */
  readonly level: "Metadata" | "Request" | "RequestResponse";
  readonly requests: readonly NeededRequests[];
  /** It also needs failed logins, which have no user. */
  readonly failedLogins?: true;
  /** It compares events in their order: a ledger of counts does not show it. */
  readonly order?: true;
  /** Who does this every day without harm. */
  readonly noise?: string;
  readonly source: string;
}

/** The whole table. */
export interface AuditDetections {
  /** RFC 3339 date on which the sources were read. */
  readonly retrieved: string;
  readonly coversUntil: Minor;
  readonly rows: readonly AuditDetection[];
}
