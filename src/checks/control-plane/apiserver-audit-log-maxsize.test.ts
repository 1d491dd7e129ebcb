// Cases of apiserver-audit-log-maxsize.
import { describe, it } from "vitest";
import { auditLogCases } from "../../../test/fixtures/audit-log-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverAuditLogMaxsize } from "./apiserver-audit-log-maxsize.ts";

testCheck(apiserverAuditLogMaxsize, auditLogCases("audit-log-maxsize", 100), { describe, it });
