// The Node authorizer: what a kubelet may do (plugin/pkg/auth/authorizer/node/node_authorizer.go, 1.20 to 1.37).
import { compareMinor, type Minor } from "../../../core/index.ts";
import {
  goQuote,
  isGateOn,
  type FeatureGate,
  type FeatureGates,
  type PolicyRule,
  type RequestAttributes,
  type ResourceAttributes,
} from "../../../kubernetes/index.ts";
import { ruleQuestion } from "../rbac/rule-allows.ts";
import { noOpinion, type Opinion } from "../verdict.ts";
import { buildNodeGraph, pathToNode, type NodeGraph } from "./node-graph.ts";
import { nodeIdentity } from "./node-identity.ts";
import type { NodeGraphObjects } from "./node-objects.ts";
import { nodeRules } from "./node-rules.ts";
import type { VertexKind } from "./pod-references.ts";

/** What the Node authorizer of one server knows. */
export interface NodeAuthority {
  readonly graph: NodeGraph;
  readonly rules: readonly PolicyRule[];
  readonly version: Minor;
  readonly featureGates?: FeatureGates;
}

/** Builds the graph and the static rules of a version. */
export function nodeAuthority(objects: NodeGraphObjects, version: Minor, featureGates?: FeatureGates): NodeAuthority {
  let graph: NodeAuthority["graph"] | undefined;
  return {
    // Most requests are no node's.
    get graph() {
      graph ??= buildNodeGraph(objects, version, featureGates);
      return graph;
    },
    rules: nodeRules(version, featureGates),
    version,
    ...(featureGates === undefined ? {} : { featureGates }),
  };
}

/** A request of a known node. */
interface NodeRequest {
  readonly node: string;
  readonly attributes: ResourceAttributes;
  readonly authority: NodeAuthority;
}

type Judge = (request: NodeRequest) => Opinion;

function allowed(text: string): Opinion {
  return { decision: "allow", reason: "", evidence: [{ source: "rule", text }] };
}

function refused(reason: string): Opinion {
  return { decision: "no-opinion", reason, evidence: [] };
}

function since({ authority: { version } }: NodeRequest, minor: Minor): boolean {
  return compareMinor(version, minor) >= 0;
}

function gate({ authority: { version, featureGates } }: NodeRequest, name: FeatureGate): boolean {
  return isGateOn(name, version, featureGates);
}

function related(kind: VertexKind, { node, attributes, authority }: NodeRequest): Opinion {
  const { namespace, name } = attributes;
  if (name === "") return refused("No Object name found");
  const way = pathToNode(authority.graph, { kind, namespace, name }, node);
  if (way === undefined) return refused(`no relationship found between node '${node}' and this object`);
  return allowed(`the node needs it: ${way.join(" → ")}`);
}

function getOnly(kind: VertexKind): Judge {
  return (request) => {
    if (request.attributes.verb !== "get") return refused("can only get individual resources of this type");
    if (request.attributes.subresource !== "") return refused("cannot get subresource");
    return related(kind, request);
  };
}

function readNamespaced(kind: VertexKind): Judge {
  return (request) => {
    const { verb, subresource, namespace } = request.attributes;
    if (!["get", "list", "watch"].includes(verb)) return refused("can only read resources of this type");
    if (subresource !== "") return refused("cannot read subresource");
    if (namespace === "") return refused("can only read namespaced object of this type");
    return related(kind, request);
  };
}

const judgeClaim: Judge = (request) => {
  if (request.attributes.subresource !== "status") return getOnly("pvc")(request);
  if (!["update", "patch"].includes(request.attributes.verb)) return refused("can only get/update/patch this type");
  return related("pvc", request);
};

const judgeServiceAccount: Judge = (request) => {
  const { verb, subresource, name } = request.attributes;
  if (verb === "get" && subresource === "" && since(request, "1.33")) {
    const known =
      gate(request, "KubeletServiceAccountTokenForCredentialProviders") || gate(request, "PodCertificateRequest");
    return known ? readNamespaced("serviceAccount")(request) : refused("not allowed to get service accounts");
  }
  if (verb !== "create" || name === "") return refused("can only create tokens for individual service accounts");
  if (subresource !== "token") return refused("can only create token subresource of serviceaccount");
  return related("serviceAccount", request);
};

