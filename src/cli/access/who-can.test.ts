// plimsoll access who-can, as a user runs it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import { clusterRole, clusterRoleBinding, componentPod, node, pod, role, roleBinding } from "../../testing/index.ts";
import type { AccessWhoCan } from "../../use-cases/access/index.ts";

const folder = new WorkFolder();
let files = "";
let abac = "";

function grant(name: string, subject: object, rules: readonly object[], namespace?: string): object[] {
  const metadata = namespace === undefined ? { name } : { name, namespace };
  return namespace === undefined
    ? [clusterRole({ metadata, rules }), clusterRoleBinding({ metadata, roleRef: { name }, subjects: [subject] })]
    : [role({ metadata, rules }), roleBinding({ metadata, roleRef: { kind: "Role", name }, subjects: [subject] })];
}

const user = (name: string): object => ({ kind: "User", name });
const rule = (verb: string, resource: string, more: object = {}): object => ({
  apiGroups: [""],
  resources: [resource],
  verbs: [verb],
  ...more,
});

beforeAll(() => {
  const account = { kind: "ServiceAccount", name: "vault", namespace: "shop" };
  const items = [
    ...grant("vault", account, [rule("get", "secrets")], "shop"),
    ...grant("named", user("nora"), [rule("get", "secrets", { resourceNames: ["tls"] })], "shop"),
    ...grant("minter", user("minh"), [rule("create", "serviceaccounts/token")], "shop"),
    ...grant("actor", user("ada"), [rule("impersonate", "users")]),
    ...grant("other", user("otto"), [rule("create", "pods")], "elsewhere"),
    ...grant(
      "deployer",
      { kind: "Group", name: "dev" },
      [rule("create", "deployments", { apiGroups: ["apps"] })],
      "shop",
    ),
    ...grant("paths", { kind: "Group", name: "dev" }, [{ nonResourceURLs: ["/metrics/*"], verbs: ["get"] }]),
    node({ metadata: { name: "n1" } }),
    componentPod("kube-apiserver", ["--authorization-mode=Node,RBAC"]),
  ];
  files = folder.write("all.json", JSON.stringify({ apiVersion: "v1", kind: "List", items }));
  abac = folder.write(
    "abac.jsonl",
    '{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"user":"abe","resource":"secrets","namespace":"shop","apiGroup":""}}\n',
  );
});
afterAll(() => folder.remove());

async function whoCan(words: string): Promise<AccessWhoCan> {
  const { out, err } = await run(`access who-can ${words} -f ${files} --complete -o json`);
  if (out === "") throw new Error(err);
  return JSON.parse(out) as AccessWhoCan;
}

const subjects = ({ able }: AccessWhoCan): string[] => able.map(({ subject }) => subject);

