// Audit policies for a purpose, every rule with its reason.
import type { JsonObject } from "../../../core/index.ts";

/** What a policy is for. */
export const profileNames = ["cis", "pci", "hipaa", "gdpr-minimal", "low-volume"] as const;

/** One of {@link profileNames}. */
export type ProfileName = (typeof profileNames)[number];

/** A rule and why it is there. */
export interface CommentedRule {
  readonly why: string;
  readonly rule: JsonObject;
}

/** A policy in the making: `about` says what it is for and what it leaves out. */
export interface PolicyProfile {
  readonly about: readonly string[];
  readonly rules: readonly CommentedRule[];
}

type Level = "None" | "Metadata" | "Request" | "RequestResponse";

function on(group: string, ...resources: string[]): JsonObject {
  return resources.length === 0 ? { group } : { group, resources };
}

function rule(why: string, level: Level, fields: JsonObject): CommentedRule {
  return { why, rule: { level, ...fields } };
}

const rbac = on("rbac.authorization.k8s.io");

const probes = rule(
  "Probes and discovery by path are asked all day long and tell nothing. Failed logins to them are lost with it: other paths show the same address.",
  "None",
  { nonResourceURLs: ["/healthz*", "/livez*", "/readyz*", "/version"] },
);
const leases = rule(
  "The scheduler and the controller manager renew their leases every few seconds; leases of others are kept.",
  "None",
  {
    users: ["system:kube-scheduler", "system:kube-controller-manager"],
    resources: [on("coordination.k8s.io", "leases")],
  },
);
const nodeLeases = rule("Nodes renew their own leases every few seconds.", "None", {
  userGroups: ["system:nodes"],
  resources: [on("coordination.k8s.io", "leases")],
});
const proxyWatches = rule("kube-proxy watches services and endpoints for as long as it runs.", "None", {
  users: ["system:kube-proxy"],
  verbs: ["watch"],
  resources: [on("", "endpoints", "services"), on("discovery.k8s.io", "endpointslices")],
});
const events = rule(
  "Events are written in great numbers and are about what happened anyway; their deletion is kept.",
  "None",
  {
    verbs: ["create", "update", "patch"],
    resources: [on("", "events"), on("events.k8s.io", "events")],
  },
);
const secrets = rule(
  "Secrets, ConfigMaps, tokens and their reviews at Metadata only: above it the log would hold their values.",
  "Metadata",
  {
    resources: [on("", "secrets", "configmaps", "serviceaccounts/token"), on("authentication.k8s.io", "tokenreviews")],
  },
);
const rights = rule(
  "Changes of rights with what was written: without the body nobody can tell which right was given.",
  "RequestResponse",
  { verbs: ["create", "update", "patch", "delete", "deletecollection"], resources: [rbac] },
);
const identities = rule(
  "Certificates that are asked for, approved and signed, with what they say.",
  "RequestResponse",
  { verbs: ["create", "update", "patch", "delete"], resources: [on("certificates.k8s.io")] },
);
const guards = rule("What guards admission, serves APIs and defines kinds, with what was written.", "Request", {
  verbs: ["create", "update", "patch", "delete", "deletecollection"],
  resources: [
    on("admissionregistration.k8s.io"),
    on("apiregistration.k8s.io"),
    on("apiextensions.k8s.io"),
    on("policy"),
    on("networking.k8s.io"),
  ],
});
const workloads = rule(
  "What runs, and what may run: pods, their controllers, namespaces, nodes, services and service accounts, with what was written.",
  "Request",
  {
    verbs: ["create", "update", "patch", "delete", "deletecollection"],
    resources: [
      on(
        "",
        "pods",
        "namespaces",
        "nodes",
        "services",
        "serviceaccounts",
        "persistentvolumes",
        "replicationcontrollers",
      ),
      on("apps"),
      on("batch"),
    ],
  },
);
const intoPods = rule(
  "Commands, files and ports into running pods. The words of a command are in the URL, at any level.",
  "Metadata",
  {
    resources: [
      on(
        "",
        "pods/exec",
        "pods/attach",
        "pods/portforward",
        "pods/proxy",
        "pods/ephemeralcontainers",
        "services/proxy",
        "nodes/proxy",
      ),
    ],
  },
);
const rest = rule(
  "Everything else at Metadata: who, what, when, from where, with which result; failed logins are taken by this rule alone.",
  "Metadata",
  {},
);
const tokens = rule(
  "Tokens that are made, with what was asked for: audience, time and owner. The token itself is in the answer, which is not kept.",
  "Request",
  { verbs: ["create"], resources: [on("", "serviceaccounts/token")] },
);
const reads = rule(
  "Reads of everybody who got in. Failed logins have no user and no group, so they pass on to the last rule.",
  "None",
  { userGroups: ["system:authenticated"], verbs: ["get", "list", "watch"] },
);
const componentReads = rule("Reads by components of the control plane, which read all the time.", "None", {
  users: ["system:kube-scheduler", "system:kube-controller-manager", "system:apiserver"],
  verbs: ["get", "list", "watch"],
});
const nodeReads = rule("Reads by nodes of what they run; what they write is kept.", "None", {
  userGroups: ["system:nodes"],
  verbs: ["get", "list", "watch"],
  resources: [on("", "pods", "nodes", "services", "configmaps"), on("node.k8s.io"), on("storage.k8s.io")],
});

const noise = [probes, proxyWatches, leases, nodeLeases, events];

/** The profiles: what each is for, and its rules in the order in which they are asked. */
export const policyProfiles: Readonly<Record<ProfileName, PolicyProfile>> = {
  cis: {
    about: [
      "What hardening guides ask for: who touched what, bodies where rights, guards and workloads change, never the values of Secrets.",
      "Reads are kept at Metadata; probes, lease renewals and event writes are not.",
    ],
    rules: [...noise, tokens, secrets, rights, identities, guards, intoPods, workloads, rest],
  },
  pci: {
    about: [
      "For PCI DSS requirement 10: every access of a person or a workload, every change of rights and credentials, refused requests and failed logins.",
      "Nothing but probes and what components do for themselves is left out; keep the log for twelve months.",
    ],
    rules: [probes, proxyWatches, nodeLeases, tokens, secrets, rights, identities, guards, intoPods, workloads, rest],
  },
  hipaa: {
    about: [
      "For HIPAA's audit controls: who read and who changed what, each by name, and who changed who may.",
      "Bodies are kept for rights only: health data must not reach the log.",
    ],
    rules: [probes, proxyWatches, nodeLeases, secrets, rights, intoPods, rest],
  },
  "gdpr-minimal": {
    about: [
      "As little personal data as an access review needs: no bodies at all, no reads by components, one event a request.",
      "The log itself holds names and addresses: limit how long it is kept and who reads it.",
    ],
    rules: [...noise, componentReads, nodeReads, rest],
  },
  "low-volume": {
    about: [
      "For clusters that write too much: changes, Secrets and ways into pods; reads of everything else are not recorded.",
      "It cannot tell who looked around (enumeration, reads of configuration), only who read Secrets.",
    ],
    rules: [...noise, secrets, rights, identities, intoPods, reads, rest],
  },
};
