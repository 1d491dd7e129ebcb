// The shape of the table of auditors' questions.
import type { Minor } from "../../core/index.ts";
import type { NeededRequests } from "../audit-detections/index.ts";

/** A question a framework makes an auditor ask, in our words. */
export interface AuditQuestion {
  readonly framework: "gdpr" | "hipaa" | "pci";
  /** The framework's own number. */
  readonly reference: string;
  readonly question: string;
  readonly level: "Metadata" | "Request" | "RequestResponse";
  readonly requests: readonly NeededRequests[];
  readonly failedLogins?: true;
  /** What a policy alone cannot answer. */
  readonly note?: string;
  readonly source: string;
}

/** The whole table. */
export interface AuditQuestions {
  /** RFC 3339 date on which the sources were read. */
  readonly retrieved: string;
  readonly coversUntil: Minor;
  readonly rows: readonly AuditQuestion[];
}
