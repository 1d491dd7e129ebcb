// Random requests, and the access reviews that ask about them.
import type { RequestAttributes, SelectorRequirement, UserInfo } from "../../../src/kubernetes/index.ts";
import type { Random } from "./random.ts";
import {
  groupNames,
  groups,
  names,
  namespaces,
  nodeNames,
  paths,
  resources,
  usernames,
  verbs,
} from "./random-objects.ts";

/** A user: a person, or now and then a node. */
export function randomUser(random: Random): UserInfo {
  if (random.chance(25)) {
    const groups = random.chance(90) ? ["system:nodes", "system:authenticated"] : ["system:authenticated"];
    return { username: `system:node:${random.chance(3) ? "" : random.pick(nodeNames)}`, groups };
  }
  const masters = random.chance(2) ? ["system:masters"] : [];
  const extra = random.chance(10) ? { extra: { "example.com/tier": ["gold"] } } : {};
  return { username: random.pick(usernames), groups: [...random.some(groupNames, 0, 3), ...masters], ...extra };
}

interface AskedOfNodes {
  readonly apiGroup?: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly names: readonly string[];
  readonly cluster?: boolean;
}

/** What kubelets ask for, with the names of the objects in node-objects.ts. */
const askedOfNodes: readonly AskedOfNodes[] = [
  { resource: "secrets", names: ["tls", "pull", "env", "pv-publish", "pv-control", "mirror", "nobody", ""] },
  { resource: "configmaps", names: ["settings", "env", "projected", "nobody"] },
  { resource: "persistentvolumeclaims", names: ["data", "scratch-web-tmp", "web-tmp", "nobody"] },
  { resource: "persistentvolumeclaims", subresource: "status", names: ["data"] },
  { resource: "persistentvolumes", names: ["pv-data", "pv-free"], cluster: true },
  { resource: "volumeattachments", apiGroup: "storage.k8s.io", names: ["va-1", "va-2"], cluster: true },
  { resource: "serviceaccounts", names: ["crane", "other"] },
  { resource: "serviceaccounts", subresource: "token", names: ["crane", "other", ""] },
  { resource: "leases", apiGroup: "coordination.k8s.io", names: [...nodeNames, ""] },
  { resource: "csinodes", apiGroup: "storage.k8s.io", names: [...nodeNames], cluster: true },
  { resource: "csinodes", subresource: "status", apiGroup: "storage.k8s.io", names: [...nodeNames], cluster: true },
  { resource: "nodes", names: [...nodeNames, ""], cluster: true },
  { resource: "nodes", subresource: "status", names: [...nodeNames], cluster: true },
  { resource: "pods", names: ["web", "mirror", "nobody", ""] },
  { resource: "pods", subresource: "eviction", names: ["web"] },
  { resource: "pods", subresource: "status", names: ["web"] },
  { resource: "resourceslices", apiGroup: "resource.k8s.io", names: ["slice-1", "slice-2", ""], cluster: true },
  { resource: "resourceclaims", apiGroup: "resource.k8s.io", names: ["claim-1", "claim-2"] },
  { resource: "podcertificaterequests", apiGroup: "certificates.k8s.io", names: ["request-1"] },
  { resource: "services", names: ["web", ""] },
  { resource: "events", apiGroup: "events.k8s.io", names: [""] },
  { resource: "clustertrustbundles", apiGroup: "certificates.k8s.io", names: ["x"], cluster: true },
  { resource: "csidrivers", apiGroup: "storage.k8s.io", names: [""], cluster: true },
];
const nodeVerbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "use"];
const nodeNamespaces = ["harbour", "yard", "kube-node-lease"];

function nodeRequest(random: Random, user: UserInfo): RequestAttributes {
  const { apiGroup = "", resource, subresource = "", names, cluster = false } = random.pick(askedOfNodes);
  const requirement: SelectorRequirement = {
    key: random.pick(["spec.nodeName", "spec.nodeName", "nodeName", "metadata.name"]),
    operator: random.chance(85) ? "In" : "NotIn",
    values: [random.pick(nodeNames)],
  };
  const verb = random.pick(nodeVerbs);
  const namespace = cluster || random.chance(10) ? "" : random.pick(nodeNamespaces);
  const selected = random.chance(40) ? { fieldSelector: [requirement] } : {};
  return {
    user,
    verb,
    apiGroup,
    apiVersion: "v1",
    resource,
    subresource,
    namespace,
    name: random.pick(names),
    ...selected,
  };
}

/** A request of a random user. */
export function randomRequest(random: Random): RequestAttributes {
  const user = randomUser(random);
  if (random.chance(15)) return { user, verb: random.pick(["get", "post", "list", "*"]), path: random.pick(paths) };
  if (user.username.startsWith("system:node:") && random.chance(85)) return nodeRequest(random, user);
  const [resource = "", subresource = ""] = random.pick(resources).split("/");
  const namespace = random.chance(25) ? "" : random.pick(namespaces);
  return {
    user,
    verb: random.pick(verbs),
    apiGroup: random.pick(groups),
    apiVersion: random.pick(["v1", "*"]),
    resource,
    subresource,
    namespace,
    name: random.pick(names),
  };
}

/** The review that asks a server about a request. */
export function reviewOf(attributes: RequestAttributes): object {
  const { username: user, groups, extra } = attributes.user;
  const who = { user, groups, ...(extra === undefined ? {} : { extra }) };
  const kind = { apiVersion: "authorization.k8s.io/v1", kind: "SubjectAccessReview" };
  if (attributes.path !== undefined) {
    return { ...kind, spec: { ...who, nonResourceAttributes: { verb: attributes.verb, path: attributes.path } } };
  }
  const { user: _, apiGroup: group, apiVersion: version, fieldSelector, labelSelector: _l, ...rest } = attributes;
  const selector = fieldSelector === undefined ? {} : { fieldSelector: { requirements: fieldSelector } };
  return { ...kind, spec: { ...who, resourceAttributes: { ...rest, group, version, ...selector } } };
}
