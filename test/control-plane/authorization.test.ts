// Differential test of the authorization engine: random worlds and requests, decided by a real API server and by us.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  answerRbacRequest,
  authorize,
  reviewRules,
  whoCan,
  type Chain,
  type NodeGraphObjects,
  type RbacIndex,
  type RbacObjects,
} from "../../src/engines/authorization/index.ts";
import type { JsonObject, JsonValue } from "../../src/core/index.ts";
import type { RequestAttributes, UserInfo } from "../../src/kubernetes/index.ts";
import { abacPolicy, liveChain, readRbac, webhookRules } from "./authorization/live-chain.ts";
import { nodeObjects, readNodeObjects } from "./authorization/node-objects.ts";
import { randomFrom, type Random } from "./authorization/random.ts";
import { namespaces, randomBinding, randomObjects, randomRole, usernames, groupNames } from "./authorization/random-objects.ts";
import { randomRequest, randomUser, reviewOf } from "./authorization/random-requests.ts";
import { rbacReasons, sortedErrors } from "./authorization/reasons.ts";
import { startWebhook, type WebhookServer } from "./authorization/webhook-server.ts";
import { describeControlPlane } from "./describe-control-plane.ts";
import { startControlPlane, type ControlPlane, type KubernetesObject } from "./index.ts";

const seed = Number(process.env["PLIMSOLL_SEED"] ?? Date.now() % 1_000_000);
const worlds = 5;
const requestsEach = 500;
const reviewsEach = 60;
const writesEach = 80;
const rbacApi = "/apis/rbac.authorization.k8s.io/v1";

interface Status {
  readonly allowed?: boolean;
  readonly denied?: boolean;
  readonly reason?: string;
  readonly evaluationError?: string;
}

function decisionOf({ allowed = false, denied = false }: Status): string {
  return denied ? "deny" : allowed ? "allow" : "no-opinion";
}

async function inFlight<T, R>(items: readonly T[], work: (item: T) => Promise<R>, width = 12): Promise<readonly R[]> {
  const results: R[] = [];
  const left = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of left) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

function impersonation({ username, groups = [] }: UserInfo): Readonly<Record<string, string>> {
  return { "Impersonate-User": username, ...(groups.length === 0 ? {} : { "Impersonate-Group": groups as unknown as string }) };
}

/** As impersonation leaves it: with the group of all authenticated users. */
function impersonated(user: UserInfo): UserInfo {
  const { groups = [] } = user;
  return { ...user, groups: groups.includes("system:authenticated") ? groups : [...groups, "system:authenticated"] };
}

