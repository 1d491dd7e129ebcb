// plimsoll api resources, as a user runs it: the table, definitions of files, and rules that name what is not served.
import { afterAll, describe, expect, it } from "vitest";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import { clusterRole, clusterRoleBinding } from "../../testing/index.ts";
import type { ApiResourcesAnswer, RbacNames } from "../../use-cases/api-resources/index.ts";

const folder = new WorkFolder();
afterAll(() => folder.remove());

const definition = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "buoys.sea.example.com" },
  spec: {
    group: "sea.example.com",
    scope: "Namespaced",
    names: { plural: "buoys", kind: "Buoy", shortNames: ["by"], categories: ["all"] },
    versions: [
      { name: "v1", served: true, subresources: { status: {}, scale: { specReplicasPath: ".spec.replicas" } } },
      { name: "v1alpha1", served: true },
      { name: "v0", served: false },
    ],
  },
};

const list = (...items: readonly object[]): string =>
  folder.write("world.json", JSON.stringify({ apiVersion: "v1", kind: "List", items }));

async function names(words: string): Promise<readonly string[]> {
  const { out, err } = await run(`api resources ${words} -o json`);
  if (out === "") throw new Error(err);
  return (JSON.parse(out) as ApiResourcesAnswer).resources.map(({ group, resource }) => `${resource}.${group}`);
}

describe("api resources", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      "--api-group core --namespaced --verbs create,list",
      ["pods.", "secrets."],
      ["nodes.", "bindings.", "deployments.apps"],
    ],
    ["--namespaced=false", ["nodes.", "clusterroles.rbac.authorization.k8s.io"], ["pods."]],
    ["--categories all", ["pods.", "deployments.apps"], ["secrets."]],
    ["signing", ["certificatesigningrequests.certificates.k8s.io"], ["pods."]],
    ["netpol", ["networkpolicies.networking.k8s.io"], ["pods."]],
    ["--kubernetes-version 1.24 podsecurity", ["podsecuritypolicies.policy"], []],
  ])("lists what fits %s", async (words, some, others) => {
    const found = await names(`--builtin ${words}`);
    expect(found).toEqual(expect.arrayContaining([...some]));
    for (const other of others) expect(found).not.toContain(other);
  });

  it("knows that PodSecurityPolicies went", async () => {
    expect(await names("--builtin --kubernetes-version 1.25 podsecurity")).toEqual([]);
  });

  it("adds the definitions of the input, with short names, versions and subresources", async () => {
    const { out } = await run(`api resources -f ${list(definition)} --complete -o json buoy`);
    expect((JSON.parse(out) as ApiResourcesAnswer).resources).toMatchObject([
      {
        resource: "buoys",
        shortNames: ["by"],
        categories: ["all"],
        versions: [{ version: "v1" }, { version: "v1alpha1" }],
        subresources: [{ name: "status" }, { name: "scale" }],
      },
    ]);
  });

  it("tells what is deprecated, when it goes and what takes its place", async () => {
    const { out } = await run("api resources --builtin --kubernetes-version 1.31 flowschemas -o json");
    expect((JSON.parse(out) as ApiResourcesAnswer).resources[0]?.versions).toEqual([
      { version: "v1" },
      { version: "v1beta3", deprecated: "1.29", removed: "1.32", replacement: "flowcontrol.apiserver.k8s.io/v1" },
    ]);
    const csv = await run("api resources --builtin --kubernetes-version 1.31 flowschemas -o csv");
    expect(csv.out).toContain("gone in 1.32");
  });

  it("says that it was the table, and what that lacks", async () => {
    const { out } = await run("api resources --sample secrets");
    expect(out).toMatch(/By the table of Kubernetes 1\.34[\s\S]*Not seen[\s\S]*aggregated/);
  });

  it.each([
    ["--namespaced=perhaps --builtin", /neither true nor false/],
    ["--rbac --builtin", /--builtin reads no roles/],
    ["--rbac --sample pods", /--rbac and a filter/],
    ["--builtin --kubernetes-version x", /not a Kubernetes version/],
  ])("refuses %s", async (words, message) => {
    const { exitCode, err } = await run(`api resources ${words}`);
    expect([exitCode, err]).toEqual([2, expect.stringMatching(message)]);
  });
});

type Rule = readonly [groups: string, resources: string, verbs: string];

const ruleOf = ([groups, resources, verbs]: Rule): object => ({
  apiGroups: groups.split(","),
  resources: resources.split(","),
  verbs: verbs.split(","),
});

async function faults(
  rules: readonly Rule[],
  options = " --complete",
): Promise<RbacNames & { readonly exitCode: number }> {
  const role = clusterRole({ metadata: { name: "r" }, rules: rules.map(ruleOf) });
  const file = list(definition, role, clusterRoleBinding({ metadata: { name: "b" }, roleRef: { name: "r" } }));
  const { out, err, exitCode } = await run(`api resources --rbac -f ${file} -o json${options}`);
  if (out === "") throw new Error(err);
  return { ...(JSON.parse(out) as RbacNames), exitCode };
}

