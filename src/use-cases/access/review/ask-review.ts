// What may this subject do? Its rights, as a matrix people read and as the fewest rules that say the same.
import { describeObject, type Answer, type Block, type Cell, type ObjectRef } from "../../../core/index.ts";
import type { AccessView } from "../../../checking/access/index.ts";
import { bindingsOfUser, reviewRules, type BoundRules, type Chain } from "../../../engines/authorization/index.ts";
import { mastersGroup, type PolicyRule, type UserInfo } from "../../../kubernetes/index.ts";
import { powersOfRules, type Gap, type Power } from "../../../model/index.ts";
import { chainGaps, gapSection, listSection } from "../answer-parts.ts";
import { minimalRules, rulesBeyond } from "../minimal-rules.ts";

/** A binding that gives rights, and the role it leads to. */
export interface RightSource {
  readonly binding: ObjectRef;
  readonly role: ObjectRef;
}

/** Rights in one namespace, beyond those in the whole cluster; no namespace stands for the whole cluster. */
export interface ScopeRights {
  readonly namespace?: string;
  readonly rules: readonly PolicyRule[];
  /** What the rights amount to, greatest first. */
  readonly powers: readonly Power[];
  readonly through: readonly RightSource[];
}

/** The versioned answer of `access review`. */
export interface AccessReview {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "AccessReview";
  readonly user: UserInfo;
  /** A member of system:masters is allowed everything, whatever the rules say. */
  readonly everything: boolean;
  readonly scopes: readonly ScopeRights[];
  /** Bindings to roles that are not there: they give rights the moment somebody makes the role. */
  readonly dangling: readonly ObjectRef[];
  readonly notSeen: readonly Gap[];
}

function sourcesOf(bindings: readonly BoundRules[]): readonly RightSource[] {
  return bindings.flatMap(({ bindingRef, roleRef }) =>
    roleRef === undefined ? [] : [{ binding: bindingRef, role: roleRef }],
  );
}

/** ABAC's rights in a namespace, in RBAC's words; its resources hold subresources, which RBAC's do not. */
function abacRules(view: AccessView, user: UserInfo, namespace: string): readonly PolicyRule[] {
  const authorizers = view.authorizers.flatMap((one) =>
    "authorizer" in one && one.authorizer.type === "ABAC" ? [one.authorizer] : [],
  );
  const chain: Chain = { authorizers, version: view.version };
  const review = reviewRules(chain, user, namespace === "" ? "*" : namespace);
  return "error" in review ? [] : [...review.status.resourceRules, ...review.status.nonResourceRules];
}

function scopesOf(view: AccessView, user: UserInfo): readonly ScopeRights[] {
  const everywhere = bindingsOfUser(view.rbac, user, "");
  const rules = [...everywhere.flatMap((bound) => bound.rules), ...abacRules(view, user, "")];
  const cluster = minimalRules(rules);
  const scopes = [...view.rbac.namespaces.keys()].sort().flatMap((namespace): readonly ScopeRights[] => {
    const own = bindingsOfUser(view.rbac, user, namespace).filter((bound) => !everywhere.includes(bound));
    const added = rulesBeyond([...own.flatMap((bound) => bound.rules), ...abacRules(view, user, namespace)], rules);
    if (added.length === 0) return [];
    return [{ namespace, rules: added, powers: powersOfRules(added), through: sourcesOf(own) }];
  });
  return [
    ...(cluster.length === 0
      ? []
      : [{ rules: cluster, powers: powersOfRules(cluster), through: sourcesOf(everywhere) }]),
    ...scopes,
  ];
}

function danglingOf(view: AccessView, user: UserInfo): readonly ObjectRef[] {
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
    { type: "list", items: sources },
  ];
}

function documentBlocks(data: AccessReview): readonly Block[] {
  const { scopes, everything, dangling, notSeen, user } = data;
  const masters: readonly Block[] = everything
    ? [
        {
          type: "paragraph",
          tone: "bad",
          text: `Everything: it is in ${mastersGroup}, which no authorizer can refuse.`,
        },
      ]
    : [];
  const nothing: readonly Block[] =
    scopes.length === 0 && !everything ? [{ type: "paragraph", text: "No rule that was seen gives it anything." }] : [];
  return [
    { type: "paragraph", text: `Groups: ${(user.groups ?? []).join(", ") || "none"}.` },
    ...masters,
    ...nothing,
    ...scopes.flatMap(scopeBlocks),
    ...listSection("Bindings to roles that are not there", dangling.map(describeObject)),
    ...gapSection(notSeen),
  ];
}

/** Reviews the rights of a user whose groups are all listed. Linear in its bindings and their rules, for each namespace. */
export function askReview(view: AccessView, user: UserInfo): Answer<AccessReview> {
  const data: AccessReview = {
    apiVersion: "plimsoll/v1",
    kind: "AccessReview",
    user,
    everything: user.groups?.includes(mastersGroup) === true,
    scopes: scopesOf(view, user),
    dangling: danglingOf(view, user),
    notSeen: chainGaps(view),
  };
  const who = user.username === "" ? `members of ${(user.groups ?? []).join(", ")}` : user.username;
  return { data, document: { title: `What may ${who} do?`, blocks: documentBlocks(data) } };
}
