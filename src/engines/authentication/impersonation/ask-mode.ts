// One way of impersonating: which rights it asks for, in order (apiserver endpoints/filters/impersonation/mode.go).
import type { Minor } from "../../../core/index.ts";
import {
  forbiddenStatus,
  mastersGroup,
  subdomainFaults,
  goQuote,
  joinErrors,
  type RequestAttributes,
  type ResourceAttributes,
  type UserInfo,
} from "../../../kubernetes/index.ts";
import { nodeOfUsername, serviceAccountGroups, splitServiceAccountName } from "../service-account-name.ts";
import { domainPathFaults } from "../configuration/domain-path.ts";
import { asUserInfo, type WantedUser } from "./wanted-user.ts";

/** What an authorization chain answers; an engine's `authorize(chain, …)` does. */
export interface AuthorizeAnswer {
  readonly decision: "allow" | "deny" | "no-opinion";
  readonly reason: string;
  readonly evaluationError?: string;
}

/** A right that was asked for, and whether the requestor has it. */
export interface ImpersonationCheck {
  readonly attributes: RequestAttributes;
  readonly allowed: boolean;
  readonly reason: string;
}

/** Asks the chain and remembers what it was asked. */
export type AskChain = (attributes: RequestAttributes) => AuthorizeAnswer;

/** A refusal, in the server's words. */
export interface Refused {
  readonly message: string;
}

const reviewGroup = "authentication.k8s.io";
/** From so many values on, one question about all of them comes first. */
const many = 4;

/** Why a chain's answer is a refusal; undefined where it allows. */
export function refusalOf(answer: AuthorizeAnswer, attributes: RequestAttributes): Refused | undefined {
  if (answer.decision === "allow") return undefined;
  const { reason, evaluationError: error } = answer;
  const why = error === undefined ? reason : reason === "" ? error : `${error}: ${reason}`;
  return { message: forbiddenStatus(attributes, why) };
}

/** Rights a mode asks for to take on the wanted user. */
export class ModeQuestions {
  private readonly requestor: UserInfo;
  private readonly verb: string;
  private readonly isConstrained: boolean;
  private readonly ask: AskChain;
  private readonly version: Minor;

  constructor(requestor: UserInfo, mode: string | undefined, ask: AskChain, version: Minor) {
    this.requestor = requestor;
    this.verb = mode === undefined ? "impersonate" : `impersonate:${mode}`;
    this.isConstrained = mode !== undefined;
    this.ask = ask;
    this.version = version;
  }

  private attributes(resource: string, name: string, apiGroup: string): ResourceAttributes {
    const user = this.requestor;
    return { user, verb: this.verb, apiGroup, apiVersion: "v1", resource, subresource: "", namespace: "", name };
  }

  private check(attributes: ResourceAttributes): Refused | undefined {
    return refusalOf(this.ask(attributes), attributes);
  }

  private name({ username }: WantedUser): Refused | undefined {
    const base = this.attributes("users", username, this.isConstrained ? reviewGroup : "");
    const node = this.isConstrained ? nodeOfUsername(username, this.version) : undefined;
    if (node !== undefined) {
      // The node's name is not asked about where the requestor runs on it: the right holds for every node or none.
      return this.check({ ...base, resource: "nodes", name: this.verb === "impersonate:associated-node" ? "*" : node });
    }
    const account = splitServiceAccountName(username, this.version);
    return this.check(account === undefined ? base : { ...base, resource: "serviceaccounts", ...account });
  }

  /** The right to the uid alone. */
  uidRefusal({ uid }: WantedUser): Refused | undefined {
    return uid === "" ? undefined : this.check(this.attributes("uids", uid, reviewGroup));
  }

  private groups({ groups }: WantedUser): Refused | undefined {
    const base = this.attributes("groups", "", this.isConstrained ? reviewGroup : "");
    if (this.isConstrained && groups.includes(""))
      return { message: forbiddenStatus(base, "impersonating the empty string group is not allowed") };
    if (this.isConstrained && groups.includes(mastersGroup)) {
      const named = { ...base, name: mastersGroup };
      return { message: forbiddenStatus(named, `impersonating the ${mastersGroup} group is not allowed`) };
    }
    if (this.isConstrained && groups.length >= many && this.check({ ...base, name: "*" }) === undefined)
      return undefined;
    return firstRefusal(groups, (name) => this.check({ ...base, name }));
  }

  private extra({ extra }: WantedUser): Refused | undefined {
    if (extra.size === 0) return undefined;
    const base = this.attributes("userextras", "", reviewGroup);
    const fault = this.isConstrained ? extraFault(extra, this.version) : undefined;
    if (fault !== undefined) return { message: forbiddenStatus(base, fault) };
    const pairs = [...extra].flatMap(([subresource, values]) => values.map((name) => ({ subresource, name })));
    const isLarge = this.isConstrained && pairs.length >= many;
    if (isLarge && this.check({ ...base, subresource: "*", name: "*" }) === undefined) return undefined;
    return firstRefusal(pairs, (pair) => this.check({ ...base, ...pair }));
  }

  /** Every right in the server's order; the first that is missing ends it. */
  refusal(wanted: WantedUser): Refused | undefined {
    return this.name(wanted) ?? this.uidRefusal(wanted) ?? this.groups(wanted) ?? this.extra(wanted);
  }

  /** The user the request then has, with the groups the server adds. */
  becomes(wanted: WantedUser): UserInfo {
    const node = this.isConstrained ? nodeOfUsername(wanted.username, this.version) : undefined;
    const account = splitServiceAccountName(wanted.username, this.version);
    const implied =
      node === undefined
        ? account === undefined || wanted.groups.length > 0
          ? wanted.groups
          : serviceAccountGroups(account.namespace)
        : ["system:nodes"];
    return asUserInfo({ ...wanted, groups: withStanding(wanted.username, implied) });
  }
}

/** Adds what every known user is in, or, for the anonymous one, what every unknown user is in. */
function withStanding(username: string, groups: readonly string[]): readonly string[] {
  const [known, unknown] = ["system:authenticated", "system:unauthenticated"];
  if (username === "system:anonymous") return groups.includes(unknown) ? groups : [...groups, unknown];
  return groups.includes(unknown) || groups.includes(known) ? groups : [...groups, known];
}

function firstRefusal<T>(items: readonly T[], check: (item: T) => Refused | undefined): Refused | undefined {
  for (const item of items) {
    const refused = check(item);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

/** What only the constrained modes refuse in extra fields. */
function extraFault(extra: WantedUser["extra"], version: Minor): string | undefined {
  for (const [key, values] of extra) {
    if (key === "") return "impersonating the empty string key in extra is not allowed";
    const faults = domainPathFaults("extra.key", key, (text) => subdomainFaults(text, version));
    if (faults.length > 0) return `impersonating an invalid key in extra is not allowed: ${joinErrors(faults)}`;
    if (key !== key.toLowerCase()) return `impersonating a non-lowercase key in extra is not allowed: ${goQuote(key)}`;
    if (values.includes("")) return "impersonating the empty string value in extra is not allowed";
  }
  return undefined;
}
