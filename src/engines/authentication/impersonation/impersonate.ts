// Impersonation: whom a request's headers ask to be taken for, which rights that needs, and what becomes of it.
import { compareMinor, type Minor } from "../../../core/index.ts";
import {
  forbiddenStatus,
  goQuote,
  isGateOn,
  type FeatureGates,
  type RequestAttributes,
  type UserInfo,
} from "../../../kubernetes/index.ts";
import { readHeaders } from "../request-headers.ts";
import { nodeOfUsername, splitServiceAccountName } from "../service-account-name.ts";
import { ModeQuestions, refusalOf, type AuthorizeAnswer, type ImpersonationCheck, type Refused } from "./ask-mode.ts";
import { asksForMore, describeParts, describeUser, wantedUser, type WantedUser } from "./wanted-user.ts";

/** A request that may ask to be taken for someone else. */
export interface ImpersonationRequest {
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** What is asked for, by whom: the user is the requestor. */
  readonly attributes: RequestAttributes;
  /** Path and query, as they stand in messages. */
  readonly requestUri: string;
}

/** The server: its version, gates and chain. */
export interface ImpersonationServer {
  readonly version: Minor;
  readonly featureGates?: FeatureGates;
  readonly authorize: (attributes: RequestAttributes) => AuthorizeAnswer;
}

/** What became of the request, with every right that was asked for. */
export type Impersonation =
  | { readonly outcome: "not-impersonated" }
  | {
      readonly outcome: "impersonated";
      readonly user: UserInfo;
      /** The constrained right that sufficed, `impersonate:user-info` …; empty for the legacy one. */
      readonly constraint: string;
      readonly checks: readonly ImpersonationCheck[];
    }
  | {
      readonly outcome: "refused";
      readonly code: 400 | 403 | 431 | 500;
      readonly message: string;
      readonly checks: readonly ImpersonationCheck[];
    };

type Mode = "associated-node" | "arbitrary-node" | "serviceaccount" | "user-info";

class Impersonating {
  readonly checks: ImpersonationCheck[] = [];
  private readonly server: ImpersonationServer;
  private readonly request: ImpersonationRequest;

  constructor(server: ImpersonationServer, request: ImpersonationRequest) {
    this.server = server;
    this.request = request;
  }

  private readonly ask = (attributes: RequestAttributes): AuthorizeAnswer => {
    const answer = this.server.authorize(attributes);
    this.checks.push({ attributes, allowed: answer.decision === "allow", reason: answer.reason });
    return answer;
  };

  refuse(code: 400 | 403 | 500, message: string): Impersonation {
    return { outcome: "refused", code, message, checks: this.checks };
  }

  /** Modes that can stand for the wanted user, in the order they are tried. */
  private modes(wanted: WantedUser): readonly Mode[] {
    const { version } = this.server;
    const node = nodeOfUsername(wanted.username, version);
    const isAccount = splitServiceAccountName(wanted.username, version) !== undefined;
    if (node === undefined && !isAccount) return ["user-info"];
    if (asksForMore(wanted)) return [];
    if (node === undefined) return ["serviceaccount"];
    const { user } = this.request.attributes;
    const own = user.extra?.["authentication.kubernetes.io/node-name"] ?? [];
    const isOnIt = splitServiceAccountName(user.username, version) !== undefined && own.length === 1 && own[0] === node;
    return isOnIt ? ["associated-node", "arbitrary-node"] : ["arbitrary-node"];
  }

  /** The requestor as the chain is asked: of one on the node only which extra fields it has. */
  private asked(mode: Mode): UserInfo {
    const { user } = this.request.attributes;
    if (mode !== "associated-node") return user;
    const keys = Object.keys(user.extra ?? {}).sort();
    return { ...user, extra: { "authentication.kubernetes.io/associated-node-keys": keys } };
  }

  private tryMode(mode: Mode, wanted: WantedUser): UserInfo | Refused {
    const user = this.asked(mode);
    const on: RequestAttributes = {
      ...this.request.attributes,
      user,
      verb: `impersonate-on:${mode}:${this.request.attributes.verb}`,
    };
    const questions = new ModeQuestions(user, mode, this.ask, this.server.version);
    return refusalOf(this.ask(on), on) ?? questions.refusal(wanted) ?? questions.becomes(wanted);
  }

  constrained(wanted: WantedUser): Impersonation {
    let first: Refused | undefined;
    for (const mode of this.modes(wanted)) {
      const tried = this.tryMode(mode, wanted);
      if (!("message" in tried))
        return { outcome: "impersonated", user: tried, constraint: `impersonate:${mode}`, checks: this.checks };
      first ??= tried;
    }
    const { version } = this.server;
    const questions = new ModeQuestions(this.request.attributes.user, undefined, this.ask, version);
    const refused = questions.refusal(wanted);
    if (refused === undefined)
      return { outcome: "impersonated", user: questions.becomes(wanted), constraint: "", checks: this.checks };
    return this.refuse(403, (first ?? refused).message);
  }

  /** Until 1.35 the uid is asked about last, and an error refuses what was allowed. */
  legacy(wanted: WantedUser): Impersonation {
    const { version } = this.server;
    let refused: Refused | undefined;
    const strict = (attributes: RequestAttributes): AuthorizeAnswer => {
      const { decision, reason, evaluationError } = this.ask(attributes);
      const isAllowed = decision === "allow" && evaluationError === undefined;
      if (!isAllowed) refused ??= { message: forbiddenStatus(attributes, reason) };
      return { decision: isAllowed ? "allow" : "no-opinion", reason };
    };
    const questions = new ModeQuestions(this.request.attributes.user, undefined, strict, version);
    const { uid, ...rest } = wanted;
    const wrong = questions.refusal({ ...rest, uid: "" }) ?? (uid === "" ? undefined : questions.uidRefusal(wanted));
    if (wrong !== undefined) return this.refuse(403, (refused ?? wrong).message);
    return { outcome: "impersonated", user: questions.becomes(wanted), constraint: "", checks: this.checks };
  }

  /** More was asked for than a name, and no name. */
  nameless(wanted: WantedUser, isConstrained: boolean): Impersonation {
    if (isConstrained) return this.refuse(400, `requested ${describeUser(wanted)} without impersonating a user name`);
    const said = `requested ${describeParts(wanted, this.server.version)} without impersonating a user`;
    if (compareMinor(this.server.version, "1.35") >= 0) return this.refuse(400, said);
    const text = `Internal Server Error: ${goQuote(this.request.requestUri)}: ${said}`;
    const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    return this.refuse(500, `${safe}\n`);
  }
}

/**
 * Impersonation as the server does it: legacy until the gate ConstrainedImpersonation is on (1.36), then the constrained modes and
 * last the legacy one. The server tries the mode first that last succeeded for the requestor, which changes only the words of
 * a refusal; here none ever did. Linear in what is asked for. Never throws.
 */
export function impersonate(request: ImpersonationRequest, server: ImpersonationServer): Impersonation {
  const reading = readHeaders(request.headers);
  if ("fault" in reading) {
    const { code, reason } = reading.fault;
    return { outcome: "refused", code, message: reason, checks: [] };
  }
  const { version, featureGates } = server;
  const isConstrained = isGateOn("ConstrainedImpersonation", version, featureGates);
  const wanted = wantedUser(reading.headers, compareMinor(version, "1.22") >= 0);
  const impersonating = new Impersonating(server, request);
  if (wanted.username === "")
    return asksForMore(wanted) ? impersonating.nameless(wanted, isConstrained) : { outcome: "not-impersonated" };
  return isConstrained ? impersonating.constrained(wanted) : impersonating.legacy(wanted);
}