describe("access who-can", () => {
  it.each([
    ["get secrets -n shop", ["Group system:masters", "ServiceAccount shop/vault"]],
    ["get secrets tls -n shop", ["Group system:masters", "ServiceAccount shop/vault", "User nora"]],
    ["get secrets -A", ["Group system:masters"]],
    ["--raw GET /metrics/cadvisor", ["Group system:masters", "Group dev"]],
    ["get nodes n1", ["Group system:masters", "User system:node:n1"]],
  ])("%s", async (words, expected) => {
    expect(subjects(await whoCan(words)).toSorted()).toEqual(expected.toSorted());
  });

  it("tells who can become someone who can, whom, and how", async () => {
    const { becomers = [] } = await whoCan("get secrets -n shop --become");
    expect(becomers.map(({ subject, becomes, how, steps }) => [subject, becomes, how, steps])).toEqual([
      ["User minh", "ServiceAccount shop/vault", "mint its tokens", 1],
      ["Group dev", "ServiceAccount shop/vault", "run pods as it, by creating deployments", 1],
      ["User ada", "User minh", "impersonate it", 2],
    ]);
  });

  /** Who becomes able to read Secrets of shop beside the account vault and a user whose name holds blanks. */
  async function becomers(
    rights: readonly [string, readonly object[], (string | undefined)?][],
    more: readonly object[] = [],
    words = "",
  ) {
    const vault = { kind: "ServiceAccount", name: "vault", namespace: "shop" };
    const items = [
      ...grant("vault", vault, [rule("get", "secrets")], "shop"),
      ...grant("doe", user("Jane Doe"), [rule("get", "secrets")], "shop"),
      ...rights.flatMap(([name, rules, namespace], at) => grant(`r${at}`, user(name), rules, namespace)),
      ...more,
      componentPod("kube-apiserver", ["--authorization-mode=RBAC"]),
    ];
    const file = folder.write("become.json", JSON.stringify({ apiVersion: "v1", kind: "List", items }));
    const { out } = await run(`access who-can get secrets -n shop --become -f ${file} --complete -o json ${words}`);
    const { becomers: found = [] } = JSON.parse(out) as AccessWhoCan;
    return found.map(({ subject, becomes = "itself", steps }) => `${subject} > ${becomes} ${steps}`);
  }
  const of = (apiGroups: string, resource: string, verb: string, ...resourceNames: string[]): object => ({
    apiGroups: [apiGroups],
    resources: [resource],
    verbs: [verb],
    ...(resourceNames.length === 0 ? {} : { resourceNames }),
  });
  const rbac = "rbac.authorization.k8s.io";
  const certificates = "certificates.k8s.io";
  const create = of(certificates, "certificatesigningrequests", "create");
  const approval = of(certificates, "certificatesigningrequests/approval", "patch");
  const approve = of(certificates, "signers", "approve", "kubernetes.io/*");
  const review = "authentication.k8s.io";

  it.each<[string, readonly object[], string | undefined, string | undefined]>([
    ["a user with blanks in the name", [of("", "users", "impersonate", "Jane Doe")], undefined, "User Jane Doe 1"],
    ["another user", [of("", "users", "impersonate", "Jane")], undefined, undefined],
    ["users within a namespace, which nobody asks for", [of("", "users", "impersonate")], "shop", undefined],
    ["a certificate, by the star of its domain", [create, approval, approve], undefined, "User Jane Doe 1"],
    ["no certificate without asking for one", [approval, approve], undefined, undefined],
    ["no certificate without its approval", [create, approve], undefined, undefined],
    ["a workload that is there", [of("apps", "deployments", "patch", "web")], "shop", "ServiceAccount shop/vault 1"],
    ["a workload of another namespace", [of("apps", "deployments", "patch")], "other", undefined],
    [
      "the name of the role to bind",
      [of(rbac, "clusterroles", "bind", "cluster-admin"), of(rbac, "rolebindings", "create")],
      "shop",
      "itself 1",
    ],
    [
      "the Role that allows it",
      [of(rbac, "roles", "bind", "vault"), of(rbac, "rolebindings", "update", "x")],
      "shop",
      "itself 1",
    ],
    [
      "a Role that does not",
      [of(rbac, "roles", "bind", "look"), of(rbac, "rolebindings", "create")],
      "shop",
      undefined,
    ],
    [
      "escalate of one Role",
      [of(rbac, "roles", "escalate", "mine"), of(rbac, "roles", "update", "mine")],
      "shop",
      "itself 1",
    ],
    [
      "system:masters with a user it may name",
      [of("", "groups", "impersonate"), of("", "users", "impersonate", "bob")],
      undefined,
      "itself 1",
    ],
    [
      "a token Secret read by the name it was made with",
      [of("", "secrets", "create"), of("", "secrets", "get", "mine")],
      "shop",
      "ServiceAccount shop/vault 1",
    ],
    ["exec where nothing runs as it", [of("", "pods/exec", "create")], "shop", undefined],
    [
      "the right to this request alone",
      [of(review, "users", "impersonate:user-info", "Jane Doe"), of("", "secrets", "impersonate-on:user-info:get")],
      undefined,
      "User Jane Doe 1",
    ],
    [
      "the right to another",
      [of(review, "users", "impersonate:user-info"), of("", "secrets", "impersonate-on:user-info:list")],
      undefined,
      undefined,
    ],
  ])("knows the way by %s", async (_, rules, namespace, expected) => {
    expect(await becomers([["eve", rules, namespace]])).toEqual(
      expected === undefined ? [] : [`User eve > ${expected}`],
    );
  });

  it("does not impersonate twice in one request, but impersonates whoever mints a token", async () => {
    const rights: [string, readonly object[], (string | undefined)?][] = [
      ["first", [of("", "users", "impersonate", "second")]],
      ["second", [of("", "users", "impersonate", "Jane Doe")]],
      ["actor", [of("", "users", "impersonate", "minter")]],
      ["minter", [of("", "serviceaccounts/token", "create")], "shop"],
    ];
    expect(await becomers(rights)).toEqual([
      "User second > User Jane Doe 1",
      "User minter > ServiceAccount shop/vault 1",
      "User actor > User minter 2",
    ]);
  });

  it("comes through pods that run as the account; a get opened a WebSocket before 1.35", async () => {
    const running = pod({ metadata: { name: "p", namespace: "shop" }, spec: { serviceAccountName: "vault" } });
    const exec = of("", "pods/exec", "get");
    expect(await becomers([["eve", [exec], "shop"]], [running], "--kubernetes-version 1.34")).toHaveLength(1);
    expect(await becomers([["eve", [exec], "shop"]], [running], "--kubernetes-version 1.35")).toEqual([]);
    expect(await becomers([["eve", [of("", "nodes/proxy", "get")]]], [running])).toHaveLength(1);
  });

  it("asks an ABAC policy, and says what a webhook leaves open", async () => {
    const modes = `--authorization-mode=ABAC,Webhook,RBAC --abac-policy=${abac}`;
    const answer = await whoCan(`get secrets -n shop ${modes}`);
    expect(subjects(answer)).toContain("User abe");
    expect(answer.notSeen.map(({ reason }) => reason)).toEqual(["what the webhook default answers was not seen"]);
  });

  it("prints binding, role and rule", async () => {
    const { out, exitCode } = await run(`access who-can get secrets -n shop -f ${files} --complete`);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/ServiceAccount shop\/vault +RoleBinding shop\/vault → Role shop\/vault rules\[0\]/);
  });
});
