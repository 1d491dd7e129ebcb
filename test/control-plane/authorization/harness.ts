// An API server with all authorizers, whose random RBAC objects can be replaced by those of another world.
import type { NodeGraphObjects, RbacIndex, RbacObjects, Chain } from "../../../src/engines/authorization/index.ts";
import type { RequestAttributes, UserInfo } from "../../../src/kubernetes/index.ts";
import { startControlPlane, type ApiResponse, type ControlPlane, type KubernetesObject } from "../index.ts";
import { abacPolicy, liveChain, readRbac, webhookRules } from "./live-chain.ts";
import { nodeObjects, readNodeObjects } from "./node-objects.ts";
import type { Random } from "./random.ts";
import { namespaces, randomObjects, rbacObject } from "./random-objects.ts";
import { reviewOf } from "./random-requests.ts";
import { startWebhook, type WebhookServer } from "./webhook-server.ts";

/** What a SubjectAccessReview says. */
export interface ReviewStatus {
  readonly allowed?: boolean;
  readonly denied?: boolean;
  readonly reason?: string;
  readonly evaluationError?: string;
}

/** A world on the server, as we see it. */
export interface LiveWorld {
  readonly objects: RbacObjects;
  readonly chain: Chain;
  readonly rbac: RbacIndex;
}

const rbacVersion = "rbac.authorization.k8s.io/v1";
const markedKinds = ["ClusterRoleBinding", "RoleBinding"];

/** Works on all items, some at a time; results in their order. */
export async function inFlight<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  width = 12,
): Promise<readonly R[]> {
  const results: R[] = [];
  const left = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of left) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

/** Objects created last: when they decide, the server's caches hold all before them. */
function markers(world: number): readonly KubernetesObject[] {
  const name = `zz-marker-${world}`;
  const [everywhere, hold] = [{ name }, { name, namespace: "hold" }];
  const mark = { rules: [{ verbs: ["mark"], apiGroups: ["*"], resources: ["*"] }] };
  const apiGroup = "rbac.authorization.k8s.io";
  const bind = (kind: string, roleKind: string): object => ({
    roleRef: { apiGroup, kind: roleKind, name },
    subjects: [{ kind: "User", apiGroup, name: `${kind}-${name}` }],
  });
  return [
    rbacObject("ClusterRole", everywhere, mark),
    rbacObject("Role", hold, mark),
    rbacObject("ClusterRoleBinding", everywhere, bind("ClusterRoleBinding", "ClusterRole")),
    rbacObject("RoleBinding", hold, bind("RoleBinding", "Role")),
  ];
}

/** The server and what is on it. */
export class AuthorizationHarness {
  private created: readonly KubernetesObject[] = [];
  readonly plane: ControlPlane;
  readonly webhook: WebhookServer;
  private readonly graph: NodeGraphObjects;

  private constructor(plane: ControlPlane, webhook: WebhookServer, graph: NodeGraphObjects) {
    this.plane = plane;
    this.webhook = webhook;
    this.graph = graph;
  }

  static async start(): Promise<AuthorizationHarness> {
    const webhook = await startWebhook(webhookRules);
    const plane = await startControlPlane({
      tokenUsers: [{ user: "asker" }],
      authorizationModes: ["Node", "ABAC", "RBAC", "Webhook"],
      auditPolicy: {
        apiVersion: "audit.k8s.io/v1",
        kind: "Policy",
        rules: [{ level: "Metadata", users: ["asker"] }, { level: "None" }],
      },
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
    return new AuthorizationHarness(plane, webhook, await readNodeObjects(plane));
  }

  async stop(): Promise<void> {
    await this.plane.stop();
    await this.webhook.stop();
  }

  /** Replaces the random objects (and adds more), and waits until the server's caches hold the new ones. */
  async nextWorld(random: Random, world: number, more: readonly KubernetesObject[] = []): Promise<LiveWorld> {
    await this.clear();
    this.created = [...randomObjects(random, world), ...more, ...markers(world)];
    const { api } = this.plane;
    await api.createMany(this.created.filter(({ kind }) => !kind.endsWith("Binding")));
    await api.createMany(this.created.filter(({ kind }) => kind.endsWith("Binding")));
    await this.markersSeen(world);
    const objects = await readRbac(this.plane);
    return { objects, ...liveChain(this.plane, objects, this.graph) };
  }

  /** Removes the random objects: people are left with what the defaults give. */
  async clear(): Promise<void> {
    await inFlight(this.created, (one) => this.remove(one));
    this.created = [];
  }

  private async remove({ kind, metadata }: KubernetesObject): Promise<void> {
    const place = metadata.namespace === undefined ? "" : `/namespaces/${metadata.namespace}`;
    const path = `/apis/${rbacVersion}${place}/${kind.toLowerCase()}s/${encodeURIComponent(metadata.name ?? "")}`;
    await this.plane.api.request({ method: "DELETE", path });
  }

  private async markersSeen(world: number): Promise<void> {
    const asked = {
      verb: "mark",
      apiGroup: "",
      apiVersion: "v1",
      resource: "pods",
      subresource: "",
      name: "",
      namespace: "hold",
    };
    for (let attempt = 0; attempt < 200; attempt++) {
      const seen = await Promise.all(
        markedKinds.map((kind) => this.ask({ user: { username: `${kind}-zz-marker-${world}` }, ...asked })),
      );
      if (seen.every(({ allowed }) => allowed === true)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("the server does not see the new roles");
  }

  /** Asks by SubjectAccessReview. */
  async ask(attributes: RequestAttributes): Promise<ReviewStatus> {
    const path = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
    const { body, status } = await this.plane.api.request({ method: "POST", path, body: reviewOf(attributes) });
    if (status !== 201) throw new Error(body);
    return (JSON.parse(body) as { readonly status: ReviewStatus }).status;
  }

  /** Sends a request as somebody else; the server adds system:authenticated. */
  as(
    user: UserInfo,
    method: string,
    path: string,
    body?: unknown,
    contentType = "application/json",
  ): Promise<ApiResponse> {
    const { username, groups = [] } = user;
    const who = {
      "Impersonate-User": username,
      ...(groups.length === 0 ? {} : { "Impersonate-Group": groups as unknown as string }),
    };
    return this.plane.api.request({
      method,
      path,
      headers: { ...who, "content-type": contentType },
      ...(body === undefined ? {} : { body }),
    });
  }
}

/** The user as impersonation leaves it. */
export function impersonated(user: UserInfo): UserInfo {
  const { groups = [] } = user;
  const own = groups.length === 0 ? serviceAccountGroups(user.username) : groups;
  return { ...user, groups: own.includes("system:authenticated") ? own : [...own, "system:authenticated"] };
}

function serviceAccountGroups(username: string): readonly string[] {
  const [, namespace] = /^system:serviceaccount:([^:]+):[^:]+$/.exec(username) ?? [];
  return namespace === undefined ? [] : ["system:serviceaccounts", `system:serviceaccounts:${namespace}`];
}
