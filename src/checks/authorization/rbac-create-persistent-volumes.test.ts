// Cases of rbac-create-persistent-volumes.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacCreatePersistentVolumes } from "./rbac-create-persistent-volumes.ts";

testCheck(
  rbacCreatePersistentVolumes,
  grantCases({
    rule: { apiGroups: [""], resources: ["persistentvolumes"], verbs: ["create"] },
    harmless: ["claims are no volumes", { apiGroups: [""], resources: ["persistentvolumeclaims"], verbs: ["create"] }],
    severity: "medium",
    scope: "cluster",
  }),
  { describe, it },
);
