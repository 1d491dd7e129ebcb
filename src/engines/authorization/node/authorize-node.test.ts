// What kubelets may do, by version.
import { describe, expect, it } from "vitest";
import type { Minor } from "../../../core/index.ts";
import type { FeatureGates, ResourceAttributes } from "../../../kubernetes/index.ts";
import { authorizeNode, nodeAuthority } from "./authorize-node.ts";
import type { NodeGraphObjects } from "./node-objects.ts";

const objects: NodeGraphObjects = {
  nodes: [
    { metadata: { name: "n1" }, spec: { configSource: { configMap: { namespace: "kube-system", name: "kubelet" } } } },
  ],
  pods: [
    {
      metadata: { name: "web", namespace: "shop" },
      spec: {
        nodeName: "n1",
        serviceAccountName: "robot",
        volumes: [
          { name: "tmp", ephemeral: {} },
          { name: "data", persistentVolumeClaim: { claimName: "data" } },
        ],
        resourceClaims: [
          { name: "a", resourceClaimName: "direct" },
          { name: "b", resourceClaimTemplateName: "t" },
          { name: "c", resourceClaimTemplateName: "t" },
        ],
        ephemeralContainers: [{ envFrom: [{ secretRef: { name: "debug" } }] }],
      },
      status: {
        resourceClaimStatuses: [{ name: "b", resourceClaimName: "made" }],
        extendedResourceClaimStatus: { resourceClaimName: "extended" },
      },
    },
    {
      metadata: { name: "mirror", namespace: "shop", annotations: { "kubernetes.io/config.mirror": "" } },
      spec: { nodeName: "n1", volumes: [{ secret: { secretName: "stolen" } }] },
    },
    {
      metadata: { name: "moved", namespace: "shop" },
      spec: { nodeName: "n1", volumes: [{ secret: { secretName: "old" } }] },
    },
    {
      metadata: { name: "moved", namespace: "shop" },
      spec: { nodeName: "n2", volumes: [{ secret: { secretName: "new" } }] },
    },
  ],
  persistentVolumes: [
    {
      metadata: { name: "pv" },
      spec: {
        claimRef: { namespace: "shop", name: "data" },
        csi: {
          nodeExpandSecretRef: { namespace: "shop", name: "expand" },
          controllerPublishSecretRef: { namespace: "shop", name: "control" },
        },
      },
    },
  ],
  volumeAttachments: [{ metadata: { name: "va" }, spec: { nodeName: "n1" } }],
  resourceSlices: [{ metadata: { name: "slice" }, spec: { nodeName: "n1" } }],
  podCertificateRequests: [{ metadata: { name: "pcr", namespace: "shop" }, spec: { nodeName: "n1" } }],
};

const user = { username: "system:node:n1", groups: ["system:nodes"] };
const base: ResourceAttributes = {
  user,
  verb: "get",
  apiGroup: "",
  apiVersion: "v1",
  resource: "pods",
  subresource: "",
  namespace: "shop",
  name: "web",
};

function ask(tweak: Partial<ResourceAttributes>, version: Minor, gates?: FeatureGates): string {
  const { decision, reason } = authorizeNode(nodeAuthority(objects, version, gates), { ...base, ...tweak });
  return decision === "allow" ? decision : reason;
}
const unrelated = "no relationship found between node 'n1' and this object";
const secret = (name: string): Partial<ResourceAttributes> => ({ resource: "secrets", name });
const claim = (name: string): Partial<ResourceAttributes> => ({
  resource: "resourceclaims",
  apiGroup: "resource.k8s.io",
  name,
});
const onNode = { fieldSelector: [{ key: "spec.nodeName", operator: "In" as const, values: ["n1"] }] };
const slices = { apiGroup: "resource.k8s.io", resource: "resourceslices", namespace: "" };