describeControlPlane("authorization, against the real server", () => {
  let plane: ControlPlane;
  let webhook: WebhookServer;
  let graph: NodeGraphObjects;
  let created: readonly KubernetesObject[] = [];

  beforeAll(async () => {
    process.stderr.write(`authorization: seed ${seed} (PLIMSOLL_SEED=${seed} repeats it)\n`);
    webhook = await startWebhook(webhookRules);
    plane = await startControlPlane({
      authorizationModes: ["Node", "ABAC", "RBAC", "Webhook"],
      files: { "abac.jsonl": abacPolicy, "webhook.json": webhook.kubeconfig },
      disableAdmissionPlugins: ["PodSecurity", "StorageObjectInUseProtection"],
      apiserverFlags: (folder) => ({
        "authorization-policy-file": `${folder}/abac.jsonl`,
        "authorization-webhook-config-file": `${folder}/webhook.json`,
        "authorization-webhook-version": "v1",
      }),
    });
    const places = namespaces.map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } }));
    await plane.api.createMany([...places, ...nodeObjects]);
    graph = await readNodeObjects(plane);
  });
  afterAll(async () => {
    await plane?.stop();
    await webhook?.stop();
  });

  /** Replaces the random objects, and waits until the server's caches hold the new ones. */
  async function nextWorld(random: Random, world: number): Promise<{ readonly objects: RbacObjects; readonly chain: Chain; readonly rbac: RbacIndex }> {
    await inFlight(created, (one) => remove(one));
    created = [...randomObjects(random, world), ...markers(world)];
    await plane.api.createMany(created.filter(({ kind }) => !kind.endsWith("Binding")));
    await plane.api.createMany(created.filter(({ kind }) => kind.endsWith("Binding")));
    await markersSeen(world);
    const objects = await readRbac(plane);
    return { objects, ...liveChain(plane, objects, graph) };
  }

  async function remove({ kind, metadata }: KubernetesObject): Promise<void> {
    const place = metadata.namespace === undefined ? "" : `/namespaces/${metadata.namespace}`;
    await plane.api.request({ method: "DELETE", path: `${rbacApi}${place}/${kind.toLowerCase()}s/${encodeURIComponent(metadata.name ?? "")}` });
  }

  /** Created last: when they decide, all before them do. */
  function markers(world: number): readonly KubernetesObject[] {
    const apiVersion = "rbac.authorization.k8s.io/v1";
    const rules = [{ verbs: ["mark"], apiGroups: ["*"], resources: ["*"] }];
    const bind = (kind: string, role: string, place: object): KubernetesObject => ({
      apiVersion,
      kind,
      metadata: { name: `zz-marker-${world}`, ...place },
      ...{ roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: role, name: `zz-marker-${world}` } },
      ...{ subjects: [{ kind: "User", apiGroup: "rbac.authorization.k8s.io", name: `${kind}-marker-${world}` }] },
    });
    const role = (kind: string, place: object): KubernetesObject => ({ apiVersion, kind, metadata: { name: `zz-marker-${world}`, ...place }, ...{ rules } });
    const hold = { namespace: "hold" };
    return [role("ClusterRole", {}), role("Role", hold), bind("ClusterRoleBinding", "ClusterRole", {}), bind("RoleBinding", "Role", hold)];
  }

  async function markersSeen(world: number): Promise<void> {
    const users = ["ClusterRoleBinding", "RoleBinding"].map((kind) => `${kind}-marker-${world}`);
    const empty = { apiGroup: "", apiVersion: "v1", resource: "pods", subresource: "", name: "" };
    for (let attempt = 0; attempt < 200; attempt++) {
      const seen = await Promise.all(users.map((username) => ask({ user: { username }, verb: "mark", namespace: "hold", ...empty })));
      if (seen.every(({ allowed }) => allowed === true)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("the server does not see the new roles");
  }

  async function ask(attributes: RequestAttributes): Promise<Status> {
    const path = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
    const { body, status } = await plane.api.request({ method: "POST", path, body: reviewOf(attributes) });
    if (status !== 201) throw new Error(body);
    return (JSON.parse(body) as { readonly status: Status }).status;
  }

  function differences(chain: Chain, rbac: RbacIndex, attributes: RequestAttributes, status: Status): string | undefined {
    const answer = authorize(chain, attributes);
    const reason = sortedErrors(status.reason ?? "");
    const reasons = answer.authorizer === "RBAC" ? rbacReasons(rbac, attributes) : [answer.reason];
    const fits =
      answer.decision === decisionOf(status) &&
      reasons.map(sortedErrors).includes(reason) &&
      (answer.evaluationError !== undefined) === (status.evaluationError !== undefined);
    return fits ? undefined : `${JSON.stringify(attributes)}: the server says ${JSON.stringify(status)}, we say ${JSON.stringify({ ...answer, verdicts: undefined })}`;
  }

  it(`decides ${worlds} × ${requestsEach} requests as the server does, reasons and all`, { timeout: 600_000 }, async () => {
    const random = randomFrom(seed);
    const wrong: string[] = [];
    const tally = new Map<string, number>();
    for (let world = 0; world < worlds; world++) {
      const { chain, rbac } = await nextWorld(random, world);
      const requests = Array.from({ length: requestsEach }, () => randomRequest(random)).filter(
        ({ user }) => user.username !== "" || (user.groups ?? []).length > 0,
      );
      const answers = await inFlight(requests, ask);
      for (const [index, attributes] of requests.entries()) {
        const difference = differences(chain, rbac, attributes, answers[index] ?? {});
        if (difference !== undefined) wrong.push(difference);
        const { decision, authorizer } = authorize(chain, attributes);
        tally.set(`${decision} ${authorizer}`, (tally.get(`${decision} ${authorizer}`) ?? 0) + 1);
      }
    }
    process.stderr.write(`authorization: ${worlds * requestsEach} requests, ${wrong.length} differences: ${JSON.stringify(Object.fromEntries(tally))}\n`);
    expect(wrong.slice(0, 5)).toEqual([]);
    // Each authorizer must have had its say, or the comparison shows little.
    for (const said of ["allow Node", "allow ABAC", "allow RBAC", "allow Webhook", "deny Webhook", "allow SystemMasters", "no-opinion "]) {
      expect(tally.get(said), said).toBeGreaterThan(0);
    }
  });
});
