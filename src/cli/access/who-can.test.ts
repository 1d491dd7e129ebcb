// plimsoll access who-can, as a user runs it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import { clusterRole, clusterRoleBinding, componentPod, node, role, roleBinding } from "../../testing/index.ts";
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
