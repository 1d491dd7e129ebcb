// AuthorizationConfiguration: what the real API server refuses to start with, and whom it lets pass with webhooks and CEL.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  accessReview,
  answerByRules,
  authorize,
  buildRbacIndex,
  matchConditions,
  parseAuthorizationConfiguration,
  type AccessReviewSpec,
  type Authorizer,
  type Chain,
  type WebhookRule,
} from "../../src/engines/authorization/index.ts";
import { goQuote, type RequestAttributes } from "../../src/kubernetes/index.ts";
import { compileGoRegexp } from "../../src/languages/go-regexp/index.ts";
import { createCertificateAuthority } from "./certificates.ts";
import { describeControlPlane } from "./describe-control-plane.ts";
import { startControlPlane, type ControlPlane } from "./index.ts";

const regex = { compile: compileGoRegexp };
const version = "1.37";

interface WebhookTweak {
  readonly [field: string]: unknown;
}

function configuration(authorizers: readonly object[], more: object = {}): object {
  return { apiVersion: "apiserver.config.k8s.io/v1", kind: "AuthorizationConfiguration", authorizers, ...more };
}

function webhook(kubeConfigFile: string, tweak: WebhookTweak = {}, name = "hook"): object {
  const settings = {
    timeout: "3s",
    authorizedTTL: "1s",
    unauthorizedTTL: "1s",
    cacheAuthorizedRequests: false,
    cacheUnauthorizedRequests: false,
    subjectAccessReviewVersion: "v1",
    matchConditionSubjectAccessReviewVersion: "v1",
    failurePolicy: "NoOpinion",
    connectionInfo: { type: "KubeConfigFile", kubeConfigFile },
    ...tweak,
  };
  return { type: "Webhook", name, webhook: settings };
}

const node = { type: "Node", name: "node" };
const rbac = { type: "RBAC", name: "rbac" };
const condition = (expression: string): WebhookTweak => ({ matchConditions: [{ expression }] });

/** Files the server must refuse; the webhook's kubeconfig exists, as any file does. */
const refused: Readonly<Record<string, object>> = {
  "no authorizers": configuration([]),
  "an unknown type": configuration([{ type: "Rbac", name: "rbac" }]),
  "RBAC twice": configuration([rbac, rbac]),
  "two of one name": configuration([node, { type: "RBAC", name: "node" }]),
  "another name for RBAC": configuration([node, { type: "RBAC", name: "roles" }]),
  "a name in capitals": configuration([webhook("/etc/hosts", {}, "Hook")]),
  "a webhook for RBAC": configuration([{ ...rbac, webhook: { timeout: "1s" } }]),
  "no webhook": configuration([{ type: "Webhook", name: "hook" }]),
  "a webhook without anything": configuration([{ type: "Webhook", name: "hook", webhook: {} }]),
  "times out of range": configuration([
    webhook("/etc/hosts", { timeout: "31s", authorizedTTL: "-5s", unauthorizedTTL: "0s" }),
  ]),
  "unknown versions": configuration([
    webhook("/etc/hosts", { subjectAccessReviewVersion: "v2", matchConditionSubjectAccessReviewVersion: "v1beta1" }),
  ]),
  "an unknown failure policy": configuration([webhook("/etc/hosts", { failurePolicy: "Fail" })]),
  "a relative file": configuration([webhook("etc/hosts")]),
  "a file beside InClusterConfig": configuration([
    webhook("", { connectionInfo: { type: "InClusterConfig", kubeConfigFile: "/etc/hosts" } }),
  ]),
  "an unknown connection": configuration([webhook("", { connectionInfo: { type: "Direct" } })]),
  "an empty condition": configuration([webhook("/etc/hosts", condition("  "))]),
  "a condition twice": configuration([
    webhook("/etc/hosts", { matchConditions: [{ expression: "true" }, { expression: "true" }] }),
  ]),
  "a condition that is no truth value": configuration([webhook("/etc/hosts", condition("request.user"))]),
  "a condition about nothing": configuration([webhook("/etc/hosts", condition("request.verb == 'get'"))]),
  "a condition with a fault": configuration([webhook("/etc/hosts", condition("request.user == "))]),
  "an unknown field": configuration([{ ...rbac, order: 1 }], { extra: true }),
  "another kind": { ...configuration([rbac]), kind: "Nonsense" },
  "another version": { ...configuration([rbac]), apiVersion: "apiserver.config.k8s.io/v2" },
};

describeControlPlane("authorization configurations that are refused", () => {
  it.each(Object.entries(refused))("%s ends the server's start with our words", async (_name, file) => {
    const reading = parseAuthorizationConfiguration(file, version, regex);
    const [fault = "(none)"] = "faults" in reading ? reading.faults : [];
    const message = await startControlPlane({ authorizationConfiguration: file }).then(
      () => "it started",
      (error: unknown) => String(error).replaceAll("\n\t", "\n"),
    );
    // The log quotes a message of one line as Go does, and prints one of several lines as it is.
    expect(message).toContain(fault.includes("\n") ? fault : goQuote(fault).slice(1, -1));
  });
});

