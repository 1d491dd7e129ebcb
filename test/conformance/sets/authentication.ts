// Who requests are from: certificates, tokens, headers, token reviews, impersonation, requests for tokens, token files.
import { basename, dirname, join } from "node:path";
import type { JsonObject } from "../../../src/core/index.ts";
import {
  answerTokenRequest,
  authenticate,
  impersonate,
  parseTokenFile,
  reviewToken,
  type Authentication,
  type AuthorizeAnswer,
  type TokenRequestSpec,
} from "../../../src/engines/authentication/index.ts";
import type { UserInfo } from "../../../src/kubernetes/index.ts";
import { readCertificates } from "../../../src/languages/x509/index.ts";
import { recordedServer, type NotedCase, type RecordedServer } from "../authentication/recorded-server.ts";
import { canonical, readJson } from "../authorization/world.ts";
import { filesOf, linesOf } from "../vector-files.ts";
import type { CaseResult, VectorSet } from "../vector-set.ts";

type Headers = readonly (readonly [name: string, value: string])[];

interface Credential {
  readonly clientCertPEM?: string;
  readonly authorization?: string;
  readonly token?: string;
  readonly headers?: Headers;
  readonly as?: string;
  readonly audiences?: readonly string[];
}

interface Review {
  readonly code: number;
  readonly status?: JsonObject;
  readonly message?: string;
}

interface TokenCase {
  readonly name: string;
  readonly serviceAccount: string;
  readonly spec: TokenRequestSpec;
  readonly code: number;
  readonly message: string | null;
  readonly claims: (JsonObject & { readonly iat: number }) | null;
}

interface Row extends NotedCase {
  readonly credential?: Credential;
  readonly http?: { readonly code: number; readonly message?: string };
  readonly user?: UserInfo;
  readonly impersonatedUser?: UserInfo;
  readonly tokenReview?: Review & NotedCase["tokenReview"];
  readonly cases?: readonly TokenCase[];
}

const path = "/api/v1/namespaces/default/pods/PROBE";

function differs(what: string, expected: string, given: string): string | undefined {
  return expected === given ? undefined : `${what}: expected ${expected}, was ${given}`;
}

function headersOf({ headers = [], authorization }: Credential): Headers {
  return authorization === undefined ? headers : [...headers, ["Authorization", authorization]];
}

const outcomes = {
  authenticated: "authenticated",
  anonymous: "authenticated",
  unauthorized: "401",
  "bad-request": "badRequest",
  unknown: "unknown",
} as const;

/** A user as audit events have it: without what is empty. */
function userText(authentication: Authentication): string {
  if (!("user" in authentication)) return "none";
  const { username, ...rest } = authentication.user;
  return canonical(username === "" ? rest : authentication.user);
}

function judgeReview({ tokenReview, credential }: Row, server: RecordedServer): string | undefined {
  if (tokenReview === undefined) return undefined;
  const { token = "", audiences } = credential ?? {};
  const spec = { token, ...(audiences === undefined ? {} : { audiences }) };
  const answer = reviewToken(server.authenticators, spec, server.instruments);
  return (
    differs("review code", String(tokenReview.code), String(answer.code)) ??
    ("status" in answer
      ? differs("review", canonical(tokenReview.status ?? {}), canonical(answer.status))
      : differs("review", tokenReview.message ?? "", answer.message))
  );
}

function judgeCredential(row: Row, server: RecordedServer): string | undefined {
  const credential = row.credential ?? {};
  const { certificates } = readCertificates(credential.clientCertPEM ?? "");
  const request = { path, headers: headersOf(credential), certificates };
  const answer = authenticate(server.authenticators, request, server.instruments);
  return (
    differs("result", String(row.result), outcomes[answer.outcome]) ??
    differs("user", row.user === undefined ? "none" : canonical(row.user), userText(answer)) ??
    judgeReview(row, server)
  );
}

/** Only the masters may impersonate on the recorded server. */
function authorizeMasters({ user }: { readonly user: UserInfo }): AuthorizeAnswer {
  const isMaster = user.groups?.includes("system:masters") === true;
  return { decision: isMaster ? "allow" : "no-opinion", reason: "" };
}

const impersonations = {
  impersonated: "impersonated",
  "not-impersonated": "not-impersonated",
} as const;

