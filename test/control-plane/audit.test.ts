/** Audit policies against the real kube-apiserver: for every scripted request our prediction equals what was written, and what was not. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  parsePolicy,
  recordOf,
  ruleReach,
  type AuditPolicy,
  type RecordedEvent,
} from "../../src/engines/audit/index.ts";
import { parseMinor, type Minor } from "../../src/core/index.ts";
import { goQuote, requestAttributes, type UserInfo } from "../../src/kubernetes/index.ts";
import { script, type ScriptedRequest, type Sender } from "./audit-requests.ts";
import { auditUsers, auditWorld } from "./audit-world.ts";
import { describeControlPlane } from "./describe-control-plane.ts";
import { createApiClient, startControlPlane, type ApiClient, type AuditEvent, type ControlPlane } from "./index.ts";

/** The parts of a logged event that are predicted. */
interface LoggedEvent extends AuditEvent {
  readonly impersonatedUser?: { readonly username: string };
  readonly objectRef?: Readonly<Record<string, string>>;
  readonly requestObject?: object;
  readonly responseObject?: object;
}

const policies: Readonly<Record<string, string>> = {
  "everything with bodies": `
rules:
- level: RequestResponse
`,
  "bodies without managed fields, RequestReceived omitted": `
omitStages: [RequestReceived]
omitManagedFields: true
rules:
- {level: Request, resources: [{group: "", resources: ["*/token", "secrets"]}]}
- {level: RequestResponse, omitManagedFields: false, verbs: [list], resources: [{group: ""}]}
- {level: RequestResponse}
`,
  "by user and group": `
rules:
- {level: None, users: ["system:anonymous"]}
- {level: Metadata, users: [alice, dave], omitStages: [ResponseComplete]}
- {level: Request, userGroups: [harbour-masters, "system:masters"], verbs: [get, list, watch, patch, deletecollection]}
- {level: RequestResponse, userGroups: ["system:authenticated"]}
`,
  "by resource, wildcards, names and namespaces": `
rules:
- {level: None, resources: [{group: "", resources: ["pods/*"]}], verbs: [get]}
- {level: RequestResponse, resources: [{group: "*", resources: ["*/scale", "*/exec"]}]}
- {level: Metadata, resources: [{group: "", resources: [configmaps], resourceNames: [tide, applied]}]}
- {level: Request, namespaces: ["harbour"], resources: [{group: ""}]}
- {level: Metadata, namespaces: [""]}
- {level: RequestResponse, resources: [{group: "authorization.k8s.io"}]}
`,
  "paths, verbs and stages, without a catch-all": `
omitStages: [ResponseStarted]
rules:
- {level: None, nonResourceURLs: ["/healthz", "/api*"]}
- {level: RequestResponse, nonResourceURLs: ["/metrics", "/no/*"], omitStages: [RequestReceived]}
- {level: Metadata, nonResourceURLs: ["*"], verbs: [get]}
- {level: Request, verbs: [create, update, patch, ""]}
- {level: RequestResponse, verbs: [watch, delete]}
`,
  "failed logins alone, and what is impersonated": `
omitStages: [ResponseComplete]
rules:
- {level: None, userGroups: ["system:authenticated", "system:unauthenticated"], verbs: [create, list, get, update, patch, delete, deletecollection]}
- {level: RequestResponse}
`,
};

function policyText(rules: string): string {
  return `apiVersion: audit.k8s.io/v1\nkind: Policy${rules}`;
}

function senderOf(sender: Sender): UserInfo {
  if (sender === "admin") return { username: "kubernetes-admin", groups: ["system:masters", "system:authenticated"] };
  if (sender === "anonymous") return { username: "system:anonymous", groups: ["system:unauthenticated"] };
  const groups = auditUsers.find(({ user }) => user === sender)?.groups ?? [];
  return { username: sender, groups: [...groups, "system:authenticated"] };
}

/** What is compared of an event, predicted or logged, as one line. */
interface Compared {
  readonly stage: string;
  readonly level: string;
  readonly user: { readonly username?: string; readonly groups?: readonly string[] } | undefined;
  readonly impersonatedUser?: { readonly username: string } | undefined;
  readonly objectRef?: object | undefined;
}

function line(event: Compared, decision: string | undefined, has: readonly [boolean, boolean, boolean]): string {
  const { stage, level, user, impersonatedUser, objectRef = {} } = event;
  const reference = Object.entries(objectRef).filter(([, value]) => value !== "");
  const parts = ["responseStatus", "requestObject", "responseObject"].filter((_part, at) => has[at]);
  const who = `${user?.username ?? ""}[${(user?.groups ?? []).join(",")}] as ${impersonatedUser?.username ?? "self"}`;
  const about = reference.map(([key, value]) => `${key}=${value}`).sort();
  return [stage, level, who, ...about, decision ?? "undecided", ...parts].join(" ");
}

function predicted(event: RecordedEvent): string {
  return line(event, event.decision, [event.hasResponseStatus, event.hasRequestObject, event.hasResponseObject]);
}

function logged(event: LoggedEvent): string {
  const { responseStatus, requestObject, responseObject, annotations } = event;
  const has = [responseStatus !== undefined, requestObject !== undefined, responseObject !== undefined] as const;
  return line(event, annotations?.["authorization.k8s.io/decision"], has);
}

function predict(policy: AuditPolicy, step: ScriptedRequest, version: Minor): readonly RecordedEvent[] {
  const request = requestAttributes(step.method, step.path, senderOf(step.sender), { version });
  if (request === undefined) return [];
  const impersonated = step.impersonates === undefined ? {} : { impersonated: { username: step.impersonates } };
  return recordOf(policy, { request, ending: step.ending, ...impersonated }).events;
}

