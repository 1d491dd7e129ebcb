// plimsoll network reach, on files: the grammar of its words, its answers, reasons and exit codes.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run, WorkFolder, type Run } from "../../../test/fixtures/command-line.ts";
import { calico, flannel, shopCluster } from "../../../test/fixtures/network-world.ts";
import type { NetworkReach, NetworkReachAll } from "../../use-cases/network/index.ts";

let folder: WorkFolder;
let cluster: string;
beforeEach(() => {
  folder = new WorkFolder();
  cluster = folder.write("cluster.yaml", shopCluster);
});
afterEach(() => folder.remove());

async function reach(words: string, ...more: readonly string[]): Promise<Run> {
  return run([
    "network",
    "reach",
    ...words.split(" ").filter((word) => word !== ""),
    "-f",
    cluster,
    "--complete",
    ...more,
  ]);
}

async function asked(words: string, ...more: readonly string[]): Promise<NetworkReach> {
  return JSON.parse((await reach(words, ...more, "-o", "json")).out) as NetworkReach;
}

describe("network reach FROM TO", () => {
  it.each([
    ["deploy/web deploy/db -n shop", 0, "yes"],
    ["deploy/web deploy/db -n shop --port 5432", 0, "yes"],
    ["deploy/web deploy/db -n shop --port sql", 0, "yes"],
    ["deploy/web deploy/db -n shop --port 5432/UDP", 1, "no"],
    ["deploy/web deploy/db -n shop --port metrics", 1, "no"],
    ["deployment.apps/shop/web shop/db --port 5432", 0, "yes"],
    ["shop/web svc/shop/db", 0, "yes"],
    ["shop/web svc/shop/db --port 5433", 0, "yes"],
    ["shop/web svc/shop/db --port 5432", 1, "no"],
    ["shop/web 10.96.0.183 --port 5433", 0, "yes"],
    ["tools/probe shop/db", 1, "no"],
    ["ns/tools ns/shop --port 8080", 1, "partly"],
    ["namespace/tools app=web -n shop --port 8080", 0, "yes"],
    ["ns/tools selector:app=web,app!=db -n shop --port http", 0, "yes"],
    ["shop/web internet", 1, "partly"],
    ["shop/db internet", 0, "yes"],
    ["internet shop/db", 1, "no"],
    ["shop/web 198.51.100.7", 0, "yes"],
    ["shop/web 198.51.100.0/25", 0, "yes"],
    ["shop/web 198.51.0.0/16", 1, "partly"],
    ["shop/web metadata", 1, "no"],
    ["shop/db metadata:aws --port 80", 0, "yes"],
    ["tools/probe tools/probe", 0, "yes"],
  ])("%s", async (words, exitCode, answer) => {
    const { data, run: result } = { data: await asked(words), run: await reach(words) };
    expect(data.written).toBe(answer);
    expect(result).toMatchObject({ exitCode, err: "" });
    expect(result.out).toMatch(new RegExp(`^${answer[0]?.toUpperCase()}${answer.slice(1)}: `, "m"));
  });

  it.each([
    [
      "shop/wep shop/db",
      /nothing that "shop\/wep" could be.*a pod, a workload and a Service wep in namespace shop/,
      /"shop\/web"/,
    ],
    ["deploy/wep shop/db -n shop", /Deployment wep in namespace shop/, /"web"/],
    ["ns/shp shop/db", /namespace shp/, /"shop"/],
    ["app=wep shop/db -n shop", /labels of pods in namespace shop/, /"app=web"/],
    ["depoy/web/x shop/db", /a kind "depoy"/, /"deploy"/],
    ["node/n1 shop/db", /node n1/, /network map/],
    ["shop/web apiserver", /cannot be told from the input/, /endpointslices/],
    ["shop/web metadata:mars", /no metadata service of "mars"/, /aws/],
  ])("%s is told what was tried, and what is near", async (words, message, hint) => {
    const { exitCode, out, err } = await reach(words);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toMatch(message);
    expect(err).toMatch(/PLIMSOLL_UNKNOWN_OBJECT/);
    expect(err).toMatch(hint);
  });

  it.each([
    ["shop/web shop/db --port 0", /"0" is not a port/],
    ["shop/web shop/db --port 80/ICMP", /"80\/ICMP" is not a port/],
    ["shop/web shop/db --to shop/db", /TO is given twice/],
    ["", /nobody is asked about/],
    ["a/b/c/d shop/db", /names nothing/],
    ["shop//web shop/db", /names nothing/],
    ["selector:app=( shop/db -n shop", /is not a label selector/],
  ])("%s is a usage error", async (words, message) => {
    const { exitCode, err } = await reach(words);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
    expect(err).toMatch(/PLIMSOLL_USAGE/);
  });

  it("shows every policy and rule that was asked, with its line, and why it matched or not", async () => {
    const { out } = await reach("tools/probe shop/db --port 5432");
    expect(out.replaceAll(/[\s│]+/g, " ")).toContain("no policy isolates the pod, so everything is open");
    expect(out.replaceAll(/[\s│]+/g, " ")).toMatch(
      /NetworkPolicy shop\/default-deny \(.*cluster\.yaml:\d+\)\s+selects the pod and has no ingress rule: it allows nothing/,
    );
    expect(out.replaceAll(/[\s│]+/g, " ")).toMatch(
      /spec\.ingress\[0\] \(\S+:\d+\): accept from pods with app=web of namespace shop, 5432\/TCP — does not name the other end, has the port/,
    );
    expect(out.replaceAll(/[\s│├─✗]+/g, " ")).toMatch(/NetworkPolicy shop\/web \(\S+:\d+\) does not select the pod/);
  });

  it("goes through a Service to the port of its pods", async () => {
    const { out } = await reach("tools/probe svc/shop/web --port 80");
    expect(out).toContain("80 → 8080/TCP open");
    expect(out).toContain("8080/TCP (Service shop/web 80/TCP)");
  });

  it("asks the other way round with --reverse", async () => {
    expect((await asked("shop/db shop/web --reverse")).from).toBe("Deployment shop/web");
  });
});

