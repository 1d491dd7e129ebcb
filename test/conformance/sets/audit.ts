// Audit policies: decisions of the real checker, policies that load or do not, and a real log replayed through its policy.
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import {
  evaluate,
  parsePolicy,
  stagesOf,
  type AuditedRequest,
  type AuditPolicy,
  type Stage,
} from "../../../src/engines/audit/index.ts";
import { requestAttributes, type UserInfo } from "../../../src/kubernetes/index.ts";
import { filesOf, linesOf } from "../vector-files.ts";
import type { CaseResult, VectorSet } from "../vector-set.ts";

/** The vectors were recorded with this version. */
const version = "1.20";

interface DecisionRow {
  readonly request: {
    readonly user: { readonly name: string; readonly groups?: readonly string[] };
    readonly verb: string;
    readonly apiGroup: string;
    readonly apiVersion: string;
    readonly resource: string;
    readonly subresource: string;
    readonly name: string;
    readonly namespace: string;
    readonly nonResourcePath?: string;
  };
  readonly expected: { readonly level: string; readonly omitStages: readonly string[] };
}

interface LoadRow {
  readonly name: string;
  readonly policyYAML: string;
  readonly valid: boolean;
  readonly error?: string;
}

interface EventRow {
  readonly auditID: string;
  readonly level: string;
  readonly stage: Stage;
  readonly requestURI: string;
  readonly verb: string;
  readonly user: { readonly username?: string; readonly groups?: readonly string[] };
}

function readText(file: string): string {
  const path = existsSync(file) ? file : `${file}.gz`;
  const bytes = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

function loadPolicy(file: string): AuditPolicy {
  const reading = parsePolicy(readText(file), version);
  if ("policy" in reading) return reading.policy;
  throw new Error(`${basename(file)} does not load: ${reading.error}`);
}

function result(id: string, message: string | undefined): CaseResult {
  return message === undefined ? { id, passed: true } : { id, passed: false, message };
}

function judged(id: string, judge: () => string | undefined): CaseResult {
  try {
    return result(id, judge());
  } catch (error) {
    return result(id, `cannot be judged: ${String(error)}`);
  }
}

function differs(expected: unknown, actual: unknown): string | undefined {
  const [wanted, got] = [JSON.stringify(expected), JSON.stringify(actual)];
  return wanted === got ? undefined : `expected ${wanted}, got ${got}`;
}

function judgeDecision(policy: AuditPolicy, { request, expected }: DecisionRow): string | undefined {
  const { user: sender, nonResourcePath: path, ...attributes } = request;
  const user: UserInfo = { username: sender.name, groups: sender.groups ?? [] };
  const asked: AuditedRequest = path === undefined ? { ...attributes, user } : { user, verb: request.verb, path };
  const { level, omitStages } = evaluate(policy, asked);
  return differs([expected.level, [...new Set(expected.omitStages)].sort()], [level, omitStages]);
}

function judgeLoad({ policyYAML, valid, error }: LoadRow): string | undefined {
  const reading = parsePolicy(policyYAML, version);
  return differs(valid ? "valid" : error, "policy" in reading ? "valid" : reading.error);
}

const methods = new Map([
  ["create", "POST"],
  ["update", "PUT"],
  ["patch", "PATCH"],
  ["delete", "DELETE"],
  ["deletecollection", "DELETE"],
  ["", "OPTIONS"],
]);

/** The method behind a verb: of a resource's verb where it is one, else the verb is the method. */
function attributesOf({ requestURI, verb, user }: EventRow): AuditedRequest | undefined {
  const sender: UserInfo = { username: user.username ?? "", groups: user.groups ?? [] };
  const candidates = [methods.get(verb), "GET", verb.toUpperCase()].filter((method) => method !== undefined);
  const readings = candidates.map((method) => requestAttributes(method, requestURI, sender, { version }));
  const found = readings.find((attributes) => attributes?.verb === verb);
  return found === undefined || user.username !== undefined ? found : { ...found, user: undefined };
}

function judgeEvent(policy: AuditPolicy, event: EventRow): string | undefined {
  const request = attributesOf(event);
  if (request === undefined) return `no request has the verb ${event.verb} and the URL ${event.requestURI}`;
  const { level, omitStages } = evaluate(policy, request);
  if (omitStages.includes(event.stage)) return `the stage ${event.stage} is omitted, and was written`;
  const stages = stagesOf(request, request.user === undefined ? "unauthenticated" : "answered");
  if (event.stage !== "Panic" && !stages.includes(event.stage)) return `there is no stage ${event.stage}`;
  return differs(event.level, level);
}

async function* runDecisions(file: string): AsyncGenerator<CaseResult> {
  const name = basename(file).replace(/\.decisions\.jsonl(?:\.gz)?$/, "");
  const policy = loadPolicy(join(dirname(file), `${name}.policy.yaml`));
  let row = 0;
  for await (const line of linesOf(file))
    yield judged(`${name}/${++row}`, () => judgeDecision(policy, JSON.parse(line) as DecisionRow));
}

async function* runLog(file: string): AsyncGenerator<CaseResult> {
  const policy = loadPolicy(join(dirname(file), "policy.yaml"));
  let row = 0;
  for await (const line of linesOf(file))
    yield judged(`log/${++row}`, () => judgeEvent(policy, JSON.parse(line) as EventRow));
}

export const audit: VectorSet = {
  name: "audit",
  find: (folders) => {
    const roots = folders.flatMap((folder) => [folder, join(folder, "audit")]);
    return [
      ...filesOf("policies", roots, /\.decisions\.jsonl(?:\.gz)?$/),
      ...filesOf("audit", folders, /policy-load\.json(?:\.gz)?$/),
      ...filesOf("log", roots, /audit\.log\.jsonl(?:\.gz)?$/),
    ];
  },
  async *run(files) {
    for (const file of files) {
      if (file.includes(".decisions.jsonl")) yield* runDecisions(file);
      else if (file.includes(".log.jsonl")) yield* runLog(file);
      else
        for (const row of JSON.parse(readText(file)) as readonly LoadRow[])
          yield judged(`load/${row.name}`, () => judgeLoad(row));
    }
  },
};
