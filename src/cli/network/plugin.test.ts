// network plugin and network sensitive, from the command line to what people and programs read.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import { container, daemonSet, namespace, networkPolicy, node, pod } from "../../testing/index.ts";

const folder = new WorkFolder();
const machine = (name: string, address: string, tweak: object = {}) =>
  node({
    metadata: { name },
    spec: { providerID: `aws:///zone/${name}` },
    status: { addresses: [{ type: "InternalIP", address }] },
    ...tweak,
  });
const agent = (name: string, image: string) =>
  daemonSet({
    metadata: { name, namespace: "kube-system" },
    spec: { template: { spec: { hostNetwork: true, containers: [container({ image })] } } },
  });
const shop = [
  namespace(),
  machine("one", "10.0.0.1"),
  pod({ spec: { nodeName: "one" } }),
  networkPolicy({ spec: { policyTypes: ["Ingress", "Egress"] } }),
];
const write = (file: string, items: readonly object[]): string =>
  folder.write(file, JSON.stringify({ apiVersion: "v1", kind: "List", items }));

beforeAll(() => {
  write("calico.json", [...shop, agent("calico-node", "calico/node:v3.30.1")]);
  write("flannel.json", [...shop, agent("kube-flannel-ds", "flannel/flannel:v0.26.1")]);
  write("partly.json", [
    ...shop,
    machine("win", "10.0.0.2", { spec: { taints: [{ key: "os", value: "windows", effect: "NoSchedule" }] } }),
    agent("calico-node", "calico/node:v3.30.1"),
  ]);
  write("open.json", [...shop.slice(0, 3), agent("calico-node", "calico/node:v3.30.1")]);
  folder.write("node/etc/cni/net.d/10-calico.conflist", '{"name":"k8s-pod-network","plugins":[{"type":"calico"}]}');
});
afterAll(() => folder.remove());

/** Without the line breaks and branches of a terminal. */
const plain = (text: string): string => text.replaceAll(/[\s│├└─]+/g, " ");
const ask = (verb: string, file: string, ...more: readonly string[]) =>
  run(["network", verb, "-f", folder.file(file), "--complete", ...more]);

describe("network plugin", () => {
  it.each([
    ["calico.json", 0, "Network policies are enforced.", "Calico v3.30.1 enforces policies. 1 policy in the input."],
    [
      "flannel.json",
      1,
      "Network policies are NOT enforced: they have no effect.",
      "Flannel v0.26.1 does not enforce policies",
    ],
    ["partly.json", 1, "Network policies are enforced only in part.", "it does not tolerate the taint os"],
  ])("of %s ends with %i", async (file, exitCode, ...texts) => {
    const result = await ask("plugin", file);
    expect(result).toMatchObject({ exitCode, err: "" });
    for (const text of texts) expect(plain(result.out)).toContain(text);
  });

  it("is unknown where the input may lack what enforces policies", async () => {
    const { exitCode, out } = await run(["network", "cni", "-f", folder.file("flannel.json"), "-o", "json"]);
    const data = JSON.parse(out) as Record<string, unknown>;
    expect(exitCode).toBe(1);
    expect(data).toMatchObject({ apiVersion: "plimsoll/v1", kind: "NetworkPlugin", policies: 1 });
    const partial = await run(["network", "plugin", "-f", folder.file("node/nothing.yaml")]);
    expect(partial.exitCode).toBe(2);
  });

  it("gives programs verdicts, evidence and readings", async () => {
    const { out } = await ask("plugin", "calico.json", "-o", "json");
    expect(JSON.parse(out)).toMatchObject({
      enforced: "yes",
      verdicts: {
        ingress: "enforced",
        egress: "enforced",
        endPort: "enforced",
        adminTiers: "enforced",
        clusterTiers: "not-enforced",
      },
      plugins: [{ id: "calico", state: "running", version: "v3.30.1", supports: { clusterTiers: ">=3.32" } }],
      nodes: [],
      readings: { ipBlockMatchesPods: true, ipBlockMatchesNodes: true, hostNetworkAsPod: false },
    });
  });

  it("reads the files of a node, with a cluster's objects and without", async () => {
    const root = folder.file("node");
    const alone = await run(["network", "plugin", "--node-root", root]);
    expect(alone).toMatchObject({ exitCode: 1 });
    expect(alone.err).toContain("only files of a node are read");
    expect(plain(alone.out)).toContain("is the first configuration of the node and calls calico");
    expect(plain(alone.out)).toContain("Calico: configured in a file of a node; whether it runs was not seen");
    const linted = await ask("lint", "calico.json", "--node-root", root);
    expect(linted).toMatchObject({ exitCode: 0, err: "" });
    const without = ["--remove", "networkpolicy/shop/zz", "--node-root", root];
    const compared = await run(["network", "diff", folder.file("calico.json"), ...without]);
    expect(compared.err).toContain("no policy");
    const both = await ask("plugin", "calico.json", "--node-root", root);
    expect(both).toMatchObject({ exitCode: 0, err: "" });
    expect(plain(both.out)).toContain("has the name Calico gives its file");
    const nowhere = await ask("plugin", "calico.json", "--node-root", folder.file("nowhere"));
    expect(nowhere).toMatchObject({ exitCode: 2, out: "" });
    expect(nowhere.err).toContain("PLIMSOLL_INPUT_UNREADABLE");
  });
});

describe("network sensitive", () => {
  it.each([
    ["calico.json", 0, "No ordinary workload reaches the metadata service or etcd."],
    ["open.json", 1, "Ordinary workloads reach the metadata service or etcd."],
    ["flannel.json", 1, "open: policies not enforced"],
  ])("of %s ends with %i", async (file, exitCode, text) => {
    const result = await ask("sensitive", file);
    expect(result).toMatchObject({ exitCode, err: "" });
    expect(plain(result.out)).toContain(text);
  });

  it("asks for one namespace, and shows on demand what reaches nothing", async () => {
    const quiet = await ask("sensitive", "calico.json", "-n", "shop");
    expect(plain(quiet.out)).toContain("1 workload reaches none of it and is not shown");
    const loud = await ask("sensitive", "calico.json", "-n", "shop", "--verbose");
    expect(loud.out).toContain("Pod web");
    expect(loud.out).not.toContain("calico-node  ");
  });

  it("gives programs what was asked for and what was reached", async () => {
    const { out } = await ask("sensitive", "open.json", "-n", "shop", "-o", "json");
    expect(JSON.parse(out)).toMatchObject({
      kind: "NetworkSensitive",
      answer: "yes",
      workloads: [
        {
          object: { kind: "Pod", name: "web" },
          platform: false,
          reaches: [
            { kind: "metadata", ports: [80], at: "169.254.169.254", enforced: true },
            { kind: "kubelet" },
            { kind: "ssh" },
          ],
        },
      ],
    });
  });

  it("does not say no where policies were not seen", async () => {
    const { exitCode, out } = await run(["network", "sensitive", "-f", folder.file("calico.json")]);
    expect(exitCode).toBe(1);
    expect(plain(out)).toContain("but not all that decides was seen");
  });
});
