// May this user do this while impersonating another? The rights to impersonate first, then the request as the other.
import { decideAccess, type AccessDecision, type AccessView } from "../../../checking/access/index.ts";
import type { Answer, Block, TreeNode } from "../../../core/index.ts";
import { impersonate, type Impersonation, type ImpersonationCheck } from "../../../engines/authentication/index.ts";
import type { RequestAttributes } from "../../../kubernetes/index.ts";
import type { Gap } from "../../../model/index.ts";
import { gapSection } from "../answer-parts.ts";
import { describeRequest, type ParsedRequest } from "../parse-request.ts";
import { askCan, type AccessCan } from "./ask-can.ts";

/** Whom the request's headers ask to be taken for. */
export interface Impersonated {
  readonly username: string;
  readonly groups: readonly string[];
  readonly uid?: string;
}

/** The versioned answer of `access can --impersonate`. */
export interface AccessCanImpersonating {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "AccessCanImpersonating";
  readonly answer: AccessDecision["answer"];
  readonly asSeen: AccessDecision["asSeen"];
  readonly impersonation: Impersonation;
  /** The request as the impersonated user; absent where impersonation is refused. */
  readonly request?: AccessCan;
  readonly notSeen: readonly Gap[];
}

function headersOf({ username, groups, uid }: Impersonated): readonly (readonly [string, string])[] {
  return [
    ["Impersonate-User", username],
    ...groups.map((group) => ["Impersonate-Group", group] as const),
    ...(uid === undefined ? [] : [["Impersonate-Uid", uid] as const]),
  ];
}

/** The path a resource request would have; only messages show it. */
function uriOf(attributes: RequestAttributes): string {
  if (attributes.path !== undefined) return attributes.path;
  const { apiGroup, apiVersion, namespace, resource, name, subresource } = attributes;
  const root = apiGroup === "" ? `/api/${apiVersion}` : `/apis/${apiGroup}/${apiVersion}`;
  const place = namespace === "" ? "" : `/namespaces/${namespace}`;
  return `${root}${place}/${resource}${name === "" ? "" : `/${name}`}${subresource === "" ? "" : `/${subresource}`}`;
}

function checkNode({ attributes, allowed, reason }: ImpersonationCheck): TreeNode {
  const text = `${describeRequest(attributes)}: ${allowed ? "allowed" : "not allowed"}`;
  return { text, tone: allowed ? "good" : "bad", children: reason === "" ? [] : [{ text: reason, tone: "muted" }] };
}

function outcomeText(impersonation: Impersonation): string {
  switch (impersonation.outcome) {
    case "impersonated":
      return impersonation.constraint === ""
        ? `It may act as ${impersonation.user.username}, by the right to impersonate without limits.`
        : `It may act as ${impersonation.user.username} for this request, by the constrained right ${impersonation.constraint}.`;
    case "refused":
      return `Refused with ${impersonation.code}: ${impersonation.message}`;
    case "not-impersonated":
      return "Nobody is to be impersonated.";
    default:
      return impersonation satisfies never;
  }
}

function documentOf(
  { impersonation, notSeen }: AccessCanImpersonating,
  inner: Answer<AccessCan> | undefined,
  title: string,
): Answer<AccessCan>["document"] {
  const checks = "checks" in impersonation ? impersonation.checks.map(checkNode) : [];
  const tone = impersonation.outcome === "impersonated" ? "good" : "bad";
  const own: readonly Block[] = [
    { type: "heading", level: 2, text: "Impersonation" },
    { type: "paragraph", tone, text: outcomeText(impersonation) },
    { type: "tree", roots: checks },
  ];
  const rest: readonly Block[] =
    inner === undefined
      ? gapSection(notSeen)
      : [{ type: "heading", level: 2, text: inner.document.title }, ...inner.document.blocks];
  return { title, blocks: [...own, ...rest] };
}

/** Answers a request with Impersonate- headers, as the server takes it: legacy, and constrained since 1.36. */
export function askImpersonated(
  view: AccessView,
  parsed: ParsedRequest,
  impersonated: Impersonated,
): Answer<AccessCanImpersonating> {
  const { attributes } = parsed;
  const gaps: Gap[] = [];
  const authorize = (asked: RequestAttributes) => {
    const decision = decideAccess(view, asked);
    gaps.push(...decision.gaps);
    return decision.authorization;
  };
  const { version, featureGates } = view;
  const request = { headers: headersOf(impersonated), attributes, requestUri: uriOf(attributes) };
  const impersonation = impersonate(request, { version, featureGates, authorize });
  const inner =
    impersonation.outcome === "impersonated"
      ? askCan(view, { ...parsed, attributes: { ...attributes, user: impersonation.user } })
      : undefined;
  const asSeen = inner?.data.asSeen ?? "no-opinion";
  const isOpen = gaps.length > 0 || inner?.data.answer === "unknown";
  const data: AccessCanImpersonating = {
    apiVersion: "plimsoll/v1",
    kind: "AccessCanImpersonating",
    answer: isOpen ? "unknown" : asSeen === "allow" ? "yes" : "no",
    asSeen,
    impersonation,
    ...(inner === undefined ? {} : { request: inner.data }),
    notSeen: [...new Set(gaps)],
  };
  const title = `Can ${attributes.user.username} ${describeRequest(attributes)} as ${impersonated.username}?`;
  return { data, document: documentOf(data, inner, title) };
}
