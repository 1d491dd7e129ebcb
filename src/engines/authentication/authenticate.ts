// Who a request is from: the authenticators in kube-apiserver's order (pkg/kubeapiserver/authenticator Config.New).
import type { UserInfo } from "../../kubernetes/index.ts";
import type { Certificate } from "../../languages/x509/index.ts";
import type { AuthenticatorName, Authenticators, Instruments, Setting } from "./authenticators.ts";
import { authenticateRequestHeader } from "./certificate/request-header.ts";
import { authenticateCertificate } from "./certificate/client-certificate.ts";
import { noOpinion, userOf, type Opinion, type UserOpinion } from "./opinion.ts";
import { readHeaders, type RequestHeaders } from "./request-headers.ts";
import { askForToken } from "./token/ask-for-token.ts";
import { bearerToken, webSocketToken, type TokenReading } from "./token/bearer-token.ts";

/** What of a request tells who it is from. */
export interface IncomingRequest {
  /** Without the query. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The client's certificates, its own first. That it has the key, TLS has seen. */
  readonly certificates: readonly Certificate[];
}

/** One authenticator's part in an answer. */
export interface Trial {
  readonly authenticator: AuthenticatorName;
  readonly said: Opinion["kind"];
  /** The server's errors, or why it has nothing to say. */
  readonly detail: string;
}

/** Who the request is from, or what the server answers instead; `trials` is the proof. */
export type Authentication =
  | {
      readonly outcome: "authenticated" | "anonymous";
      readonly user: UserInfo;
      readonly authenticator: AuthenticatorName;
      readonly audiences: readonly string[];
      /** What was taken on trust. A signature nobody verified is here. */
      readonly caveats: readonly string[];
      readonly annotations: Readonly<Record<string, string>>;
      readonly trials: readonly Trial[];
    }
  | {
      readonly outcome: "unauthorized";
      readonly code: 401;
      readonly errors: readonly string[];
      readonly trials: readonly Trial[];
    }
  | {
      readonly outcome: "bad-request";
      readonly code: 400 | 431;
      readonly reason: string;
      readonly trials: readonly Trial[];
    }
  | { readonly outcome: "unknown"; readonly reason: string; readonly trials: readonly Trial[] };

type Step = readonly [AuthenticatorName, () => Opinion];

/** The server's own token for itself is asked about first, and does not know any other. */
const loopbackError = "invalid bearer token";

class Asking {
  readonly trials: Trial[] = [];
  readonly errors: string[] = [];
  readonly unknown: string[] = [];

  /** The first user any of the steps knows. */
  ask(steps: readonly Step[]): (UserOpinion & { readonly authenticator: AuthenticatorName }) | undefined {
    for (const [authenticator, step] of steps) {
      const opinion = step();
      this.trials.push({ authenticator, said: opinion.kind, detail: detailOf(opinion) });
      if (opinion.kind === "error") this.errors.push(...opinion.messages);
      if (opinion.kind === "unknown") this.unknown.push(opinion.why);
      if (opinion.kind === "user") return { ...opinion, authenticator };
    }
    return undefined;
  }

  /** The same for a place where a token may stand: a token nobody knows is an error (request/bearertoken, request/websocket). */
  askAbout(reading: TokenReading, setting: Setting) {
    if (reading === undefined) return undefined;
    if ("fault" in reading) {
      this.errors.push(reading.fault);
      return undefined;
    }
    const before = this.errors.length;
    const found = this.ask(askForToken(reading.token, setting));
    if (found === undefined && this.errors.length === before) this.errors.push(loopbackError);
    return found;
  }
}

function detailOf(opinion: Opinion): string {
  switch (opinion.kind) {
    case "user":
      return opinion.user.username;
    case "error":
      return opinion.messages.join("; ");
    default:
      return opinion.why;
  }
}

const standing = new Set(["system:authenticated", "system:unauthenticated"]);

/** Adds system:authenticated, unless the user is anonymous or says something of it already. */
function withAuthenticated(user: UserInfo): UserInfo {
  const groups = user.groups ?? [];
  if (user.username === "system:anonymous" || groups.some((group) => standing.has(group))) return user;
  return { ...user, groups: [...groups, "system:authenticated"] };
}

function anonymous(path: string, { authenticators }: Setting): Opinion {
  const { enabled, paths } = authenticators.anonymous;
  if (!enabled) return noOpinion("anonymous requests are not allowed");
  if (paths.length > 0 && !paths.includes(path)) return noOpinion(`anonymous requests are not allowed for ${path}`);
  return { kind: "user", user: userOf("system:anonymous", "", ["system:unauthenticated"]) };
}

function firstSteps(headers: RequestHeaders, request: IncomingRequest, setting: Setting): readonly Step[] {
  const { requestHeader, clientAuthorities } = setting.authenticators;
  const { certificates } = request;
  return [
    ...(requestHeader === undefined
      ? []
      : [["request-header", () => authenticateRequestHeader(headers, certificates, requestHeader, setting)] as const]),
    ...(clientAuthorities === undefined
      ? []
      : [["client-certificate", () => authenticateCertificate(certificates, setting)] as const]),
  ];
}

/** The chain over headers that were read; `audiences` limit the credential. */
export function authenticateHeaders(
  headers: RequestHeaders,
  request: IncomingRequest,
  setting: Setting,
): Authentication {
  const asking = new Asking();
  const bearer = bearerToken(headers);
  const known =
    asking.ask(firstSteps(headers, request, setting)) ??
    asking.askAbout(bearer, setting) ??
    asking.askAbout(webSocketToken(headers), setting);
  const { trials, errors, unknown } = asking;
  const answer = (outcome: "authenticated" | "anonymous", found: NonNullable<typeof known>): Authentication => {
    const { user, authenticator, audiences = [], caveats = [], annotations = {} } = found;
    return { outcome, user, authenticator, audiences, caveats: [...caveats, ...unknown], annotations, trials };
  };
  if (known !== undefined) return answer("authenticated", { ...known, user: withAuthenticated(known.user) });
  if (unknown.length > 0) return { outcome: "unknown", reason: unknown.join("; "), trials };
  const all = [...(bearer === undefined ? [] : [loopbackError]), ...errors];
  const stranger =
    errors.length === 0 ? asking.ask([["anonymous", () => anonymous(request.path, setting)]]) : undefined;
  if (stranger !== undefined) return answer("anonymous", { ...stranger, audiences: setting.audiences ?? [] });
  return { outcome: "unauthorized", code: 401, errors: [...new Set(all)], trials };
}

/**
 * Who a request is from, what it is refused with, or that it cannot be told from what was seen. Linear in the request, but
 * for the search of certificate chains, which is bounded as Go bounds it. Never throws.
 */
export function authenticate(
  authenticators: Authenticators,
  request: IncomingRequest,
  instruments: Instruments,
): Authentication {
  const reading = readHeaders(request.headers);
  if ("fault" in reading) return { outcome: "bad-request", ...reading.fault, trials: [] };
  const { apiAudiences } = authenticators;
  const audiences = apiAudiences.length === 0 ? undefined : apiAudiences;
  return authenticateHeaders(reading.headers, request, { ...instruments, authenticators, audiences });
}
