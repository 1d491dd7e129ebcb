/** The built command line against a real API server: reports, snapshots, refusals, and every fault on the way. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Report } from "../../src/core/index.ts";
import { plimsollBeside, type Ended } from "../e2e/built-cli.ts";
import { describeControlPlane } from "./describe-control-plane.ts";
import {
  faults,
  startControlPlane,
  startFaultyProxy,
  type ControlPlane,
  type Fault,
  type FaultyProxy,
  type KubernetesObject,
} from "./index.ts";

const configMapCount = 3000;
const namespaces = ["blog", "shop", "wiki"];
const rbac = "rbac.authorization.k8s.io";
const asOf = ["--as-of", "2026-11-23T12:00:00Z"];

function binding(
  kind: "RoleBinding" | "ClusterRoleBinding",
  role: string,
  user: string,
  namespace?: string,
): KubernetesObject {
  return {
    apiVersion: `${rbac}/v1`,
    kind,
    metadata: { name: `${user}-${role}`, ...(namespace === undefined ? {} : { namespace }) },
    roleRef: { apiGroup: rbac, kind: "ClusterRole", name: role },
    subjects: [{ apiGroup: rbac, kind: "User", name: user }],
  } as KubernetesObject;
}

function world(): KubernetesObject[] {
  const pod = (name: string, spec: object): object => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "shop" },
    spec: { containers: [{ name: "web", image: "registry.example/web:1", ...spec }] },
  });
  return [
    ...namespaces.map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } })),
    pod("loud", { securityContext: { privileged: true } }),
    pod("quiet", {}),
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "key", namespace: "shop" },
      stringData: { password: "hunter2" },
    },
    ...Array.from({ length: configMapCount }, (_, index) => ({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: `c-${index}`, namespace: namespaces[index % 3] ?? "" },
      data: { index: String(index) },
    })),
    {
      apiVersion: `${rbac}/v1`,
      kind: "ClusterRole",
      metadata: { name: "lister" },
      rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["list"] }],
    },
    binding("ClusterRoleBinding", "lister", "auditor"),
    binding("RoleBinding", "lister", "partly", "shop"),
    binding("RoleBinding", "lister", "partly", "blog"),
  ] as KubernetesObject[];
}

/** What must not depend on how the cluster was read. */
function judged({ findings, checks, counts, score }: Report): unknown {
  const strip = findings.map(({ location: _where, ...finding }) => finding);
  return {
    findings: strip,
    counts,
    score,
    checks: checks.map(({ id, outcome, examined, failed, unknown }) => ({ id, outcome, examined, failed, unknown })),
  };
}

