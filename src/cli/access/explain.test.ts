// plimsoll access explain, as a user runs it; and the least role it proposes.
import { assert, constantFrom, oneof, property, record } from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import { authorize, buildRbacIndex, forbiddenMessage, type RbacObjects } from "../../engines/authorization/index.ts";
import { goQuote, type RequestAttributes } from "../../kubernetes/index.ts";
import { clusterRole, clusterRoleBinding, componentPod } from "../../testing/index.ts";
import { leastRoleFor, parseRefusal, type AccessExplanation } from "../../use-cases/access/index.ts";

const folder = new WorkFolder();
let files = "";

beforeAll(() => {
  const items = [
    clusterRole({ metadata: { name: "look" }, rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }] }),
    clusterRoleBinding({ metadata: { name: "look" }, roleRef: { name: "look" } }),
    componentPod("kube-apiserver", ["--authorization-mode=RBAC"]),
  ];
  files = folder.write("all.json", JSON.stringify({ apiVersion: "v1", kind: "List", items }));
});
afterAll(() => folder.remove());

async function explain(text: string): Promise<AccessExplanation> {
  const { out, err } = await run(["access", "explain", "-", "-f", files, "--complete", "-o", "json"], { stdin: text });
  if (out === "") throw new Error(err);
  return JSON.parse(out) as AccessExplanation;
}

const user = { username: "jane", groups: ["dev"] };
const name = constantFrom("a", "b<c", 'q"u', "");
const request = oneof(
  record({
    user: constantFrom(user, { username: "system:serviceaccount:shop:web", groups: [] }),
    verb: constantFrom("get", "list", "create", "impersonate"),
    apiGroup: constantFrom("", "apps"),
    apiVersion: constantFrom("*"),
    resource: constantFrom("pods", "deployments"),
    subresource: constantFrom("", "log"),
    namespace: constantFrom("", "shop"),
    name,
  }),
  record({ user: constantFrom(user), verb: constantFrom("get", "post"), path: constantFrom("/metrics", "/a b") }),
);

/** The message as the server sends it: the name before the sentence (apimachinery NewForbidden). */
function messageOf(attributes: RequestAttributes): string {
  const named = attributes.path === undefined && attributes.name !== "" ? ` ${goQuote(attributes.name)}` : "";
  return `Error from server (Forbidden): things${named} is forbidden: ${forbiddenMessage(attributes, "no reason")}`;
}

function rbacOf(attributes: RequestAttributes): RbacObjects {
  const objects = leastRoleFor(attributes) as unknown as { readonly kind: string }[];
  const of = (kind: string): never[] => objects.filter((object) => object.kind === kind) as never[];
  return {
    clusterRoles: of("ClusterRole"),
    clusterRoleBindings: of("ClusterRoleBinding"),
    roles: of("Role"),
    roleBindings: of("RoleBinding"),
  };
}

/** Requests that differ from one in a single thing. */
function neighbours(attributes: RequestAttributes): readonly RequestAttributes[] {
  if (attributes.path !== undefined)
    return [
      { ...attributes, path: `${attributes.path}/x` },
      { ...attributes, verb: "delete" },
    ];
  const other = { verb: "delete", apiGroup: "batch", resource: "nodes", subresource: "exec", namespace: "elsewhere" };
  const named = attributes.name === "" ? [] : [{ ...attributes, name: "other" }];
  const changed = Object.entries(other).filter(([field]) => field !== "namespace" || attributes.namespace !== "");
  return [...changed.map(([field, value]) => ({ ...attributes, [field]: value })), ...named];
}

describe("a refusal", () => {
  it("is read back from the server's message", () => {
    assert(
      property(request, (attributes) => {
        const { attributes: read } = parseRefusal(messageOf(attributes), "1.37");
        expect({ ...read, user: { username: read.user.username } }).toEqual({
          ...attributes,
          user: { username: attributes.user.username },
        });
      }),
    );
  });

  it("is allowed by the least role, and nothing else is", () => {
    assert(
      property(request, (attributes) => {
        const chain = {
          authorizers: [{ type: "RBAC", rbac: buildRbacIndex(rbacOf(attributes)) }],
          version: "1.37",
        } as const;
        expect(authorize(chain, attributes).decision).toBe("allow");
        for (const neighbour of neighbours(attributes)) expect(authorize(chain, neighbour).decision).toBe("no-opinion");
      }),
    );
  });
});

