// Which plugin is told from which signs, and what it enforces by version, switch and setting.
import { describe, expect, it } from "vitest";
import { configMap, container, daemonSet, modelOf, node, pod } from "../testing/index.ts";
import { networkPlugin, withCniConfigurations, type CniConfiguration } from "./index.ts";

type Image = string | readonly [image: string, ...args: string[]];

/** A DaemonSet of kube-system whose containers run these images. */
const agent = (name: string, images: readonly Image[], labels: Readonly<Record<string, string>> = {}) =>
  daemonSet({
    metadata: { name, namespace: "kube-system", labels },
    spec: {
      template: {
        spec: {
          containers: images.map((one, index) => {
            const [image, ...args]: readonly [string, ...string[]] = typeof one === "string" ? [one] : one;
            return container({ name: `c${index}`, image, args });
          }),
        },
      },
    },
  });
const definition = (group: string) => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `things.${group}` },
  spec: { group, names: { kind: "Thing", plural: "things" }, scope: "Namespaced", versions: [] },
});
const annotated = (annotations: Readonly<Record<string, string>>, tweak: object = {}) =>
  node({ metadata: { name: "one", annotations }, ...tweak });
const k3s = (args: readonly string[] | undefined, kubeletVersion = "v1.36.1+k3s1") =>
  annotated(
    { "k3s.io/hostname": "one", ...(args && { "k3s.io/node-args": JSON.stringify(args) }) },
    { status: { nodeInfo: { kubeletVersion } } },
  );
const aws = (flag: string, version = "v1.18.3") =>
  agent("aws-node", [
    `602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon-k8s-cni:${version}`,
    [`602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon/aws-network-policy-agent:v1.1.5`, flag],
  ]);
const ciliumConfig = (data: Readonly<Record<string, string>>) =>
  configMap({ metadata: { name: "cilium-config", namespace: "kube-system" }, data });
const cilium = (version = "v1.17.2") => agent("cilium", [`quay.io/cilium/cilium:${version}`], { "k8s-app": "cilium" });
const flannel = agent("kube-flannel-ds", ["ghcr.io/flannel-io/flannel:v0.26.1"]);
const calico = agent("calico-node", ["quay.io/calico/node:v3.30.1"]);

/** The plugins that run, and the verdicts as one word: i, e, p, a, c for what is enforced, ? where it is not known. */
function told(objects: readonly object[], traits: Parameters<typeof modelOf>[1] = {}): string {
  const plugin = networkPlugin(modelOf(objects, traits));
  const running = plugin.plugins.filter(({ state }) => state === "running").map(({ plugin: { id } }) => id);
  const letters = { ingress: "i", egress: "e", endPort: "p", adminTiers: "a", clusterTiers: "c" } as const;
  const verdicts = Object.entries(letters).map(([one, letter]) => {
    const verdict = plugin[one as keyof typeof letters];
    return verdict === "enforced" ? letter : verdict === "unknown" ? `${letter}?` : "";
  });
  return `${running.toSorted().join(" ")}: ${verdicts.join("")}`;
}