describe("what is enforced", () => {
  it("is as written with Calico, and everything with Flannel", async () => {
    folder.write("calico.yaml", calico);
    const enforced = await asked("tools/probe shop/db", "-f", folder.file("calico.yaml"));
    expect(enforced).toMatchObject({ written: "no", enforced: "no", answer: "no" });
    folder.write("flannel.yaml", flannel);
    const ignored = await asked("tools/probe shop/db", "-f", folder.file("flannel.yaml"));
    expect(ignored).toMatchObject({ written: "no", enforced: "yes", answer: "yes" });
    const { exitCode, out } = await reach("tools/probe shop/db", "-f", folder.file("flannel.yaml"));
    expect(exitCode).toBe(0);
    expect(out).toMatch(/As written: no\./);
    expect(out).toMatch(/As enforced by Flannel, which enforces no policies: yes\./);
  });

  it("is not known without a sign of a plugin", async () => {
    expect(await asked("tools/probe shop/db")).toMatchObject({ written: "no", enforced: "unknown", answer: "no" });
    expect(await asked("shop/db tools/probe")).toMatchObject({ written: "yes", enforced: "yes", answer: "yes" });
  });
});

describe("network reach without a second party", () => {
  it("lists what a workload reaches, and what reaches it", async () => {
    const out = JSON.parse((await reach("shop/web -o json")).out) as NetworkReachAll;
    const ports = out.workloads.map(({ label, ports: { TCP } }) => [label, TCP]);
    expect(ports).toEqual([
      ["Deployment shop/db", [[5432, 5432]]],
      ["Deployment tools/probe", []],
    ]);
    expect(out.outside.map(({ label, open, everywhere }) => [label, open, everywhere])).toEqual([
      ["the internet", true, false],
      ["other private addresses", false, true],
      ["cloud metadata", false, true],
    ]);
    const back = JSON.parse((await reach("--to shop/web -o json")).out) as NetworkReachAll;
    expect(back.direction).toBe("ingress");
    expect(back.workloads.map(({ label, ports: { TCP } }) => [label, TCP])).toEqual([
      ["Deployment shop/db", [[8080, 8080]]],
      ["Deployment tools/probe", [[8080, 8080]]],
    ]);
  });

  it("exits 0 when there is something, and 1 when there is nothing", async () => {
    expect((await reach("shop/db")).exitCode).toBe(0);
    expect((await reach("--to shop/db --port 80")).exitCode).toBe(1);
    expect((await reach("--to shop/web --port 8080")).out).toContain("8080/TCP open");
  });

  it("draws terminal, markdown, html and csv", async () => {
    for (const format of ["terminal", "markdown", "html", "csv"]) {
      expect(await reach("shop/web", "-o", format), format).toMatchObject({ exitCode: 0, err: "" });
    }
  });
});

describe("what was not seen", () => {
  it("is said for files, which may not be all", async () => {
    const { out } = await run(["network", "reach", "shop/web", "shop/db", "-f", cluster]);
    expect(out).toMatch(/As far as the files say/);
    expect((await reach("shop/web shop/db")).out).not.toMatch(/As far as the files say/);
  });

  it("keeps text of the cluster from the terminal's ears", async () => {
    folder.write(
      "evil.yaml",
      'apiVersion: v1\nkind: Pod\nmetadata: { name: evil, namespace: shop, labels: { app: "\\e[31mred" } }\nspec: { containers: [] }\n',
    );
    const { out } = await reach("shop/evil shop/web", "-f", folder.file("evil.yaml"));
    expect(out.includes("\u001b")).toBe(false);
  });
});
