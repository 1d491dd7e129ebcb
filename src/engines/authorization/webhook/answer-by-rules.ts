// A webhook that is played by rules: the first that matches answers, and otherwise it has no opinion.
import type { AccessReviewSpec } from "./access-review.ts";
import type { WebhookAnswer, WebhookAuthority } from "./authorize-webhook.ts";

/** What a review must be like for a rule; what is left out may be anything. Fields of resources never match paths. */
export interface WebhookMatch {
  readonly user?: string;
  readonly uid?: string;
  /** One of the user's groups. */
  readonly group?: string;
  /** For each key, one of the user's values. */
  readonly extra?: Readonly<Record<string, string>>;
  readonly verb?: string;
  readonly nonResource?: boolean;
  readonly pathPrefix?: string;
  readonly apiGroup?: string;
  readonly apiVersion?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** A rule of a played webhook. */
export interface WebhookRule {
  readonly match: WebhookMatch;
  readonly answer: WebhookAnswer;
}

function matchesUser(match: WebhookMatch, { user, uid = "", groups = [], extra = {} }: AccessReviewSpec): boolean {
  if (match.user !== undefined && match.user !== user) return false;
  if (match.uid !== undefined && match.uid !== uid) return false;
  if (match.group !== undefined && !groups.includes(match.group)) return false;
  return Object.entries(match.extra ?? {}).every(
    ([key, value]) => Object.hasOwn(extra, key) && extra[key]?.includes(value) === true,
  );
}

function matchesResource(match: WebhookMatch, resource: AccessReviewSpec["resourceAttributes"]): boolean {
  const pairs = [
    [match.apiGroup, resource?.group],
    [match.apiVersion, resource?.version],
    [match.resource, resource?.resource],
    [match.subresource, resource?.subresource],
    [match.namespace, resource?.namespace],
    [match.name, resource?.name],
  ] as const;
  return pairs.every(([wanted, given]) => wanted === undefined || (resource !== undefined && wanted === (given ?? "")));
}

function matchesRule(match: WebhookMatch, review: AccessReviewSpec): boolean {
  const { resourceAttributes, nonResourceAttributes } = review;
  if (match.nonResource !== undefined && match.nonResource !== (nonResourceAttributes !== undefined)) return false;
  if (match.pathPrefix !== undefined && nonResourceAttributes?.path?.startsWith(match.pathPrefix) !== true)
    return false;
  if (match.verb !== undefined && match.verb !== ((resourceAttributes ?? nonResourceAttributes)?.verb ?? ""))
    return false;
  return matchesUser(match, review) && matchesResource(match, resourceAttributes);
}

/** The answers of a played webhook. Linear in rules. */
export function answerByRules(rules: readonly WebhookRule[]): WebhookAuthority["answer"] {
  return (review) => rules.find(({ match }) => matchesRule(match, review))?.answer ?? { allowed: false };
}
