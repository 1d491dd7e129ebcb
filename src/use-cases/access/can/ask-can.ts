// May this user do this? The answer of the chain of authorizers, with the proof.
import { describeObject, type Answer, type Block, type Evidence, type TreeNode } from "../../../core/index.ts";
import { decideAccess, seenChain, type AccessDecision, type AccessView } from "../../../checking/access/index.ts";
import { explainAuthorization, type Explanation, type NearMiss } from "../../../engines/authorization/index.ts";
import type { RequestAttributes } from "../../../kubernetes/index.ts";
import type { Gap } from "../../../model/index.ts";
import { gapSection, listSection } from "../answer-parts.ts";
import { describeRequest, type ParsedRequest } from "../parse-request.ts";

/** How one authorizer answers; `asked` is false for those after the one that decided. */
export interface AuthorizerAnswer {
  readonly authorizer: string;
  readonly decision: "allow" | "deny" | "no-opinion" | "not-seen";
  readonly asked: boolean;
  readonly reason?: string;
  readonly error?: string;
  readonly evidence: readonly Evidence[];
}

/** The versioned answer of `access can`. */
export interface AccessCan {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "AccessCan";
  readonly request: RequestAttributes;
  readonly answer: AccessDecision["answer"];
  /** What the authorizers that were seen decide. */
  readonly asSeen: AccessDecision["asSeen"];
  readonly reason: string;
  readonly error?: string;
  readonly chain: readonly AuthorizerAnswer[];
  /** Rules of the user that nearly allow it, and which of their lists do not match. */
  readonly nearMisses: readonly NearMiss[];
  readonly notSeen: readonly Gap[];
  readonly notes: readonly string[];
}

function chainAnswers(view: AccessView, { answer, alone }: Explanation): readonly AuthorizerAnswer[] {
  if (answer.authorizer === "SystemMasters")
    return [{ authorizer: "SystemMasters", decision: "allow", asked: true, evidence: answer.evidence }];
  let next = 0;
  return view.authorizers.map((listed): AuthorizerAnswer => {
    const name = listed.name ?? listed.type;
    const given = "authorizer" in listed ? alone[next++] : undefined;
    if (given === undefined) return { authorizer: name, decision: "not-seen", asked: true, evidence: [] };
    const { decision, reason, error, evidence, asked } = given;
    const told = { ...(reason === "" ? {} : { reason }), ...(error === undefined ? {} : { error }) };
    return { authorizer: name, decision, asked, ...told, evidence };
  });
}

/** Since 1.35 a WebSocket to these asks for create beside get (gate AuthorizePodWebsocketUpgradeCreatePermission). */
const upgraded = new Set(["exec", "attach", "portforward"]);

function websocketNote({ version }: AccessView, attributes: RequestAttributes): readonly string[] {
  if (attributes.path !== undefined || attributes.resource !== "pods" || attributes.verb !== "get") return [];
  if (!upgraded.has(attributes.subresource)) return [];
  return [
    Number(version.slice(2)) >= 35
      ? `since 1.35 the server also asks for create on pods/${attributes.subresource} before it opens a WebSocket`
      : `before 1.35 get is enough to open a WebSocket to pods/${attributes.subresource}: it is not a read`,
  ];
}

/** A node's certificate holds the group; nobody adds it (pkg/auth/nodeidentifier). */
function nodeNote({ user }: RequestAttributes): readonly string[] {
  if (!user.username.startsWith("system:node:") || user.groups?.includes("system:nodes") === true) return [];
  return ["a node is in the group system:nodes, which was not named: --as-group system:nodes"];
}

function headline(decision: AccessDecision, who: string, what: string): Block {
  const { answer, asSeen, authorization } = decision;
  const by = authorization.authorizer;
  if (answer === "yes") return { type: "paragraph", tone: "good", text: `Yes: ${by} allows ${who} to ${what}.` };
  if (answer === "no") {
    const why = asSeen === "deny" ? `${by} denies it` : "no authorizer allows it";
    return { type: "paragraph", tone: "bad", text: `No: ${who} may not ${what}; ${why}.` };
  }
  if (asSeen === "allow")
    return {
      type: "paragraph",
      tone: "warning",
      text: `${by} allows ${who} to ${what}; the rest of the chain was not seen.`,
    };
  return {
    type: "paragraph",
    tone: "warning",
    text: `Nothing that was seen allows ${who} to ${what}; not all was seen.`,
  };
}

const tones = { allow: "good", deny: "bad", "no-opinion": "muted", "not-seen": "warning" } as const;
const words = { allow: "allows", deny: "denies", "no-opinion": "has no opinion", "not-seen": "was not seen" } as const;

function authorizerNode({ authorizer, decision, asked, reason, error, evidence }: AuthorizerAnswer): TreeNode {
  const after = asked ? "" : " (not asked: one before it decided)";
  const children = [
    ...(reason === undefined ? [] : [{ text: `reason: ${reason}`, tone: "muted" } as const]),
    ...(error === undefined ? [] : [{ text: `error: ${error}`, tone: "warning" } as const]),
    ...evidence.map(({ text, object, path }): TreeNode => {
      const place = object === undefined ? "" : ` (${describeObject(object)}${path === undefined ? "" : ` ${path}`})`;
      return { text: `${text}${place}` };
    }),
  ];
  return { text: `${authorizer} ${words[decision]}${after}`, tone: tones[decision], children };
}

function missText({ binding, role, rule, failed }: NearMiss): string {
  return `${describeObject(binding)} gives ${describeObject(role)}, whose rules[${rule}] differs in ${failed.join(", ")}`;
}

/** A rule about other resources of other groups is not near. */
function isNear({ failed }: NearMiss): boolean {
  return (
    failed.length === 1 || (failed.length === 2 && !(failed.includes("apiGroups") && failed.includes("resources")))
  );
}

function blocksOf(data: AccessCan, first: Block): readonly Block[] {
  return [
    first,
    { type: "heading", level: 2, text: "Authorizers, in the order in which they are asked" },
    { type: "tree", roots: data.chain.map(authorizerNode) },
    ...listSection("Rules that nearly allow it", data.nearMisses.map(missText)),
    ...gapSection(data.notSeen),
    ...listSection("Notes", data.notes),
  ];
}

/** Answers a question; the user's groups are all listed. The cost is that of asking every authorizer. */
export function askCan(view: AccessView, { attributes, notes }: ParsedRequest): Answer<AccessCan> {
  const decision = decideAccess(view, attributes);
  const explanation = explainAuthorization(seenChain(view), attributes);
  const { reason, evaluationError } = decision.authorization;
  const data: AccessCan = {
    apiVersion: "plimsoll/v1",
    kind: "AccessCan",
    request: attributes,
    answer: decision.answer,
    asSeen: decision.asSeen,
    reason,
    ...(evaluationError === undefined ? {} : { error: evaluationError }),
    chain: chainAnswers(view, explanation),
    nearMisses: explanation.nearMisses.filter(isNear),
    notSeen: decision.gaps,
    notes: [...notes, ...websocketNote(view, attributes), ...nodeNote(attributes)],
  };
  const who = attributes.user.username;
  const what = describeRequest(attributes);
  return { data, document: { title: `Can ${who} ${what}?`, blocks: blocksOf(data, headline(decision, who, what)) } };
}
