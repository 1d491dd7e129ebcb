// What may this subject do? Its rights, as a matrix people read and as the fewest rules that say the same.
import { describeObject, type Answer, type Block, type Cell, type ObjectRef } from "../../../core/index.ts";
import type { AccessView } from "../../../checking/access/index.ts";
import { bindingsOfUser, nodeIdentity } from "../../../engines/authorization/index.ts";
import { mastersGroup, type PolicyRule, type UserInfo } from "../../../kubernetes/index.ts";
import { type Gap, type Power } from "../../../model/index.ts";
import { chainGaps, gapSection, listSection, webhookGaps } from "../answer-parts.ts";
import { scopesOf, type ScopeRights } from "./scopes-of.ts";

/** The versioned answer of `access review`. */
export interface AccessReview {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "AccessReview";
  readonly user: UserInfo;
  /** A member of system:masters is allowed everything, whatever the rules say; so is anybody by AlwaysAllow. */
  readonly everything: boolean;
  readonly scopes: readonly ScopeRights[];
  /** Bindings to roles that are not there: they give rights the moment somebody makes the role. */
  readonly dangling: readonly ObjectRef[];
  readonly notSeen: readonly Gap[];
  readonly notes: readonly string[];
}

function has(view: AccessView, type: AccessView["authorizers"][number]["type"]): boolean {
  return view.authorizers.some((one) => one.type === type);
}

function danglingOf(view: AccessView, user: UserInfo): readonly ObjectRef[] {
  if (!has(view, "RBAC")) return [];
  const all = ["", ...view.rbac.namespaces.keys()].flatMap((namespace) => bindingsOfUser(view.rbac, user, namespace));
  return [...new Set(all.filter(({ roleRef }) => roleRef === undefined).map(({ bindingRef }) => bindingRef))];
}

const columns = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"] as const;
const headings = [...columns.slice(0, -1), "delete all"];

function marks(verbs: readonly string[]): readonly Cell[] {
  const every = verbs.includes("*");
  const others = verbs.filter((verb) => verb !== "*" && !columns.some((column) => column === verb));
  const mark = (on: boolean): Cell => (on ? { text: "✓", tone: "strong" } : { text: "·", tone: "muted" });
  return [
    ...columns.map((verb) => mark(every || verbs.includes(verb))),
    { text: every ? "and every other verb" : others.join(", ") },
  ];
}

function matrixRow(rule: PolicyRule): readonly Cell[] {
  const { apiGroups = [], resources = [], resourceNames = [], verbs = [] } = rule;
  const groups = apiGroups.map((group) => (group === "" ? "core" : group)).join(", ");
  const what = resources.join(", ");
  const names = resourceNames.length === 0 ? "" : ` named ${resourceNames.join(", ")}`;
  return [{ text: `${what}${names}`, tone: "strong" }, { text: groups }, ...marks(verbs)];
}

const powerTexts: Readonly<Record<Power, string>> = {
  everything: "everything",
  escalate: "give itself more rights, or act as somebody else",
  "read-secrets": "read Secrets",
  "run-pods": "run code in pods",
};

function scopeBlocks({ namespace, rules, powers, through }: ScopeRights): readonly Block[] {
  const sources = through.map(({ binding, role }) => `${describeObject(binding)} gives ${describeObject(role)}`);
  const rows = rules.filter(({ resources = [] }) => resources.length > 0).map(matrixRow);
  const paths = rules.flatMap(({ nonResourceURLs = [], verbs = [] }) =>
    nonResourceURLs.length === 0 ? [] : [`${verbs.join(", ")} on ${nonResourceURLs.join(", ")}`],
  );
  const amounts = powers.map((power) => powerTexts[power]).join("; ");
  return [
    { type: "heading", level: 2, text: namespace === undefined ? "In the whole cluster" : `In namespace ${namespace}` },
    ...(amounts === "" ? [] : [{ type: "paragraph", tone: "warning", text: `It can: ${amounts}.` } as const]),
    ...(rows.length === 0
      ? []
      : [{ type: "table", columns: ["resource", "group", ...headings, "other verbs"], rows } as const]),
    ...(paths.length === 0 ? [] : [{ type: "paragraph", text: `Paths: ${paths.join("; ")}.` } as const]),
    ...(sources.length === 0 ? [] : [{ type: "list", items: sources } as const]),
  ];
}

function documentBlocks(data: AccessReview): readonly Block[] {
  const { scopes, everything, dangling, notSeen, user, notes } = data;
  const why = isMaster(user)
    ? `it is in ${mastersGroup}, which no authorizer can refuse`
    : "AlwaysAllow is in the chain; only a webhook asked before it can deny";
  const masters: readonly Block[] = everything ? [{ type: "paragraph", tone: "bad", text: `Everything: ${why}.` }] : [];
  const nothing: readonly Block[] =
    scopes.length === 0 && !everything ? [{ type: "paragraph", text: "No rule that was seen gives it anything." }] : [];
  return [
    { type: "paragraph", text: `Groups: ${(user.groups ?? []).join(", ") || "none"}.` },
    ...masters,
    ...nothing,
    ...scopes.flatMap(scopeBlocks),
    ...listSection("Bindings to roles that are not there", dangling.map(describeObject)),
    ...gapSection(notSeen),
    ...listSection("Notes", notes),
  ];
}

/** What a node gets from the Node authorizer rests on the pods on it: it cannot be listed. */
function nodeGaps(view: AccessView, user: UserInfo): readonly Gap[] {
  if (nodeIdentity(user) === undefined || !has(view, "Node")) return [];
  const reason = "the Node authorizer gives a node what the pods on it need, request by request: it is not listed here";
  return [{ reason, remedy: "ask about a request with `plimsoll access can`" }];
}

function gapsOf(view: AccessView, user: UserInfo): readonly Gap[] {
  const webhooks = view.authorizers.flatMap((one) =>
    "authorizer" in one && one.type === "Webhook" ? [one.name ?? "default"] : [],
  );
  return [...chainGaps(view), ...webhookGaps(webhooks), ...nodeGaps(view, user)];
}

function notesOf(view: AccessView, user: UserInfo): readonly string[] {
  const abac = has(view, "ABAC")
    ? ["a line of the ABAC policy counts for subresources too: pods there stands for pods/exec as well"]
    : [];
  const unasked = has(view, "RBAC") ? [] : ["RBAC is not in the chain: what bindings give does not count"];
  const node = user.username.startsWith("system:node:") && nodeIdentity(user) === undefined;
  return [
    ...abac,
    ...unasked,
    ...(node ? ["it is no node without the group system:nodes: --as-group system:nodes"] : []),
  ];
}

const isMaster = ({ groups = [] }: UserInfo): boolean => groups.includes(mastersGroup);

/** Reviews the rights of a user whose groups are all listed. Linear in its bindings and their rules, for each namespace. */
export function askReview(view: AccessView, user: UserInfo): Answer<AccessReview> {
  const data: AccessReview = {
    apiVersion: "plimsoll/v1",
    kind: "AccessReview",
    user,
    everything: isMaster(user) || has(view, "AlwaysAllow"),
    scopes: scopesOf(view, user),
    dangling: danglingOf(view, user),
    notSeen: gapsOf(view, user),
    notes: notesOf(view, user),
  };
  const who = user.username === "" ? `members of ${(user.groups ?? []).join(", ")}` : user.username;
  return { data, document: { title: `What may ${who} do?`, blocks: documentBlocks(data) } };
}
