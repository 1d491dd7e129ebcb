// Cases of apiserver-audit-log-maxage.
import { describe, it } from "vitest";
import { auditLogCases } from "../../../test/fixtures/audit-log-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverAuditLogMaxage } from "./apiserver-audit-log-maxage.ts";

testCheck(apiserverAuditLogMaxage, auditLogCases("audit-log-maxage", 30), { describe, it });
