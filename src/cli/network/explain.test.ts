// plimsoll network explain, on files: sentences for each way a pod can be limited.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import { calico, flannel, shopCluster } from "../../../test/fixtures/network-world.ts";
import type { NetworkExplain } from "../../use-cases/network/index.ts";

let folder: WorkFolder;
beforeEach(() => {
  folder = new WorkFolder();
  folder.write("cluster.yaml", shopCluster);
});
afterEach(() => folder.remove());

async function explain(who: string, ...more: readonly string[]) {
  const result = await run(["network", "explain", who, "-f", folder.path, "--complete", ...more], { columns: 200 });
  return { ...result, text: result.out.replaceAll(/[\s│]+/g, " ") };
}

describe("network explain", () => {
  it("says what isolates a workload, what is allowed, and where that is written", async () => {
    const { exitCode, text } = await explain("deploy/web", "-n", "shop");
    expect(exitCode).toBe(0);
    expect(text).toContain("2 NetworkPolicies isolate these pods: only what at least one of them allows comes in.");
    expect(text).toMatch(
      /NetworkPolicy shop\/default-deny \(\S+cluster\.yaml:\d+\) └─ allows nothing: it only isolates \(default deny\)/,
    );
    expect(text).toContain("allows http/TCP from every pod of every namespace");
    expect(text).toContain("One NetworkPolicy isolates these pods: only what it allows goes out.");
    expect(text).toContain("allows 5432/TCP to pods with app=db of namespace shop");
    expect(text).toContain("they reach 1: Deployment shop/db on 5432/TCP. Outside: part of the internet.");
    expect(text).toContain(
      "Names cannot be resolved: the cluster's DNS (port 53) is not allowed over UDP.".replace(" over UDP", ""),
    );
    expect(text).toContain("Service shop/web (ClusterIP): 80/TCP → 8080");
  });

  it("says what is open where nothing limits", async () => {
    const { text } = await explain("tools/probe");
    expect(text).toContain(
      "No policy limits what comes in. Every pod, node and address that is routed here may connect to every port.",
    );
    expect(text).toContain("No policy limits what goes out.");
    expect(text).toContain("Any pod started tomorrow, in any namespace, would reach all ports.");
  });

  it("tells of pods that do not exist yet", async () => {
    folder.write(
      "future.yaml",
      "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: future, namespace: shop }\nspec:\n  podSelector: { matchLabels: { app: db } }\n  ingress: [{ from: [{ podSelector: { matchLabels: { role: backup } } }], ports: [{ port: 873 }] }]\n",
    );
    const { text } = await explain("shop/db");
    expect(text).toContain("Any pod started tomorrow, in any namespace, would reach no port.");
    expect(text).toContain("Nobody is pods with role=backup of namespace shop today; such a pod would reach 873/TCP.");
  });

  it.each([
    ["with Calico", calico, "This has effect."],
    ["with Flannel", flannel, "This has no effect here, everything is open."],
    ["without a sign of a plugin", "", "Whether this has effect is not known"],
  ])("says whether it has effect %s", async (_, plugin, sentence) => {
    if (plugin !== "") folder.write("plugin.yaml", plugin);
    expect((await explain("shop/db")).text).toContain(sentence);
  });

  it("says how traffic from outside is led to it: Services, Ingress and ports of its node", async () => {
    const port = "ports: [{ name: http, containerPort: 8080 }]";
    folder.write(
      "cluster.yaml",
      shopCluster.replace(port, "ports: [{ name: http, containerPort: 8080, hostPort: 80 }]"),
    );
    folder.write(
      "ingress.yaml",
      "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: front, namespace: shop }\nspec: { defaultBackend: { service: { name: web, port: { number: 80 } } } }\n",
    );
    const { text } = await explain("deploy/web", "-n", "shop");
    expect(text).toContain(
      "From outside of the cluster they are reached through Ingress shop/front, through Service shop/web, port 80/TCP of its node (hostPort).",
    );
    expect((await explain("deploy/db", "-n", "shop")).text).not.toContain("From outside of the cluster");
  });

  it("says of pods on the host network that policies do not select them", async () => {
    folder.write("plugin.yaml", calico);
    const { text } = await explain("ds/kube-system/calico-node");
    expect(text).toContain("Policies do not select pods on the host network");
  });

  it("says of what is not pods that no policy selects it", async () => {
    expect((await explain("internet")).text).toContain("the internet is not pods: no policy can select it.");
  });

  it("puts pods of one workload apart where policies tell them apart", async () => {
    const pod = (name: string, labels: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: tools, labels: { app: set${labels} }, ownerReferences: [{ apiVersion: apps/v1, kind: StatefulSet, name: set, uid: u, controller: true }] }\nspec: { containers: [{ name: c }] }\n`;
    folder.write(
      "set.yaml",
      [
        pod("set-0", ", statefulset.kubernetes.io/pod-name: set-0"),
        pod("set-1", ", statefulset.kubernetes.io/pod-name: set-1"),
      ].join("---\n"),
    );
    folder.write(
      "one.yaml",
      "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: one, namespace: tools }\nspec:\n  podSelector: { matchLabels: { statefulset.kubernetes.io/pod-name: set-0 } }\n",
    );
    const { out } = await explain("sts/set", "-n", "tools", "-o", "json");
    const { groups } = JSON.parse(out) as NetworkExplain;
    expect(groups.map(({ pods, ingress }) => [pods, ingress.isolated])).toEqual([
      [["tools/set-0"], true],
      [["tools/set-1"], false],
    ]);
  });
});
