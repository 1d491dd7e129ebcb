// Signing requests from their creation to the certificate, and updates of them by users of different rights.
import { basename, dirname, join } from "node:path";
import type { JsonObject } from "../../../src/core/index.ts";
import {
  answerCreate,
  answerUpdate,
  autoApprove,
  readSigningRequest,
  signRequest,
  type ApiVersion,
  type MayDo,
  type RequestCondition,
  type SigningRequest,
  type Subresource,
} from "../../../src/engines/certificates/index.ts";
import { decodeBase64, readCertificates, signatureFault, type Certificate } from "../../../src/languages/x509/index.ts";
import { canonical, readJson, recordedVersion, sortedErrors, userOf, type VectorUser } from "../authorization/world.ts";
import {
  decodedText,
  parsedText,
  predictedText,
  signatureName,
  type DecodedCertificate,
} from "../certificates/decoded-certificate.ts";
import { aRequest } from "../certificates/a-request.ts";
import { rightsOfContext, rightsOfUser } from "../certificates/rights.ts";
import { verifyWithNode } from "../../fixtures/certificates/verify-with-node.ts";
import { filesOf, linesOf } from "../vector-files.ts";
import type { CaseResult, VectorSet } from "../vector-set.ts";

interface State {
  readonly conditions: readonly RequestCondition[];
  readonly issued: boolean;
}

interface Row {
  readonly name: string;
  readonly requestor: VectorUser;
  readonly request: JsonObject & { readonly apiVersion: string };
  readonly create: {
    readonly code: number;
    readonly reason?: string;
    readonly message?: string;
    readonly spec?: JsonObject;
  };
  readonly afterCreate?: State;
  readonly autoApproved?: boolean;
  readonly approval?: { readonly requested: string; readonly code: number } | null;
  readonly final?: State;
  readonly certificatePEM?: string;
  readonly certificate?: DecodedCertificate;
}

interface Operation {
  readonly note: string;
  readonly user: string;
  readonly roles: readonly string[];
  readonly signerName: string;
  readonly subresource: Subresource;
  readonly before: { readonly conditions: readonly RequestCondition[]; readonly certificate?: string | null };
  readonly submitted: {
    readonly conditions: readonly RequestCondition[] | null;
    readonly certificate: string | null;
    readonly labels: Readonly<Record<string, string>> | null;
  };
  readonly code: number;
  readonly reason: string | null;
  readonly message: string | null;
  readonly resultConditions: readonly RequestCondition[] | null;
  readonly resultLabels: Readonly<Record<string, string>> | null;
}

/** The recorded cluster: its authority, how long it signs for, and who may have kubelet certificates made. */
interface Cluster {
  readonly authority: Certificate;
  readonly duration: number;
  readonly may: MayDo;
}

const base = { version: recordedVersion, verify: verifyWithNode } as const;
const root = userOf({ name: "admin", groups: ["system:masters", "system:authenticated"] });
const now = "2026-11-23T06:30:00Z";

const versionOf = (apiVersion: string): ApiVersion => (apiVersion.endsWith("/v1beta1") ? "v1beta1" : "v1");

function conditionsText(conditions: readonly RequestCondition[] | null): string {
  return canonical(conditions?.map(({ type, status, reason, message }) => ({ type, status, reason, message })) ?? null);
}

function readCluster(folder: string): Cluster {
  const context = readJson(join(folder, "context.json")) as {
    readonly signerCA: string;
    readonly controllerManagerFlags: readonly string[];
    readonly rbac: Readonly<Record<string, string>>;
  };
  const [authority] = readCertificates(context.signerCA).certificates;
  if (authority === undefined) throw new Error("the context has no signer");
  const flags = context.controllerManagerFlags.join(" ");
  return { authority, duration: signingSeconds(flags), may: rightsOfContext(context.rbac) };
}

