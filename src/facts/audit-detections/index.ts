// What an audit log can show of an attack, and what must be recorded for it.
import data from "./data.json" with { type: "json" };
import type { AuditDetections } from "./schema.ts";

export type { AuditDetection, NeededRequests } from "./schema.ts";

/** The table, in the order of its numbers. */
export const auditDetections = data as AuditDetections;