/** What the webhook of the test answers. */
const rules: readonly WebhookRule[] = [
  { match: { verb: "delete" }, answer: { denied: true, reason: "no deletions" } },
  { match: { user: "both", verb: "get" }, answer: { allowed: true, denied: true } },
  { match: { group: "trusted" }, answer: { allowed: true, reason: "trusted" } },
  { match: { pathPrefix: "/metrics" }, answer: { allowed: true } },
];

const conditions = [
  "has(request.resourceAttributes) || request.nonResourceAttributes.path.startsWith('/metrics')",
  "!('skipped' in request.groups)",
  // Fails for users without a colon, which is NoOpinion by the failure policy unless another condition is false.
  "request.user.split(':')[0] != 'x' && (request.user.contains('-') ? request.user.split(':')[1] == 'y' : true)",
];

/** A webhook as the SubjectAccessReview contract wants it, over TLS. */
function startWebhook(certificate: string, key: string): Promise<Server> {
  const answer = answerByRules(rules);
  const server = createServer({ cert: certificate, key }, (request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const review = JSON.parse(body) as { readonly spec: AccessReviewSpec };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ ...review, status: { allowed: false, ...answer(review.spec) } }));
    });
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

const users = ["jane", "both", "x:y", "a-b", "a-b:y"];
const groupSets = [[], ["trusted"], ["trusted", "skipped"]];
const requests = ["get", "delete", "list"].flatMap((verb) => [
  { verb, apiGroup: "", apiVersion: "v1", resource: "pods", subresource: "", namespace: "default", name: "" },
  { verb, path: "/metrics/x" },
  { verb, path: "/healthz" },
]);

describeControlPlane("webhooks with match conditions", () => {
  let server: Server;
  let plane: ControlPlane;
  let folder = "";

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "plimsoll-webhook-"));
    const authority = await createCertificateAuthority(folder, "webhook authority");
    const { certificate, key } = await authority.issueServer("webhook");
    server = await startWebhook(certificate, key);
    const { port } = server.address() as AddressInfo;
    const kubeconfig = {
      apiVersion: "v1",
      kind: "Config",
      "current-context": "hook",
      clusters: [
        {
          name: "hook",
          cluster: {
            server: `https://127.0.0.1:${port}/authorize`,
            "certificate-authority-data": Buffer.from(authority.certificate).toString("base64"),
          },
        },
      ],
      contexts: [{ name: "hook", context: { cluster: "hook", user: "api" } }],
      users: [{ name: "api", user: {} }],
    };
    const file = join(folder, "hook.json");
    await writeFile(file, JSON.stringify(kubeconfig));
    plane = await startControlPlane({ authorizationConfiguration: hookBeforeRbac(file) });
  }, 180_000);
  afterAll(async () => {
    await plane.stop();
    server.close();
    await rm(folder, { recursive: true });
  });

  it("decide as we do, on every user, group and request", async () => {
    const all = users.flatMap((username) =>
      groupSets.flatMap((groups) => requests.map((request) => ({ ...request, user: { username, groups } }))),
    ) as readonly RequestAttributes[];
    const chain = chainOf(hookBeforeRbac("/hook"));
    for (const attributes of all) {
      const { groups, ...spec } = accessReview(attributes, version);
      const body = { apiVersion: "authorization.k8s.io/v1", kind: "SubjectAccessReview", spec: { ...spec, groups } };
      const response = await plane.api.request({
        method: "POST",
        path: "/apis/authorization.k8s.io/v1/subjectaccessreviews",
        body,
      });
      const { status } = JSON.parse(response.body) as { status: { allowed: boolean; denied?: boolean } };
      const live = status.denied === true ? "deny" : status.allowed ? "allow" : "no-opinion";
      expect({ attributes, decision: live }).toEqual({ attributes, decision: authorize(chain, attributes).decision });
    }
  });
});

function hookBeforeRbac(kubeConfigFile: string): object {
  return configuration([
    webhook(kubeConfigFile, { matchConditions: conditions.map((expression) => ({ expression })) }),
    node,
    rbac,
  ]);
}

function chainOf(file: object): Chain {
  const reading = parseAuthorizationConfiguration(file, version, regex);
  if ("faults" in reading) throw new Error(reading.faults.join());
  const programs = reading.authorizers[0]?.webhook?.matchConditions ?? [];
  const hook: Authorizer = {
    type: "Webhook",
    webhook: { matches: matchConditions(programs), answer: answerByRules(rules) },
  };
  const empty = { clusterRoles: [], clusterRoleBindings: [], roles: [], roleBindings: [] };
  return { authorizers: [hook, { type: "RBAC", rbac: buildRbacIndex(empty) }], version };
}