const ownVerbs = new Set(["get", "create", "update", "patch", "delete"]);

const judgeLease: Judge = ({ node, attributes: { verb, namespace, name } }) => {
  if (!ownVerbs.has(verb)) return refused("can only get, create, update, patch, or delete a node lease");
  if (namespace !== "kube-node-lease") {
    return refused(`can only access leases in the ${goQuote("kube-node-lease")} system namespace`);
  }
  if (verb === "create") return allowed("nodes create leases; the NodeRestriction plugin looks at the name");
  if (name !== node) return refused("can only access node lease with the same name as the requesting node");
  return allowed("the lease has the name of the node");
};

function csiNodeFault(request: NodeRequest): string | undefined {
  const { verb, subresource } = request.attributes;
  const verbsFault = ownVerbs.has(verb) ? undefined : "can only get, create, update, patch, or delete a CSINode";
  const unknown = "cannot authorize CSINode subresources";
  if (!since(request, "1.37")) return verbsFault ?? (subresource === "" ? undefined : unknown);
  if (subresource === "") return verbsFault;
  if (subresource !== "status") return unknown;
  if (!gate(request, "CSIVolumeHealth")) return "CSINode status access requires CSIVolumeHealth feature";
  return ["get", "update", "patch"].includes(verb) ? undefined : "can only get, update, or patch CSINode status";
}

const judgeCsiNode: Judge = (request) => {
  const fault = csiNodeFault(request);
  if (fault !== undefined) return refused(fault);
  if (request.attributes.verb === "create")
    return allowed("nodes create CSINodes; the NodeRestriction plugin looks at the name");
  if (request.attributes.name !== request.node) {
    return refused("can only access CSINode with the same name as the requesting node");
  }
  return allowed("the CSINode has the name of the node");
};

function selectsNode({ node, attributes: { fieldSelector = [] } }: NodeRequest, field: string): boolean {
  return fieldSelector.some(
    ({ key, operator, values }) => key === field && operator === "In" && values.length === 1 && values[0] === node,
  );
}

const selected = allowed("the field selector limits the request to the node");

const judgeSlice: Judge = (request) => {
  const { verb, subresource } = request.attributes;
  if (subresource !== "") return refused("cannot authorize ResourceSlice subresources");
  if (verb === "create") return allowed("nodes create slices; the NodeRestriction plugin looks at the node name");
  if (ownVerbs.has(verb)) return related("resourceslice", request);
  const many = since(request, "1.31") ? ["watch", "list", "deletecollection"] : ["watch", "list"];
  if (!many.includes(verb)) return refused(sliceVerbs(request));
  if (!gate(request, "AuthorizeNodeWithSelectors"))
    return allowed("nodes list slices; the NodeRestriction plugin looks at deletions");
  if (selectsNode(request, "spec.nodeName")) return selected;
  return refused("can only list/watch/deletecollection resourceslices with nodeName field selector");
};

function sliceVerbs(request: NodeRequest): string {
  if (!since(request, "1.31")) return "can only get, create, update, patch, or delete a ResourceSlice";
  return "only the following verbs are allowed for a ResourceSlice: get, watch, list, create, update, patch, delete, deletecollection";
}

const judgePodCertificate: Judge = (request) => {
  const { verb, subresource } = request.attributes;
  if (subresource !== "") return refused("nodes may not access the status subresource of PodCertificateRequests");
  if (verb === "create")
    return allowed("nodes create these requests; the NodeRestriction plugin looks at their content");
  if (verb === "get") return related("podcertificaterequest", request);
  if (verb !== "list" && verb !== "watch") return refused(`nodes may not ${verb} podcertificaterequests`);
  if (selectsNode(request, "spec.nodeName")) return selected;
  return refused("can only list/watch podcertificaterequests with nodeName field selector");
};

