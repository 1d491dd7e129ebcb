// What auditors ask of an audit log.
import data from "./data.json" with { type: "json" };
import type { AuditQuestions } from "./schema.ts";

export type { AuditQuestion } from "./schema.ts";

/** The table, sorted by framework and reference. */
export const auditQuestions = data as AuditQuestions;
