// The least role for requests for which audit2rbac is known to write too much.
import { expect, it } from "vitest";
import { requestAttributes } from "../../../kubernetes/index.ts";
import { leastRule } from "./least-role.ts";

const jane = { username: "jane" };

it.each([
  // It leaves out the name of everything that is created, a command in one pod included.
  [
    "POST",
    "/api/v1/namespaces/shop/pods/web/exec?command=id",
    { apiGroups: [""], resources: ["pods/exec"], resourceNames: ["web"], verbs: ["create"] },
  ],
  ["POST", "/api/v1/namespaces/shop/configmaps", { apiGroups: [""], resources: ["configmaps"], verbs: ["create"] }],
  // It takes the query for a part of the address, which RBAC never sees.
  ["GET", "/healthz?verbose", { nonResourceURLs: ["/healthz"], verbs: ["get"] }],
  [
    "GET",
    "/apis/apps/v1/namespaces/shop/deployments/web/scale",
    { apiGroups: ["apps"], resources: ["deployments/scale"], resourceNames: ["web"], verbs: ["get"] },
  ],
])("%s %s", (method, url, expected) => {
  const attributes = requestAttributes(method, url, jane, { version: "1.37" });
  expect(attributes === undefined ? undefined : leastRule(attributes)).toEqual(expected);
});