describe("api resources --rbac", () => {
  it.each<[string, Rule, RegExp]>([
    ["a slip in a group", ["app", "deployments", "get"], /no API group "app".*Did you mean "apps"/],
    ["a slip in a resource", ["apps", "deploymnets", "get"], /no resource "deploymnets".*"deployments"/],
    ["a singular", ["", "pod", "get"], /Did you mean.*"pods"/],
    ["a resource of another group", ["", "deployments", "get"], /it is in the group "apps"/],
    ["a resource that went", ["policy", "podsecuritypolicies", "use"], /was served until 1\.24/],
    ["a group that went", ["extensions", "deployments", "get"], /was served until 1\.2/],
    ["a subresource", ["", "pods/logs", "get"], /subresources of pods: .*log/],
    ["a wildcard of subresources", ["", "pods/*", "get"], /have no wildcard/],
    ["*/*", ["*", "*/*", "get"], /only "\*" stands for all/],
    ["a star in a name", ["", "pod*", "get"], /no wildcard/],
    ["a verb", ["", "pods", "lisst"], /no verb of the API.*"list"/],
    ["a verb of HTTP", ["", "pods", "post"], /no verb of the API/],
    ["a verb that is not served", ["", "pods/log", "list"], /pods\/log is not served with list: get/],
    ["a definition's resource", ["sea.example.com", "bouys", "get"], /"buoys"/],
    ["a group without a definition", ["other.example.com", "things", "get"], /no API group "other.example.com"/],
  ])("finds %s", async (_name, rule, message) => {
    const found = await faults([rule]);
    expect(found.exitCode).toBe(1);
    expect(found.faults.map((fault) => fault.message).join("\n")).toMatch(message);
    expect(found.faults[0]).toMatchObject({ role: { name: "r" }, boundBy: [{ name: "b" }] });
  });

  it.each<[string, Rule]>([
    ["stars", ["*", "*", "*"]],
    ["a cross product that holds somewhere", [",apps", "pods,deployments", "get,list"]],
    ["subresources of anything", ["*", "*/scale,*/status", "get,update"]],
    ["impersonation", ["", "users,groups,serviceaccounts", "impersonate"]],
    ["extras", ["authentication.k8s.io", "userextras/scopes,uids", "impersonate"]],
    ["constrained impersonation", ["authentication.k8s.io", "users", "impersonate:user-info"]],
    ["signers", ["certificates.k8s.io", "signers", "approve,sign,attest"]],
    ["approval by kubelets", ["certificates.k8s.io", "certificatesigningrequests/selfnodeclient", "create"]],
    ["bind and escalate", ["rbac.authorization.k8s.io", "clusterroles", "bind,escalate"]],
    ["the kubelet's API", ["", "nodes/proxy,nodes/stats,nodes/metrics,nodes/log", "get"]],
    ["finalizers", ["apps,sea.example.com", "deployments/finalizers,buoys/finalizers", "update"]],
    ["token audiences", ["", "vault.example.com", "request-serviceaccounts-token-audience"]],
    ["a definition's resource", ["sea.example.com", "buoys,buoys/scale", "*"]],
    ["a verb that a program asks about", ["sea.example.com", "buoys", "moor"]],
  ])("finds nothing wrong with %s", async (_name, rule) => {
    expect(await faults([rule])).toMatchObject({ faults: [], exitCode: 0 });
  });

  it("does not judge what files may just not hold, and says so, but knows slips", async () => {
    const { faults: found, notSeen } = await faults(
      [
        ["things.example.com", "things", "get"],
        ["networking.k8s.oi", "ingresses", "get"],
        ["gateway.networking.k8s.io,networking.gke.io,metrics.k8s.io", "gateways", "get"],
        ["sea.example.com", "harbours,buoyantboats/status", "get"],
        ["sea.example.com", "bouys", "get"],
        [",sea.example.com", "podz", "get"],
        ["*", "podz", "get"],
        ["cert-manager.io", "signers", "approve"],
      ],
      "",
    );
    expect(found.map(({ value, path }) => [value, path])).toEqual([
      ["networking.k8s.oi", "rules[1].apiGroups[0]"],
      ["bouys", "rules[4].resources[0]"],
      ["podz", "rules[5].resources[0]"],
    ]);
    expect(notSeen.map(({ reason }) => reason).join()).toContain("groups that are not Kubernetes' own");
  });

  it("names the line, and leaves Kubernetes' own roles out", async () => {
    const file = folder.write(
      "role.yaml",
      "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: r, namespace: shop }\nrules:\n  - apiGroups: ['']\n    resources:\n      - pods\n      - podz\n    verbs: [get]\n",
    );
    const { out } = await run(`api resources --rbac -f ${file}`);
    expect(out).toContain("role.yaml:8");
    const sample = JSON.parse((await run("api resources --rbac --sample -o json")).out) as RbacNames;
    expect(sample.builtInHidden).toBeGreaterThan(50);
    const labels = { "kubernetes.io/bootstrapping": "rbac-defaults" };
    const edited = clusterRole({ metadata: { name: "view", labels }, rules: [ruleOf(["", "podz", "get"])] });
    expect((await run(`api resources --rbac -f ${list(edited)} --complete`)).exitCode).toBe(1);
  });

  it("keeps the terminal safe from names", async () => {
    const { out } = await run(
      `api resources --rbac -f ${list(clusterRole({ rules: [ruleOf(["", "\u001B[2J", "get"])] }))}`,
    );
    expect(out).not.toContain("\u001B");
  });
});