describe("authorizeNode", () => {
  it.each<[string, Partial<ResourceAttributes>, Minor, string]>([
    ["lists all pods until 1.31", { verb: "list", name: "" }, "1.31", "allow"],
    [
      "but since 1.32 only its own",
      { verb: "list", name: "" },
      "1.32",
      "can only list/watch pods with spec.nodeName field selector",
    ],
    ["which it says with a selector", { verb: "list", name: "", ...onNode }, "1.32", "allow"],
    [
      "that names no other node",
      { verb: "list", name: "", fieldSelector: [{ key: "spec.nodeName", operator: "In", values: ["n2"] }] },
      "1.37",
      "can only list/watch pods with spec.nodeName field selector",
    ],
    [
      "and excludes nothing",
      { verb: "list", name: "", fieldSelector: [{ key: "spec.nodeName", operator: "NotIn", values: ["n1"] }] },
      "1.37",
      "can only list/watch pods with spec.nodeName field selector",
    ],
    ["reads other nodes until 1.31", { resource: "nodes", namespace: "", name: "n2" }, "1.31", "allow"],
    [
      "but since 1.32 only itself",
      { resource: "nodes", namespace: "", name: "n2" },
      "1.32",
      "node 'n1' cannot read 'n2', only its own Node object",
    ],
    ["mirror pods give nothing", secret("stolen"), "1.37", unrelated],
    ["the last pod of a name counts", secret("old"), "1.37", unrelated],
    ["references of debug containers count", secret("debug"), "1.37", "allow"],
    ["a secret to expand volumes, since 1.25", secret("expand"), "1.24", unrelated],
    ["a secret to expand volumes, now", secret("expand"), "1.25", "allow"],
    ["a secret of the controller never", secret("control"), "1.37", unrelated],
    [
      "claims made for ephemeral volumes, by gate in 1.20",
      { resource: "persistentvolumeclaims", name: "web-tmp" },
      "1.20",
      unrelated,
    ],
    [
      "claims made for ephemeral volumes, now",
      { resource: "persistentvolumeclaims", name: "web-tmp" },
      "1.21",
      "allow",
    ],
    [
      "kubelet configuration from a ConfigMap, until 1.21",
      { resource: "configmaps", namespace: "kube-system", name: "kubelet" },
      "1.21",
      "allow",
    ],
    [
      "kubelet configuration from a ConfigMap, after",
      { resource: "configmaps", namespace: "kube-system", name: "kubelet" },
      "1.22",
      unrelated,
    ],
    ["resource claims are not known before 1.28", claim("direct"), "1.27", ""],
    ["resource claims by name", claim("direct"), "1.28", "allow"],
    ["resource claims made from templates", claim("made"), "1.28", "allow"],
    ["resource claims of extended resources", claim("extended"), "1.34", "allow"],
    ["resource claims of extended resources, before", claim("extended"), "1.33", unrelated],
    ["service accounts are read since 1.34", { resource: "serviceaccounts", name: "robot" }, "1.34", "allow"],
    [
      "service accounts in 1.33, by gate",
      { resource: "serviceaccounts", name: "robot" },
      "1.33",
      "not allowed to get service accounts",
    ],
    [
      "service accounts before",
      { resource: "serviceaccounts", name: "robot" },
      "1.32",
      "can only create tokens for individual service accounts",
    ],
    ["slices are listed freely in 1.31", { ...slices, verb: "list", name: "" }, "1.31", "allow"],
    [
      "slices are not deleted together in 1.30",
      { ...slices, verb: "deletecollection", name: "" },
      "1.30",
      "can only get, create, update, patch, or delete a ResourceSlice",
    ],
    [
      "slices with a selector since 1.32",
      { ...slices, verb: "deletecollection", name: "", ...onNode },
      "1.32",
      "allow",
    ],
    ["its own slice", { ...slices, verb: "delete", name: "slice" }, "1.37", "allow"],
    [
      "CSINode status in 1.36",
      { resource: "csinodes", apiGroup: "storage.k8s.io", subresource: "status", namespace: "", name: "n1" },
      "1.36",
      "cannot authorize CSINode subresources",
    ],
    [
      "CSINode status in 1.37",
      { resource: "csinodes", apiGroup: "storage.k8s.io", subresource: "status", namespace: "", name: "n1" },
      "1.37",
      "CSINode status access requires CSIVolumeHealth feature",
    ],
    [
      "certificate requests since 1.37",
      { resource: "podcertificaterequests", apiGroup: "certificates.k8s.io", name: "pcr" },
      "1.37",
      "allow",
    ],
    [
      "certificate requests before",
      { resource: "podcertificaterequests", apiGroup: "certificates.k8s.io", name: "pcr" },
      "1.36",
      "",
    ],
    ["new events since 1.35", { resource: "events", apiGroup: "events.k8s.io", verb: "create" }, "1.35", "allow"],
    ["new events before", { resource: "events", apiGroup: "events.k8s.io", verb: "create" }, "1.34", ""],
  ])("%s", (_, tweak, version, expected) => {
    expect(ask(tweak, version)).toBe(expected);
  });

  it("heeds gates where they may be set", () => {
    expect(ask({ verb: "list", name: "" }, "1.33", { AuthorizeNodeWithSelectors: false })).toBe("allow");
    expect(ask({ verb: "list", name: "" }, "1.34", { AuthorizeNodeWithSelectors: false })).toContain("field selector");
    expect(ask({ resource: "persistentvolumeclaims", name: "web-tmp" }, "1.20", { GenericEphemeralVolume: true })).toBe(
      "allow",
    );
  });

  it("has no opinion of others, and says so of a node without a name", () => {
    expect(ask({ user: { username: "system:node:n1" } }, "1.37")).toBe("");
    expect(ask({ user: { username: "system:node:", groups: ["system:nodes"] } }, "1.37")).toBe(
      'unknown node for user "system:node:"',
    );
  });

  it("shows the way through the graph", () => {
    const { evidence } = authorizeNode(nodeAuthority(objects, "1.37"), { ...base, ...secret("expand") });
    expect(evidence[0]?.text).toContain("secret:shop/expand → pv:pv → pvc:shop/data → pod:shop/web → node:n1");
  });
});
