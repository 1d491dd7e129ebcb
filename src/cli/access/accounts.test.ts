// plimsoll access accounts: use, tokens and rights of service accounts.
import { afterAll, describe, expect, it } from "vitest";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import { clusterRole, clusterRoleBinding, deployment, pod, secret, serviceAccount } from "../../testing/index.ts";
import type { AccessAccounts } from "../../use-cases/access/index.ts";

const folder = new WorkFolder();
afterAll(() => folder.remove());

const account = (name: string, more: object = {}): object => serviceAccount({ metadata: { name }, ...more });
const binding = (name: string): object =>
  clusterRoleBinding({
    metadata: { name: `b-${name}` },
    roleRef: { name: "spy" },
    subjects: [{ kind: "ServiceAccount", name, namespace: "shop" }],
  });
const runsAs = (name: string, spec: object = {}): object =>
  deployment({
    metadata: { name: `run-${name}` },
    spec: { template: { spec: { serviceAccountName: name, ...spec } } },
  });
const projected = (audience: string | undefined, expirationSeconds: number): object => ({
  name: "t",
  projected: {
    sources: [
      { serviceAccountToken: { path: "t", expirationSeconds, ...(audience === undefined ? {} : { audience }) } },
    ],
  },
});

async function accounts(objects: readonly object[], options = " --complete"): Promise<AccessAccounts> {
  const file = folder.write("world.json", JSON.stringify({ apiVersion: "v1", kind: "List", items: objects }));
  const { out, err, exitCode } = await run(`access accounts -f ${file} -o json${options}`);
  if (out === "") throw new Error(err);
  expect(exitCode).toBe(0);
  return JSON.parse(out) as AccessAccounts;
}

const spy = clusterRole({
  metadata: { name: "spy" },
  rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["list"] }],
});

describe("access accounts", () => {
  it.each<[string, readonly object[], object]>([
    [
      "who uses it, and the token it mounts",
      [account("web"), runsAs("web")],
      {
        uses: [{ workload: { name: "run-web" }, tokens: [{ by: "default", expirationSeconds: 3607 }] }],
        notes: ["pods mount its token, and it has no rights"],
      },
    ],
    [
      "no token where the account says no",
      [account("web", { automountServiceAccountToken: false }), runsAs("web")],
      {
        automount: false,
        uses: [{ tokens: [] }],
      },
    ],
    [
      "no token where the pod says no",
      [account("web"), runsAs("web", { automountServiceAccountToken: false })],
      {
        uses: [{ tokens: [] }],
      },
    ],
    [
      "projected tokens with audience and expiry",
      [account("web"), runsAs("web", { automountServiceAccountToken: false, volumes: [projected("vault", 600)] })],
      {
        uses: [{ tokens: [{ by: "projected", audience: "vault", expirationSeconds: 600 }] }],
        notes: [],
      },
    ],
    [
      "legacy tokens",
      [
        account("web"),
        secret({
          type: "kubernetes.io/service-account-token",
          metadata: { name: "old", annotations: { "kubernetes.io/service-account.name": "web" } },
        }),
      ],
      {
        legacyTokens: ["old"],
        notes: expect.arrayContaining(["old: a token that never expires"]),
      },
    ],
    [
      "rights that are more than they look",
      [account("web"), runsAs("web"), spy, binding("web")],
      {
        risks: [{ power: "read-secrets" }],
        bindings: [{ name: "b-web" }],
        notes: [],
      },
    ],
    ["rights nobody uses", [account("web"), spy, binding("web")], { notes: ["no pod uses it, and it has rights"] }],
    ["that nobody uses it", [account("web")], { notes: ["no pod uses it"] }],
    [
      "rights of the default account",
      [account("default"), runsAs("default"), spy, binding("default")],
      {
        notes: ["every pod of the namespace that names no account has its rights"],
      },
    ],
    [
      "an account that is not there",
      [runsAs("ghost")],
      { exists: false, notes: expect.arrayContaining(["it is not there: pods that name it do not start"]) },
    ],
    [
      "rights of an account that is not there",
      [spy, binding("ghost")],
      {
        name: "ghost",
        exists: false,
        risks: [{ power: "read-secrets" }],
        notes: expect.arrayContaining(["it is not there, and has rights: whoever makes it gets them"]),
      },
    ],
  ])("tells %s", async (_name, objects, expected) => {
    expect((await accounts(objects)).accounts).toMatchObject([expected]);
  });

  it("tells rights that come through a group", async () => {
    const everyone = clusterRoleBinding({
      roleRef: { name: "spy" },
      subjects: [{ kind: "Group", name: "system:serviceaccounts" }],
    });
    const [first] = (await accounts([account("web"), spy, everyone])).accounts;
    expect(first).toMatchObject({ bindings: [], risks: [{ power: "read-secrets", group: "system:serviceaccounts" }] });
  });

  it("knows the accounts of controllers, which no pod runs as", async () => {
    const name = "node-controller";
    const home = { namespace: "kube-system", name };
    const bound = clusterRoleBinding({
      metadata: { name: `system:controller:${name}` },
      roleRef: { name: "spy" },
      subjects: [{ kind: "ServiceAccount", ...home }],
    });
    const notes = async (objects: readonly object[]) => (await accounts(objects)).accounts.map((one) => one.notes);
    expect(await notes([serviceAccount({ metadata: home }), spy, bound])).toEqual([
      ["kube-controller-manager uses it"],
    ]);
    expect(await notes([spy, bound])).toEqual([]);
  });

  it("leaves out pods a kubelet starts from files", async () => {
    const mirror = pod({
      metadata: {
        namespace: "kube-system",
        ownerReferences: [{ apiVersion: "v1", kind: "Node", name: "n1", uid: "1", controller: true }],
      },
    });
    expect((await accounts([mirror])).accounts).toEqual([]);
  });

  it("claims nothing of what was not seen", async () => {
    const { accounts: found, notSeen } = await accounts([account("web"), runsAs("ghost")], "");
    expect(found.map(({ name, exists, notes }) => [name, exists, notes])).toEqual([
      ["ghost", "not seen", []],
      ["web", true, []],
    ]);
    expect(notSeen.length).toBeGreaterThan(0);
  });

  it("keeps to a namespace, and sorts the riskiest first", async () => {
    const { out } = await run("access accounts --sample -n ci");
    expect(out).toMatch(/ci\/runner.*do anything/);
    expect(out).not.toContain("tools/dashboard");
    const all = JSON.parse((await run("access accounts --sample -o json")).out) as AccessAccounts;
    expect(all.accounts[0]?.risks[0]).toMatchObject({ severity: "critical" });
  });
});
