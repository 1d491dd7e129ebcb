// Requests an auditor asks about, and what recording them costs or leaks.
import type { AuditedRequest, Level } from "../../../engines/audit/index.ts";

/** A request as it would be sent by somebody no rule of the policy names. */
function resource(
  verb: string,
  apiGroup: string,
  plural: string,
  tweak: { subresource?: string; namespace?: string; name?: string } = {},
) {
  const {
    subresource = "",
    namespace = "some-namespace",
    name = verb === "list" || verb === "create" ? "" : "some-name",
  } = tweak;
  const user = { username: "somebody", groups: ["system:authenticated"] };
  return {
    user,
    verb,
    apiGroup,
    apiVersion: "v1",
    resource: plural,
    subresource,
    namespace,
    name,
  } satisfies AuditedRequest;
}

/** A request that must leave a trace, and the level an auditor needs. */
export interface ImportantRequest {
  /** What is asked, after "who": `changed a role binding`. */
  readonly what: string;
  readonly request: AuditedRequest;
  readonly level: Exclude<Level, "None">;
}

const rbac = "rbac.authorization.k8s.io";
const admission = "admissionregistration.k8s.io";
const clusterWide = { namespace: "", name: "some-name" };

/** What PCI DSS 10.2 and every incident ask for first. */
export const importantRequests: readonly ImportantRequest[] = [
  { what: "read a Secret", request: resource("get", "", "secrets"), level: "Metadata" },
  {
    what: "listed the Secrets of the cluster",
    request: resource("list", "", "secrets", { namespace: "" }),
    level: "Metadata",
  },
  { what: "changed a Secret", request: resource("update", "", "secrets"), level: "Metadata" },
  { what: "changed a role", request: resource("update", rbac, "roles"), level: "Metadata" },
  { what: "bound a role", request: resource("create", rbac, "rolebindings"), level: "Metadata" },
  {
    what: "bound a role in the whole cluster",
    request: resource("create", rbac, "clusterrolebindings", { namespace: "" }),
    level: "Metadata",
  },
  {
    what: "ran a command in a pod",
    request: resource("create", "", "pods", { subresource: "exec", name: "some-pod" }),
    level: "Metadata",
  },
  {
    what: "made a token",
    request: resource("create", "", "serviceaccounts", { subresource: "token", name: "some-account" }),
    level: "Metadata",
  },
  {
    what: "approved a certificate",
    request: resource("update", "certificates.k8s.io", "certificatesigningrequests", {
      ...clusterWide,
      subresource: "approval",
    }),
    level: "Metadata",
  },
  {
    what: "changed what guards admission",
    request: resource("update", admission, "validatingwebhookconfigurations", clusterWide),
    level: "Metadata",
  },
  { what: "created a pod", request: resource("create", "", "pods"), level: "Metadata" },
  { what: "changed a Deployment", request: resource("patch", "apps", "deployments"), level: "Metadata" },
  {
    what: "deleted a namespace",
    request: resource("delete", "", "namespaces", { namespace: "some-name" }),
    level: "Metadata",
  },
  { what: "changed a node", request: resource("patch", "", "nodes", clusterWide), level: "Metadata" },
];

/** Requests whose bodies hold credentials: at level Request or above the log holds them too. */
export const secretBodies: readonly {
  readonly what: string;
  readonly request: AuditedRequest;
  readonly from: Exclude<Level, "None" | "Metadata">;
}[] = [
  { what: "the values of Secrets that are written", request: resource("create", "", "secrets"), from: "Request" },
  { what: "the values of Secrets that are read", request: resource("get", "", "secrets"), from: "RequestResponse" },
  {
    what: "tokens that are made",
    request: resource("create", "", "serviceaccounts", { subresource: "token", name: "some-account" }),
    from: "RequestResponse",
  },
  {
    what: "tokens that are reviewed",
    request: resource("create", "authentication.k8s.io", "tokenreviews", { namespace: "" }),
    from: "Request",
  },
  { what: "the values of ConfigMaps that are written", request: resource("create", "", "configmaps"), from: "Request" },
];

/** A command in a pod: its words are in the URL, which every level records. */
export const execRequest: AuditedRequest = resource("create", "", "pods", { subresource: "exec", name: "some-pod" });

/** A request whose credentials did not hold. */
export const failedLogin: AuditedRequest = { ...resource("list", "", "pods"), user: undefined };