function judgeImpersonation(row: Row, { authenticators }: RecordedServer): string | undefined {
  if (row.user === undefined) return "the row has no requestor";
  const attributes = {
    user: row.user,
    verb: "get",
    apiGroup: "",
    apiVersion: "v1",
    resource: "pods",
    subresource: "",
    namespace: "default",
    name: "PROBE",
  };
  const request = { headers: row.credential?.headers ?? [], attributes, requestUri: path };
  const answer = impersonate(request, { version: authenticators.version, authorize: authorizeMasters });
  if (answer.outcome !== "refused") {
    const user = answer.outcome === "impersonated" ? canonical(answer.user) : "none";
    return (
      differs("result", String(row.result), impersonations[answer.outcome]) ??
      differs("user", row.impersonatedUser === undefined ? "none" : canonical(row.impersonatedUser), user)
    );
  }
  return (
    differs(
      "result",
      String(row.result),
      answer.code === 403 ? "denied" : answer.code === 500 ? "error" : "badRequest",
    ) ??
    differs("code", String(row.http?.code), String(answer.code)) ??
    differs("message", row.http?.message ?? "", answer.message)
  );
}

function judgeTokenCase(one: TokenCase, server: RecordedServer): string | undefined {
  const { authenticators, serviceAccounts, issuer, namespace, instruments } = server;
  const issuing = {
    version: authenticators.version,
    issuer,
    apiAudiences: authenticators.apiAudiences,
    objects: serviceAccounts.objects,
    now: one.claims === null ? instruments.now : one.claims.iat * 1000,
    newId: "",
  };
  const answer = answerTokenRequest(namespace, one.serviceAccount, one.spec, issuing);
  return (
    differs("code", String(one.code), String(answer.code)) ??
    differs("message", String(one.message), "message" in answer ? answer.message : "null") ??
    differs("claims", canonical(one.claims), canonical("claims" in answer ? answer.claims : null))
  );
}

interface Lookup {
  readonly token: string;
  readonly authenticated: boolean;
  readonly user?: { readonly username: string; readonly uid: string; readonly groups: readonly string[] | null };
}

interface TokenFile {
  readonly name: string;
  readonly csv: string;
  readonly loadError?: string;
  readonly lookups?: readonly Lookup[];
}

function judgeFile({ csv, loadError, lookups = [] }: TokenFile): string | undefined {
  const reading = parseTokenFile(csv, "TOKENFILE");
  if ("error" in reading) return differs("load error", String(loadError), reading.error);
  if (loadError !== undefined) return `expected ${loadError}, was loaded`;
  for (const { token, user } of lookups) {
    const found = reading.tokens.get(token);
    const shown =
      found === undefined ? "none" : canonical({ uid: "", ...found, groups: found.groups ?? null, extra: null });
    const wrong = differs(`token ${token}`, user === undefined ? "none" : canonical(user), shown);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function judge(row: Row, server: RecordedServer): string | undefined {
  switch (row.kind) {
    case "impersonation":
      return judgeImpersonation(row, server);
    case "tokenreview-audiences":
      return judgeReview(row, server);
    default:
      return judgeCredential(row, server);
  }
}

function result(id: string, message: string | undefined): CaseResult {
  return message === undefined ? { id, passed: true } : { id, passed: false, message };
}

async function* run(files: readonly string[]): AsyncGenerator<CaseResult> {
  for (const file of files) {
    if (basename(file).startsWith("token-file-parse")) {
      for (const one of readJson(file) as readonly TokenFile[]) yield result(`token-file/${one.name}`, judgeFile(one));
      continue;
    }
    const rows: Row[] = [];
    for await (const line of linesOf(file)) rows.push(JSON.parse(line) as Row);
    const server = recordedServer(readJson(join(dirname(file), "context.json")), rows);
    for (const [index, row] of rows.entries()) {
      if (row.cases !== undefined)
        for (const one of row.cases) yield result(`token-request/${one.name}`, judgeTokenCase(one, server));
      else yield result(`${row.kind}/${index} ${row.name}`, judge(row, server));
    }
  }
}

const pattern = /\/(?:credentials\.jsonl|token-file-parse\.json)(?:\.gz)?$/;

export const authentication: VectorSet = {
  name: "authentication",
  find: (folders) => ["csr/authn", "authn", "authentication"].flatMap((name) => filesOf(name, folders, pattern)),
  run,
};