describe("the network plugin", () => {
  it.each<[string, readonly object[], string]>([
    ["Calico before its first tiers", [agent("calico-node", ["docker.io/calico/node:v3.28.1"])], "calico: iep"],
    ["Calico with v1alpha1", [calico], "calico: iepa"],
    ["Calico with v1alpha2", [agent("calico-node", ["quay.io/calico/node:v3.32.0"])], "calico: iepc"],
    [
      "OpenShift SDN, whose mode is not seen",
      [agent("sdn", [`quay.io/openshift-release-dev/ocp-v4.0-art-dev@sha256:${"1".repeat(64)}`], { app: "sdn" })],
      "openshift-sdn: i?e?p?",
    ],
    ["Calico from a mirror", [agent("calico-node", ["mirror.example/quay/calico/node:v3.30.1"])], "calico: iepa"],
    [
      "Calico by digest, so without a version",
      [agent("calico-node", [`calico/node@sha256:${"1".repeat(64)}`])],
      "calico: iepa?c?",
    ],
    [
      "Canal, which runs Calico's image",
      [agent("canal", ["calico/node:v3.30.1", "flannel/flannel:v0.26.1"])],
      "canal: iep",
    ],
    ["Cilium with port ranges", [cilium()], "cilium: iep"],
    ["Cilium without port ranges", [cilium("v1.16.9")], "cilium: ie"],
    ["Cilium told never to enforce", [cilium(), ciliumConfig({ "enable-policy": "never" })], "cilium: "],
    [
      "Cilium told not to read NetworkPolicies",
      [cilium(), ciliumConfig({ "enable-k8s-networkpolicy": "false" })],
      "cilium: ",
    ],
    ["Cilium that only watches", [cilium(), ciliumConfig({ "policy-audit-mode": "true" })], "cilium: "],
    [
      "Cilium with cluster-wide policies",
      [cilium(), ciliumConfig({ "enable-k8s-cluster-network-policy": "true" })],
      "cilium: iepc",
    ],
    [
      "a ConfigMap of another namespace",
      [cilium(), configMap({ metadata: { name: "cilium-config" }, data: { "enable-policy": "never" } })],
      "cilium: iep",
    ],
    [
      "GKE's",
      [agent("anetd", ["gke.gcr.io/cilium/cilium:v1.14.1-gke.1"], { "k8s-app": "cilium" })],
      "gke-dataplane-v2: iep?",
    ],
    [
      "Azure's Cilium, by a label of its nodes",
      [cilium(), node({ metadata: { labels: { "kubernetes.azure.com/ebpf-dataplane": "cilium" } } })],
      "azure-cilium: iep",
    ],
    ["AWS with the agent switched on", [aws("--enable-network-policy=true")], "aws-vpc-cni: iep"],
    ["AWS with the agent switched off", [aws("--enable-network-policy=false")], "aws-vpc-cni: "],
    ["AWS that says nothing", [aws("--v=2")], "aws-vpc-cni: "],
    ["AWS before it could", [aws("--enable-network-policy=true", "v1.12.6")], "aws-vpc-cni: "],
    ["AWS without the agent", [agent("aws-node", ["ecr.example/amazon-k8s-cni:v1.18.3"])], "aws-vpc-cni: "],
    [
      "Calico's policies on AWS",
      [agent("aws-node", ["ecr.example/amazon-k8s-cni:v1.18.3"]), calico],
      "aws-vpc-cni calico: iepa",
    ],
    ["kube-router", [agent("kube-router", ["cloudnativelabs/kube-router:v2.5.0"])], "kube-router: iep"],
    [
      "kube-router without a firewall",
      [agent("kube-router", [["cloudnativelabs/kube-router:v2.5.0", "--run-firewall=false"]])],
      "kube-router: ",
    ],
    ["kindnet of kind 0.24", [agent("kindnet", ["docker.io/kindest/kindnetd:v20240813-c6f155d6"])], "kindnet: iep"],
    ["kindnet before", [agent("kindnet", ["docker.io/kindest/kindnetd:v20240513-cbb2a0b"])], "kindnet: "],
    ["Flannel", [flannel], "flannel: "],
    [
      "Flannel with policies in a container of its own",
      [
        agent("kube-flannel-ds", [
          "flannel/flannel:v0.26.1",
          "registry.k8s.io/networking/kube-network-policies:v0.7.0",
        ]),
      ],
      "flannel kube-network-policies: iep",
    ],
    [
      "the add-on for cluster-wide policies",
      [
        flannel,
        agent("kube-network-policies", ["registry.k8s.io/networking/kube-network-policies:v1.0.0-npa-v1alpha2"]),
      ],
      "flannel kube-network-policies: iepc",
    ],
    ["Weave", [agent("weave-net", ["weaveworks/weave-kube:2.8.1", "weaveworks/weave-npc:2.8.1"])], "weave: ie"],
    ["Weave without its controller", [agent("weave-net", ["weaveworks/weave-kube:2.8.1"])], "weave: "],
    [
      "Weave by those who go on with it",
      [agent("weave-net", ["rajchaudhuri/weave-kube:2.9.0", "rajchaudhuri/weave-npc:2.9.0"], { name: "weave-net" })],
      "weave-fork: ie",
    ],
    ["Romana", [agent("romana-agent", ["quay.io/romana/agent:v2.0.2"])], "romana: i"],
    ["Antrea", [agent("antrea-agent", ["antrea/antrea-agent-ubuntu:v2.3.0"])], "antrea: iepa?"],
    [
      "Azure NPM beside Azure CNI",
      [
        agent("azure-npm", ["mcr.microsoft.com/containernetworking/azure-npm:v1.5.45"]),
        agent("azure-cns", ["mcr.microsoft.com/containernetworking/azure-cns:v1.6.0"]),
      ],
      "azure-npm azure-vnet: iep",
    ],
    [
      "Multus and what it calls",
      [agent("kube-multus-ds", ["ghcr.io/k8snetworkplumbingwg/multus-cni:v4.1.0"]), flannel],
      "flannel multus: ",
    ],
    ["k3s, by its nodes", [k3s(["server"])], "k3s: iep"],
    ["k3s without its controller", [k3s(["server", "--disable-network-policy"])], "k3s: "],
    ["k3s told so as a value", [k3s(["server", "--disable-network-policy", "false"])], "k3s: iep"],
    ["k3s whose words are not shown", [k3s(undefined)], "k3s: i?e?p?"],
    ["k3s with another plugin", [k3s(["server", "--disable-network-policy"]), calico], "calico k3s: iepa"],
    [
      "a kubelet of k3s alone is one sign",
      [node({ status: { nodeInfo: { kubeletVersion: "v1.36.1+k3s1" } } })],
      ": i?e?p?a?c?",
    ],
    ["nothing that is known", [agent("acme", ["registry.example/acme:v1"])], ": i?e?p?a?c?"],
    ["a name alone is one sign", [agent("cilium", ["registry.example/other:v1"])], ": i?e?p?a?c?"],
    [
      "a name and a label, whatever the image",
      [agent("cilium", ["registry.example/mirrored:v1"], { "k8s-app": "cilium" })],
      "cilium: iep?",
    ],
    ["definitions outlive a plugin", [flannel, definition("crd.projectcalico.org")], "flannel: "],
    [
      "and so do annotations",
      [flannel, annotated({ "projectcalico.org/IPv4Address": "10.0.0.1/24" }), definition("crd.projectcalico.org")],
      "flannel: ",
    ],
  ])("%s", (_what, objects, expected) => expect(told(objects)).toBe(expected));

  it("is unknown where agents were not collected, whatever nodes say", () => {
    const nodes = [
      annotated({ "flannel.alpha.coreos.com/backend-type": "vxlan" }),
      definition("crd.projectcalico.org"),
    ];
    expect(told(nodes, { missing: ["daemonsets.apps", "pods"] })).toBe(": i?e?p?a?c?");
    expect(told([flannel], { missing: ["pods"] })).toBe("flannel: ");
    expect(told([flannel], { given: true })).toBe("flannel: i?e?p?a?c?");
    expect(told([calico], { given: true })).toBe("calico: iepac?");
  });

  it("is told from pods where DaemonSets were not collected", () => {
    const owner = { apiVersion: "apps/v1", kind: "DaemonSet", name: "calico-node", uid: "c", controller: true };
    const own = pod({
      metadata: { name: "calico-node-x", namespace: "kube-system", ownerReferences: [owner] },
      spec: { nodeName: "one", containers: [container({ image: "calico/node:v3.30.1" })] },
      status: { phase: "Running" },
    });
    expect(told([own, node({ metadata: { name: "one" } })], { missing: ["daemonsets.apps"] })).toBe("calico: iepa");
  });

  it("is not enforced where the agent runs on no node", () => {
    const tainted = node({ metadata: { name: "one" }, spec: { taints: [{ key: "a", effect: "NoSchedule" }] } });
    const plugin = networkPlugin(modelOf([calico, tainted]));
    expect(plugin).toMatchObject({ ingress: "not-enforced", egress: "not-enforced", nodes: [] });
    expect(plugin.reason).toContain("does not tolerate the taint a");
  });

  it("reads ipBlock as the plugin does", () => {
    const readings = (objects: readonly object[]) => {
      const { ipBlockMatchesPods, ipBlockMatchesNodes } = networkPlugin(modelOf(objects));
      return [ipBlockMatchesPods, ipBlockMatchesNodes];
    };
    expect(readings([calico])).toEqual([true, true]);
    expect(readings([cilium()])).toEqual([false, false]);
    expect(readings([cilium(), ciliumConfig({ "policy-cidr-match-mode": "nodes" })])).toEqual([false, true]);
    expect(readings([])).toEqual([true, true]);
  });

  it("tells the caveats of what runs and of how it is set", () => {
    const { caveats } = networkPlugin(modelOf([cilium(), ciliumConfig({ "enable-policy": "always" })]));
    expect(caveats.join("\n")).toContain("enable-policy is always");
    expect(networkPlugin(modelOf([calico])).caveats).toEqual([]);
  });

  it("names policies of the plugin's own, which may change what is answered", () => {
    const otherKinds = [
      { apiVersion: "cilium.io/v2", kind: "CiliumNetworkPolicy", count: 3 },
      { apiVersion: "example.com/v1", kind: "CiliumNetworkPolicy", count: 1 },
    ];
    expect(networkPlugin({ ...modelOf([cilium()]), otherKinds }).otherPolicies).toEqual(otherKinds.slice(0, 1));
    expect(networkPlugin({ ...modelOf([]), otherKinds }).otherPolicies).toHaveLength(1);
    expect(networkPlugin({ ...modelOf([flannel]), otherKinds }).otherPolicies).toEqual([]);
  });
});