describeControlPlane("plimsoll scan", () => {
  let plane: ControlPlane;
  let proxy: FaultyProxy;
  beforeAll(async () => {
    plane = await startControlPlane({ tokenUsers: ["auditor", "partly", "denied"].map((user) => ({ user })) });
    await plane.api.createMany(world());
    proxy = await startFaultyProxy(plane);
  });
  afterAll(async () => {
    await proxy?.stop();
    await plane?.stop();
  });

  const scan = (kubeconfig: string, ...args: readonly string[]): Promise<Ended> =>
    plimsollBeside(["scan", "--kubeconfig", kubeconfig, "-o", "json", ...asOf, ...args]);
  const kubeconfigOf = (user: string): Promise<string> => plane.kubeconfigFor({ token: plane.tokens[user] ?? "" });
  const reportOf = ({ stdout, stderr }: Ended): Report => {
    if (stdout === "") throw new Error(stderr);
    return JSON.parse(stdout) as Report;
  };

  it("reports a cluster", async () => {
    const ended = await scan(plane.adminKubeconfig, "--secrets");
    const report = reportOf(ended);
    expect(ended).toMatchObject({ status: 1, stderr: expect.stringMatching(/^failed: /) });
    expect(report.input).toMatchObject({ kind: "cluster", version: plane.apiserverVersion, versionSource: "server" });
    expect(report.input.objects).toBeGreaterThan(configMapCount);
    const loud = report.findings.find(({ check }) => check === "pss-privileged");
    expect(loud).toMatchObject({ severity: "critical", object: { kind: "Pod", namespace: "shop", name: "loud" } });
    expect(report.problems).toEqual([]);
    expect(ended.stdout).not.toMatch(/hunter2|aHVudGVyMg/);
  });

  it("says the same of a snapshot of it", async () => {
    const file = join(plane.dir, "cluster.snapshot");
    const saved = await plimsollBeside([
      "snapshot",
      "save",
      file,
      "--kubeconfig",
      plane.adminKubeconfig,
      "--secrets",
      ...asOf,
    ]);
    expect(saved).toMatchObject({ status: 0, stdout: "", stderr: expect.stringContaining("without secrets") });
    const again = await plimsollBeside(["scan", file, "-o", "json"]);
    const live = await scan(plane.adminKubeconfig, "--secrets");
    expect(again.status).toBe(live.status);
    expect(judged(reportOf(again))).toEqual(judged(reportOf(live)));
  });

  it("is told what a dump of kubectl's is told", async () => {
    const { stdout } = await plane.kubectl(["get", "pods,namespaces,configmaps", "-A", "-o", "json"]);
    const dump = join(plane.dir, "dump.json");
    writeFileSync(dump, stdout);
    const of = ({ findings }: Report): string[] =>
      findings
        .filter(({ check, outcome }) => check.startsWith("pss-") && outcome === "fail")
        .map(({ fingerprint, message }) => `${fingerprint} ${message}`);
    const dumped = reportOf(
      await plimsollBeside(["scan", dump, "-o", "json", "--kubernetes-version", plane.apiserverVersion]),
    );
    const live = reportOf(await scan(plane.adminKubeconfig));
    expect(of(dumped).length).toBeGreaterThan(5);
    expect(of(dumped)).toEqual(of(live));
  });

  it("tells someone who may list nothing what would help", async () => {
    const { status, stdout, stderr } = await scan(await kubeconfigOf("denied"));
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/User "denied" cannot list resource.*PLIMSOLL_SOURCE_FORBIDDEN/);
    expect(stderr).toMatch(/hint: .*--print-rbac/);
  });

  it("tells someone whom the server does not know", async () => {
    const { status, stderr } = await scan(await plane.kubeconfigFor({ token: "nonsense" }));
    expect(status).toBe(2);
    expect(stderr).toContain("PLIMSOLL_SOURCE_UNAUTHENTICATED");
  });

  it("names the namespaces that someone may not see, and the role that would show them", async () => {
    const ended = await scan(await kubeconfigOf("partly"), "-n", "shop", "-n", "wiki", "--strict");
    const { coverage, findings, checks } = reportOf(ended);
    const pods = coverage.find(({ part }) => part === "pods");
    expect(pods).toMatchObject({
      status: "partial",
      reason: expect.stringContaining("wiki"),
      remedy: expect.stringMatching(/"kind":"Role".*"pods".*RoleBinding in .*wiki|RoleBinding in .*wiki.*"pods"/),
    });
    expect(coverage.find(({ part }) => part.startsWith("clusterrolebindings"))).toMatchObject({
      status: "not-collected",
      remedy: expect.stringContaining("ClusterRole"),
    });
    expect(findings.some(({ check, object }) => check === "pss-privileged" && object.name === "loud")).toBe(true);
    expect(
      checks
        .filter(({ outcome }) => outcome === "pass" || outcome === "not-applicable")
        .every(({ reason, outcome }) => outcome === "pass" || reason !== undefined),
    ).toBe(true);
    expect(checks.find(({ id }) => id === "pss-host-namespaces")?.outcome).toBe("unknown");
  });

  it("can do with the role that --print-rbac prints", async () => {
    const { stdout } = await plimsollBeside(["scan", "--print-rbac", "--secrets"]);
    await plane.kubectl(["apply", "-f", "-"], { input: stdout });
    const token = await plane.kubectl(["create", "token", "plimsoll", "-n", "plimsoll"]);
    const full = await scan(plane.adminKubeconfig, "--secrets");
    const least = await scan(await plane.kubeconfigFor({ token: token.stdout.trim() }), "--secrets");
    expect(least.stderr).toBe(full.stderr);
    expect(reportOf(least).coverage).toEqual(reportOf(full).coverage);
    expect(judged(reportOf(least))).toEqual(judged(reportOf(full)));
  });

  it("verifies the server, and says loudly when it is told not to", async () => {
    const kubeconfig = join(plane.dir, "stranger.yaml");
    const text = readFileSync(await kubeconfigOf("auditor"), "utf8");
    const stranger = text
      .replaceAll(/^.*certificate-authority.*$\n?/gm, "")
      .replaceAll(/"certificate-authority(?:-data)?":"[^"]*",?/g, "");
    expect(stranger).not.toBe(text);
    writeFileSync(kubeconfig, stranger);
    expect(await scan(kubeconfig)).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining("PLIMSOLL_SOURCE_TLS"),
    });
    const trusting = await scan(kubeconfig, "--insecure-skip-tls-verify");
    expect(trusting.status).toBe(1);
    expect(trusting.stderr).toMatch(/^warning: .*verif/i);
  });

  describe("behind a faulty proxy", () => {
    beforeEach(() => proxy.reset());
    const path = "/api/v1/configmaps";

    it.each<[string, Fault, number]>([
      ["stalls", faults.stall(), 1],
      ["forgets where the list was (410)", faults.expired(), 1],
      ["is busy (429)", faults.tooManyRequests(), 2],
      ["fails (500)", faults.serverError(), 2],
      ["sends garbage", faults.garbage(), 1],
      ["closes the connection", faults.closeMidBody(), 1],
    ])("reads all from a server that %s for a while, with GET alone", async (_what, fault, times) => {
      proxy.inject({ match: { path, page: "later" }, fault, times });
      const ended = await scan(await proxy.kubeconfigFor(plane.tokens["auditor"] ?? ""), "--request-timeout", "3");
      const { input, coverage } = reportOf(ended);
      expect(input.objects).toBeGreaterThan(configMapCount);
      expect(coverage.map(({ part }) => part)).not.toContain("configmaps");
      expect(proxy.log.filter((request) => request.fault !== undefined)).toHaveLength(times);
      expect(new Set(proxy.log.map(({ method }) => method))).toEqual(new Set(["GET"]));
      expect(
        proxy.log.filter((request) => request.path === path && request.query.includes("continue=")).length,
      ).toBeGreaterThan(4);
    });

    it("says what it could not see of a server that keeps failing", async () => {
      proxy.inject({ match: { path }, fault: faults.serverError() });
      const { coverage } = reportOf(await scan(await proxy.kubeconfigFor(plane.tokens["auditor"] ?? "")));
      expect(coverage.find(({ part }) => part === "configmaps")).toMatchObject({
        status: "not-collected",
        reason: expect.stringContaining("injected by the test proxy"),
      });
    });

    it("ends with an error when the server never answers", async () => {
      proxy.inject({ fault: faults.stall() });
      const { status, stdout, stderr } = await scan(
        await proxy.kubeconfigFor(plane.adminToken),
        "--request-timeout",
        "1",
      );
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(/PLIMSOLL_SOURCE_UNREACHABLE/);
    });
  });
});