/** How long the signers sign for: a Go duration such as `72h` or `1h30m`, or the default of a year. */
function signingSeconds(flags: string): number {
  const [, text = "8760h"] = /--cluster-signing-duration=(\S+)/.exec(flags) ?? [];
  const seconds = { h: 3600, m: 60, s: 1 };
  const parts = [...text.matchAll(/(\d+)([hms])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * seconds[unit as keyof typeof seconds], 0);
}

function differs(what: string, expected: string, given: string): string | undefined {
  return expected === given ? undefined : `${what}: expected ${expected}, was ${given}`;
}

function judgeCreate({ create }: Row, answer: ReturnType<typeof answerCreate>): string | undefined {
  const given = { reason: undefined, message: undefined, ...answer };
  const message = sortedErrors(create.message ?? "");
  return (
    differs("code", String(create.code), String(given.code)) ??
    differs("reason", String(create.reason), String(given.reason)) ??
    differs("message", message, sortedErrors(given.message ?? "")) ??
    (create.spec === undefined || !("request" in answer) ? undefined : judgeSpec(create.spec, answer.request))
  );
}

function judgeSpec(
  expected: JsonObject,
  { signerName, usages, user, expirationSeconds }: SigningRequest,
): string | undefined {
  return differs("spec", canonical(expected), canonical({ signerName, usages, expirationSeconds, ...user }));
}

/** The administrator's decision, with reason and message as recorded: they are input here. */
function decided(row: Row, request: SigningRequest): SigningRequest | string {
  if (row.approval === undefined || row.approval === null) return request;
  const { requested: type, code } = row.approval;
  const recorded = row.final?.conditions.find((one) => one.type === type);
  const condition = { type, status: "True", ...recorded };
  const submitted = { ...request, conditions: [...request.conditions, condition] };
  const update = { apiVersion: "v1", subresource: "approval", stored: request, submitted, user: root, now } as const;
  const answer = answerUpdate({ ...base, ...update, may: () => true });
  if (answer.code !== code) return `approval: expected ${code}, was ${answer.code}`;
  return "request" in answer ? answer.request : request;
}

function judgeIssued(row: Row, cluster: Cluster, request: SigningRequest): string | undefined {
  const pem = row.certificatePEM ?? "";
  const [issued] = readCertificates(pem).certificates;
  const time = issued === undefined ? Date.parse(now) : issued.notBefore + 300_000;
  const signing = signRequest(request, { ...cluster, ...base, now: time });
  const added = signing.outcome === "failed" ? [signing.condition] : [];
  const conditions = conditionsText([...request.conditions, ...added]);
  const state = (of: State | undefined): string => conditionsText(of?.conditions ?? []);
  const said =
    differs("final conditions", state(row.final), conditions) ??
    differs("issued", String(row.final?.issued), String(signing.outcome === "signed"));
  if (said !== undefined || signing.outcome !== "signed" || row.certificate === undefined) return said;
  if (issued === undefined) return "the certificate cannot be read";
  const recorded = decodedText(row.certificate);
  return (
    differs("certificate", recorded, predictedText(signing.certificate)) ??
    differs("certificate as read", recorded, parsedText(issued)) ??
    differs("signature algorithm", row.certificate.signatureAlgorithm, signatureName(issued)) ??
    differs("signature", "", signatureFault(issued, cluster.authority.publicKey, verifyWithNode) ?? "")
  );
}

function judgeRow(row: Row, cluster: Cluster): string | undefined {
  const groups = [...new Set([...(row.requestor.groups ?? []), "system:authenticated"])]; // as impersonation adds it
  const user = userOf({ ...row.requestor, groups });
  const answer = answerCreate({ ...base, apiVersion: versionOf(row.request.apiVersion), body: row.request, user });
  const wrong = judgeCreate(row, answer);
  if (wrong !== undefined || !("request" in answer)) return wrong;
  const approval = autoApprove(answer.request, cluster.may, recordedVersion);
  const request = { ...answer.request, conditions: approval.approved ? [approval.condition] : [] };
  const after = row.afterCreate?.conditions ?? [];
  const said =
    differs("approved automatically", String(row.autoApproved), String(approval.approved)) ??
    differs("conditions after create", conditionsText(after), conditionsText(request.conditions));
  if (said !== undefined) return said;
  const final = decided(row, request);
  return typeof final === "string" ? final : judgeIssued(row, cluster, final);
}

function stored({ before, signerName }: Operation, name: string): SigningRequest {
  const reading = readSigningRequest({ spec: { request: aRequest, signerName, usages: ["client auth"] } });
  if ("problems" in reading) throw new Error(JSON.stringify(reading.problems));
  const stamp = { lastUpdateTime: now, lastTransitionTime: now };
  const conditions = before.conditions.map((condition) => ({ ...stamp, ...condition }));
  return { ...reading.request, metadata: { name }, conditions, certificate: bytesOf(before.certificate) };
}

function bytesOf(text: string | null | undefined): Uint8Array | undefined {
  return text === null || text === undefined ? undefined : decodeBase64(text);
}

function judgeOperation(operation: Operation): string | undefined {
  const { submitted, user: name, roles, subresource, code, reason, message } = operation;
  const [, object = "op"] = /"(op-[^"]*)"/.exec(message ?? "") ?? [];
  const old = stored(operation, object);
  const { certificate, conditions, labels } = submitted;
  const submission = {
    ...old,
    metadata: { name: object, ...(labels === null ? {} : { labels }) },
    ...(conditions === null ? {} : { conditions }),
    ...(certificate === null ? {} : { certificate: bytesOf(certificate) }),
  };
  const groups = [...(roles.includes("system:masters") ? ["system:masters"] : []), "system:authenticated"];
  const answer = answerUpdate({
    ...base,
    apiVersion: "v1",
    subresource,
    stored: old,
    submitted: submission,
    user: userOf({ name, groups }),
    may: rightsOfUser(name, roles),
    now,
  });
  const given = { reason: undefined, message: undefined, ...answer };
  const result = "request" in answer ? answer.request : undefined;
  return (
    differs("code", String(code), String(given.code)) ??
    differs("reason", String(reason ?? undefined), String(given.reason)) ??
    differs("message", sortedErrors(message ?? ""), sortedErrors(given.message ?? "")) ??
    differs("conditions", conditionsText(operation.resultConditions), conditionsText(result?.conditions ?? null)) ??
    differs("labels", canonical(operation.resultLabels), canonical(result?.metadata.labels ?? null))
  );
}

function result(id: string, message: string | undefined): CaseResult {
  return message === undefined ? { id, passed: true } : { id, passed: false, message };
}

async function* run(files: readonly string[]): AsyncGenerator<CaseResult> {
  for (const file of files) {
    if (basename(file).startsWith("csrs.")) {
      const cluster = readCluster(dirname(file));
      for await (const line of linesOf(file)) {
        const row = JSON.parse(line) as Row;
        yield result(`csrs/${row.name}`, judgeRow(row, cluster));
      }
      continue;
    }
    const operations = readJson(file) as readonly Operation[];
    for (const [index, operation] of operations.entries())
      yield result(`operations/${index} ${operation.note}, ${operation.user}`, judgeOperation(operation));
  }
}

export const csr: VectorSet = {
  name: "csr",
  find: (folders) => filesOf("csr", folders, /\/(?:csrs\.jsonl|approval-and-status-operations\.json)(?:\.gz)?$/),
  run,
};