describe("files of a node", () => {
  const file = (name: string, ...types: string[]): CniConfiguration => ({
    root: "/mnt",
    file: name,
    name: "net",
    types,
    counts: true,
  });
  const seen = (configuration: CniConfiguration, objects: readonly object[] = [], traits = {}) => {
    const plugin = networkPlugin(withCniConfigurations(modelOf(objects, traits), [configuration]));
    return `${plugin.plugins.map(({ plugin: { id }, state }) => `${id} ${state}`).join(", ")}: ${plugin.ingress}`;
  };
  const blind = { missing: ["daemonsets.apps", "pods"] } as const;

  it.each([
    [
      "a plugin whose agent was not asked for",
      file("10-calico.conflist", "calico", "portmap"),
      "calico running: unknown",
    ],
    ["a type alone", file("10-net.conflist", "flannel"), "flannel traces, canal traces: unknown"],
    ["bridges", file("10-bridge.conf", "bridge"), "bridge running: unknown"],
    ["a file that does not count", { ...file("10-calico.conflist", "calico"), counts: false }, ": unknown"],
  ])("%s", (_what, configuration, expected) => {
    const told = seen(configuration, [], blind);
    const sorted = (text: string) => text.replace(/^[^:]*/, (list) => list.split(", ").toSorted().join(", "));
    expect(sorted(told).replace(/, (?:kube-router|kindnet) traces|(?:kube-router|kindnet) traces, /g, "")).toBe(
      sorted(expected),
    );
  });

  it("are not enough where no agent runs", () => {
    expect(seen(file("10-calico.conflist", "calico"), [flannel])).toContain("calico traces");
    expect(seen(file("10-bridge.conf", "bridge"))).toContain("bridge running");
    expect(seen(file("10-bridge.conf", "bridge"))).toMatch(/: not-enforced$/);
  });
});