const judgeNode: Judge = ({ node, attributes: { verb, subresource, name } }) => {
  const writes = ["update", "patch"].includes(verb);
  if (writes && subresource === "status")
    return allowed("nodes write node status; the NodeRestriction plugin looks at whose");
  if (subresource !== "") return noOpinion;
  if (writes || verb === "create") return allowed("nodes write nodes; the NodeRestriction plugin looks at which");
  if (!["get", "list", "watch"].includes(verb)) return noOpinion;
  if (name === node) return allowed("a node reads itself");
  if (name === "") return refused(`node '${node}' cannot read all nodes, only its own Node object`);
  return refused(`node '${node}' cannot read '${name}', only its own Node object`);
};

const judgePod: Judge = (request) => {
  const { verb, subresource, name } = request.attributes;
  const guarded = allowed("nodes do this to pods; the NodeRestriction plugin looks at which");
  if (subresource === "status" && ["update", "patch"].includes(verb)) return guarded;
  if (subresource === "eviction" && verb === "create") return guarded;
  if (subresource !== "") return noOpinion;
  if (verb === "create" || verb === "delete") return guarded;
  if (verb === "get") return related("pod", request);
  if (verb !== "list" && verb !== "watch") return noOpinion;
  if (selectsNode(request, "spec.nodeName")) return selected;
  return name === "" ? refused("can only list/watch pods with spec.nodeName field selector") : related("pod", request);
};

interface Division {
  readonly judge: Judge;
  readonly since?: Minor;
  readonly gate?: FeatureGate;
}

/** Resources that are not a matter of static rules, by `resource.group`. */
const divisions = new Map<string, Division>([
  ["secrets.", { judge: readNamespaced("secret") }],
  ["configmaps.", { judge: readNamespaced("configmap") }],
  ["persistentvolumeclaims.", { judge: judgeClaim }],
  ["persistentvolumes.", { judge: getOnly("pv") }],
  ["resourceclaims.resource.k8s.io", { judge: getOnly("resourceclaim"), since: "1.28" }],
  ["volumeattachments.storage.k8s.io", { judge: getOnly("volumeattachment") }],
  ["serviceaccounts.", { judge: judgeServiceAccount }],
  ["leases.coordination.k8s.io", { judge: judgeLease }],
  ["csinodes.storage.k8s.io", { judge: judgeCsiNode }],
  ["resourceslices.resource.k8s.io", { judge: judgeSlice, since: "1.30" }],
  ["nodes.", { judge: judgeNode, gate: "AuthorizeNodeWithSelectors" }],
  ["pods.", { judge: judgePod, gate: "AuthorizeNodeWithSelectors" }],
  ["podcertificaterequests.certificates.k8s.io", { judge: judgePodCertificate, gate: "PodCertificateRequest" }],
]);

function judgeOf(request: NodeRequest): Judge | undefined {
  const { resource, apiGroup } = request.attributes;
  const division = divisions.get(`${resource}.${apiGroup}`);
  if (division === undefined || (division.since !== undefined && !since(request, division.since))) return undefined;
  if (division.gate !== undefined && !gate(request, division.gate)) return undefined;
  return division.judge;
}

/** Asks the Node authorizer; it has an opinion only of members of system:nodes. Constant, but for a walk of the graph. */
export function authorizeNode(authority: NodeAuthority, attributes: RequestAttributes): Opinion {
  const node = nodeIdentity(attributes.user);
  if (node === undefined) return noOpinion;
  if (node === "") return refused(`unknown node for user ${goQuote(attributes.user.username)}`);
  if (attributes.path === undefined) {
    const request = { node, attributes, authority };
    const judge = judgeOf(request);
    if (judge !== undefined) return judge(request);
  }
  const rule = ruleQuestion(attributes).firstAllowing(authority.rules);
  return rule === -1 ? noOpinion : allowed(`rule ${rule + 1} of the rules of all nodes covers the request`);
}
