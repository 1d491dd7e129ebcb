// Cases of apiserver-audit-log-maxbackup.
import { describe, it } from "vitest";
import { auditLogCases } from "../../../test/fixtures/audit-log-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverAuditLogMaxbackup } from "./apiserver-audit-log-maxbackup.ts";

testCheck(apiserverAuditLogMaxbackup, auditLogCases("audit-log-maxbackup", 10), { describe, it });