describe("access explain", () => {
  it("tells the missing rule, what is near it, and what would allow it", async () => {
    const text =
      'secrets is forbidden: User "jane" cannot list resource "secrets" in API group "" in the namespace "shop"';
    const { missing, leastRole, now } = await explain(text);
    expect(missing).toEqual({ apiGroups: [""], resources: ["secrets"], verbs: ["list"] });
    expect(leastRole.map((object) => object["kind"])).toEqual(["Role", "RoleBinding"]);
    expect([now.answer, now.nearMisses[0]?.failed]).toEqual(["no", ["verbs"]]);
    const { out } = await run(["access", "explain", text, "-f", files, "--complete"]);
    expect(out).toMatch(/resources:\n +- secrets\n/);
  });

  it("reads an audit event, with the impersonated user and its groups, and the name of the URL", async () => {
    const event = {
      kind: "Event",
      verb: "create",
      requestURI: "/api/v1/namespaces/shop/pods?fieldManager=x",
      user: { username: "admin", groups: ["system:masters"] },
      impersonatedUser: { username: "joe", groups: ["dev"] },
      objectRef: { resource: "pods", namespace: "shop", name: "from-the-body" },
    };
    const { now, missing } = await explain(JSON.stringify(event));
    expect(now.request.user).toEqual({ username: "joe", groups: ["dev"] });
    expect(missing).toEqual({ apiGroups: [""], resources: ["pods"], verbs: ["create"] });
  });

  const refused = { code: 403, status: "Failure", reason: "Forbidden" };
  const impersonating = {
    kind: "Event",
    verb: "list",
    requestURI: "/api/v1/namespaces/shop/pods",
    user: { username: "jane", groups: ["dev", "system:authenticated"] },
    responseStatus: {
      ...refused,
      message:
        'users "boss" is forbidden: User "jane" cannot impersonate resource "users" in API group "" at the cluster scope',
    },
  };
  const grants =
    'is forbidden: user "jane" (groups=["dev" "system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["pods"], Verbs:["get"]}';
  const binding = {
    kind: "Event",
    verb: "create",
    requestURI: "/apis/rbac.authorization.k8s.io/v1/namespaces/shop/rolebindings",
    user: { username: "jane", groups: ["dev", "system:authenticated"] },
    requestObject: { roleRef: { kind: "ClusterRole", name: "admin" } },
    responseStatus: { ...refused, message: `rolebindings.rbac.authorization.k8s.io "b" ${grants}` },
  };
  const read = { ...impersonating, responseStatus: { code: 200 } };
  const right = (verb: string, group: string, resource: string, ...names: string[]): object => ({
    apiGroups: [group],
    resources: [resource],
    ...(names.length === 0 ? {} : { resourceNames: names }),
    verbs: [verb],
  });
  const rbac = "rbac.authorization.k8s.io";

  it.each<[string, string, object, RegExp | undefined]>([
    [
      "the right to impersonate",
      JSON.stringify(impersonating),
      right("impersonate", "", "users", "boss"),
      /Impersonate- headers/,
    ],
    [
      "the right to bind",
      JSON.stringify(binding),
      right("bind", rbac, "clusterroles", "admin"),
      /a binding was written/,
    ],
    [
      "the right to escalate, for a role that is created",
      `Error from server (Forbidden): clusterroles.rbac.authorization.k8s.io "r" ${grants}`,
      right("escalate", rbac, "clusterroles"),
      /who holds, by RBAC, what is given: \{APIGroups/,
    ],
    [
      "the first refused event of a list",
      JSON.stringify({ kind: "EventList", items: [read, impersonating, binding] }),
      right("impersonate", "", "users", "boss"),
      /of 3 events, 2 of them refused, the first refused one/,
    ],
    [
      "the first refused event of a log",
      [read, impersonating].map((event) => JSON.stringify(event)).join("\n"),
      right("impersonate", "", "users", "boss"),
      /of 2 events, 1 of them/,
    ],
    ["an event that was not refused", JSON.stringify(read), right("list", "", "pods"), /an answer 200/],
    [
      "an event that admission refused",
      JSON.stringify({ ...read, responseStatus: refused, annotations: { "authorization.k8s.io/decision": "allow" } }),
      right("list", "", "pods"),
      /refused after them, by admission/,
    ],
    [
      "an event of an old server, whose message is not in it",
      JSON.stringify({ ...read, responseStatus: refused }),
      right("list", "", "pods"),
      /the right to impersonate may be what is missing/,
    ],
  ])("tells %s", async (_, text, missing, note) => {
    const answer = await explain(text);
    expect(answer.missing).toEqual(missing);
    expect(answer.now.request.user.groups).toContain("system:authenticated");
    if (note !== undefined) expect(answer.notes.some((one) => note.test(one))).toBe(true);
  });

  it("tells the namespace of a binding, and asks for what a message leaves out", async () => {
    const { leastRole } = await explain(JSON.stringify(binding));
    expect(leastRole[0]).toMatchObject({ kind: "Role", metadata: { namespace: "shop" } });
    const message = binding.responseStatus.message;
    const noRole = await run(["access", "explain", message, "-n", "shop", "-f", files]);
    expect([noRole.exitCode, noRole.err]).toEqual([
      2,
      expect.stringMatching(/which role rolebindings b binds[\s\S]*audit event/),
    ]);
    const noPlace = await run(["access", "explain", message.replace("rolebindings", "roles"), "-f", files]);
    expect([noPlace.exitCode, noPlace.err]).toEqual([2, expect.stringMatching(/namespace[\s\S]*-n/)]);
  });

  it("says when what was read would allow it", async () => {
    const { notes } = await explain(
      'User "jane" cannot get resource "secrets" in API group "" in the namespace "shop"',
    );
    expect(notes[0]).toMatch(/allows it now/);
  });

  it.each(["nonsense", "{}", "{", '{"kind":"Event","user":{"username":"x"}}', ""])("refuses %j", async (text) => {
    const { exitCode, out, err } = await run(["access", "explain", "-", "-f", files], { stdin: text });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toMatch(/refusal|event/);
  });
});