function load(rules: string, version: Minor): AuditPolicy {
  const reading = parsePolicy(policyText(rules), version);
  if ("policy" in reading) return reading.policy;
  throw new Error(reading.error);
}

function labelOf({ method, path, sender }: ScriptedRequest): string {
  return `${method} ${path} by ${sender}`;
}

/** Sends the script; every request carries an audit id of its own. */
async function send(plane: ControlPlane, nameless: ApiClient): Promise<ReadonlyMap<string, ScriptedRequest>> {
  const sent = new Map<string, ScriptedRequest>();
  const surprises: string[] = [];
  for (const step of script) {
    const id = randomUUID();
    const { sender, method, path, body } = step;
    const token = sender === "intruder" ? "wrong" : plane.tokens[sender];
    const client = sender === "anonymous" ? nameless : plane.api;
    // Without a length Node sends the body of a DELETE unframed, and the connection is lost.
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(JSON.stringify(body))) };
    const headers = { ...step.headers, ...length, "audit-id": id };
    const answer = await client.request({
      method,
      path,
      headers,
      ...(body === undefined ? {} : { body }),
      ...(token === undefined ? {} : { token }),
    });
    if (answer.status !== step.code) surprises.push(`${labelOf(step)}: ${answer.status} ${answer.body.slice(0, 200)}`);
    sent.set(id, step);
  }
  expect(surprises).toEqual([]);
  return sent;
}

describeControlPlane.each(Object.entries(policies))("audit policy: %s", (_name, rules) => {
  let plane: ControlPlane;
  let nameless: ApiClient;
  let compared = 0;

  beforeAll(async () => {
    plane = await startControlPlane({
      tokenUsers: auditUsers,
      files: { "policy.yaml": policyText(rules) },
      apiserverFlags: (folder) => ({
        "audit-policy-file": `${folder}/policy.yaml`,
        "audit-log-path": `${folder}/audit.log`,
        "audit-log-mode": "blocking",
      }),
    });
    nameless = createApiClient({ url: plane.url, ca: plane.authority.certificate });
    await plane.api.createMany(auditWorld);
  });
  afterAll(async () => {
    nameless?.close();
    await plane?.stop();
    console.log(`${_name}: ${script.length} requests, ${compared} events as predicted`);
  });

  it("records what we predict, and nothing else", async () => {
    const version = parseMinor(plane.apiserverVersion) ?? "1.37";
    const policy = load(rules, version);
    const sent = await send(plane, nameless);
    // The last event of a request is written after its answer.
    const expected = new Map([...sent].map(([id, step]) => [id, predict(policy, step, version)]));
    const total = [...expected.values()].flat().length;
    const ours = async (): Promise<readonly LoggedEvent[]> =>
      ((await plane.auditEvents()) as readonly LoggedEvent[]).filter(({ auditID }) => sent.has(auditID));
    await expect.poll(async () => (await ours()).length, { timeout: 5000 }).toBeGreaterThanOrEqual(total);
    const events = await ours();
    const written = [...sent].flatMap(([id, step]) => [
      labelOf(step),
      ...events.filter(({ auditID }) => auditID === id).map(logged),
    ]);
    const foreseen = [...sent].flatMap(([id, step]) => [labelOf(step), ...(expected.get(id) ?? []).map(predicted)]);
    expect(written).toEqual(foreseen);
    const [update] = [...sent].find(([, { method, code }]) => method === "PUT" && code === 200) ?? [""];
    for (const event of events.filter(
      ({ auditID, responseObject }) => auditID === update && responseObject !== undefined,
    ))
      expect(JSON.stringify(event.responseObject).includes('"managedFields"')).toBe(
        expected.get(update)?.some(({ omitsManagedFields }) => !omitsManagedFields),
      );
    compared = events.length;
  });
});

it.each(Object.entries(policies))("every rule can decide: %s", (_name, rules) => {
  expect(ruleReach(load(rules, "1.37")).filter(({ status }) => status !== "reachable")).toEqual([]);
});

/** Policies the server must refuse to start with; our error is looked for in its log. */
const refused: Readonly<Record<string, string>> = {
  "an unknown level": policyText("\nrules: [{level: Verbose}]"),
  "a misfit": policyText("\nrules: [{level: None, users: alice}]"),
  "resources beside URLs": policyText(
    "\nrules: [{level: None, namespaces: [a], nonResourceURLs: ['/<x>']}, {level: 3a}]",
  ),
  "a group with a version": policyText("\nrules: [{level: None, resources: [{group: apps/v1}]}]"),
  "no rules": policyText("\nomitStages: []"),
  "a tab": policyText("\nrules:\n-\tlevel: None"),
  "no apiVersion": "kind: Policy\nrules: [{level: None}]",
};

describeControlPlane("audit policies that are refused", () => {
  it.each(Object.entries(refused))("%s ends the server's start with our error", async (_name, text) => {
    const reading = parsePolicy(text, "1.37");
    const error = "error" in reading ? reading.error : "(none)";
    const start = startControlPlane({
      files: { "policy.yaml": text },
      apiserverFlags: (folder) => ({ "audit-policy-file": `${folder}/policy.yaml`, "audit-log-path": "-" }),
    });
    // The log quotes the message as Go does.
    await expect(start).rejects.toThrow(`loading audit policy file: ${goQuote(error).slice(1, -1)}: from file`);
  });
});
