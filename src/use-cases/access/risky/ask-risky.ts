// Who holds rights that are more than they look, where, and through which bindings.
import {
  describeObject,
  severities,
  severityRank,
  type Answer,
  type Block,
  type Cell,
  type ObjectRef,
  type Severity,
} from "../../../core/index.ts";
import { rbacObjects } from "../../../checking/access/index.ts";
import { powersHeld } from "../../../checking/index.ts";
import { powersIn, type RbacPower } from "../../../facts/rbac-powers/index.ts";
import { isEveryone } from "../../../kubernetes/index.ts";
import { gapOf, rbacParts, type ClusterModel, type Gap } from "../../../model/index.ts";
import { gapSection } from "../answer-parts.ts";
import { rightsBySubject, type Grant } from "../diff/rights-by-subject.ts";

/** A power of a subject. */
export interface RiskyRight {
  readonly power: string;
  /** After "can". */
  readonly title: string;
  readonly severity: Severity;
  /** Absent for the whole cluster. */
  readonly namespaces?: readonly string[];
  readonly through: readonly ObjectRef[];
}

/** A subject that holds powers, the worst first. */
export interface RiskySubject {
  readonly subject: string;
  readonly severity: Severity;
  /** Every cluster has it: its bindings are those Kubernetes makes. */
  readonly builtIn: boolean;
  readonly rights: readonly RiskyRight[];
}

/** The versioned answer of `access risky`. */
export interface AccessRisky {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "AccessRisky";
  readonly subjects: readonly RiskySubject[];
  /** Subjects every cluster has, left out unless they were asked for. */
  readonly builtInHidden: number;
  readonly notSeen: readonly Gap[];
}

function lower(severity: Severity): Severity {
  return severities[Math.min(severities.length - 1, severities.indexOf(severity) + 1)] ?? severity;
}

type Scopes = ReadonlyMap<string, readonly Grant[]>;

interface Held {
  readonly power: RbacPower;
  readonly namespace: string;
}

/** Everything holds all the others. */
function greatest(powers: readonly RbacPower[]): readonly RbacPower[] {
  const everything = powers.find(({ power }) => power === "everything");
  return everything === undefined ? powers : [everything];
}

function heldIn(table: readonly RbacPower[], scopes: Scopes): readonly Held[] {
  const everywhere = (scopes.get("") ?? []).flatMap(({ rules }) => rules);
  const cluster = greatest(powersHeld(table, everywhere));
  if (cluster.some(({ power }) => power === "everything")) return cluster.map((power) => ({ power, namespace: "" }));
  const here = [...scopes].filter(([namespace]) => namespace !== "");
  const local = here.flatMap(([namespace, grants]) => {
    const counted = table.filter(
      (power) =>
        !cluster.includes(power) &&
        (power.scope === "any" || (power.scope === "kube-system" && namespace === "kube-system")),
    );
    const rules = [...everywhere, ...grants.flatMap((grant) => grant.rules)];
    return greatest(powersHeld(counted, rules)).map((power) => ({ power, namespace }));
  });
  return [...cluster.map((power) => ({ power, namespace: "" })), ...local];
}

/** Bindings of the scope that add to the power; those of the whole cluster count in a namespace. */
function throughOf({ power }: Held, grants: readonly Grant[]): readonly ObjectRef[] {
  const needed = power.needs.map((need) => ({ ...power, needs: [need] }));
  return grants.filter(({ rules }) => powersHeld(needed, rules).length > 0).map(({ binding }) => binding);
}

function rightsOf(table: readonly RbacPower[], subject: string, scopes: Scopes): readonly RiskyRight[] {
  const byPower = new Map<RbacPower, Held[]>();
  for (const held of heldIn(table, scopes)) byPower.set(held.power, [...(byPower.get(held.power) ?? []), held]);
  const all = [...byPower].map(([power, helds]): RiskyRight => {
    const namespaces = helds.map(({ namespace }) => namespace).filter((namespace) => namespace !== "");
    const grants = helds.flatMap((held) =>
      throughOf(held, [...(scopes.get("") ?? []), ...(scopes.get(held.namespace) ?? [])]),
    );
    const base = namespaces.length === 0 ? power.severity : lower(power.severity);
    const severity = isEveryone(subject) && namespaces.length === 0 ? "critical" : base;
    const where = namespaces.length === 0 ? {} : { namespaces };
    return { power: power.power, title: power.title, severity, ...where, through: [...new Set(grants)] };
  });
  return all.sort((a, b) => severityRank(b.severity) - severityRank(a.severity) || (a.power < b.power ? -1 : 1));
}

/** What Kubernetes itself binds: names it reserves, to roles whose names it reserves. */
function isBuiltIn(subject: string, scopes: Scopes): boolean {
  if (isEveryone(subject)) return false;
  if (subject === "Group system:masters" || subject === "Group kubeadm:cluster-admins") return true;
  const names = [...scopes.values()].flat().map(({ binding }) => binding.name);
  return names.every((name) => name.startsWith("system:") || name.startsWith("kubeadm:"));
}

/** Subjects with powers, the worst first. Linear in bindings × the table. */
export function riskySubjects(model: ClusterModel): readonly RiskySubject[] {
  const table = powersIn(model.version.minor);
  return [...rightsBySubject(rbacObjects(model.parts))]
    .flatMap(([subject, scopes]): readonly RiskySubject[] => {
      const rights = rightsOf(table, subject, scopes);
      const [worst] = rights;
      if (worst === undefined) return [];
      return [{ subject, severity: worst.severity, builtIn: isBuiltIn(subject, scopes), rights }];
    })
    .sort(
      (a, b) =>
        severityRank(b.severity) - severityRank(a.severity) ||
        b.rights.length - a.rights.length ||
        (a.subject < b.subject ? -1 : 1),
    );
}

function placeText({ namespaces }: RiskyRight): string {
  if (namespaces === undefined) return "whole cluster";
  const [first = "", second = "", third = ""] = namespaces;
  return namespaces.length <= 3
    ? namespaces.join(", ")
    : `${first}, ${second}, ${third} and ${namespaces.length - 3} more`;
}

function rows(subjects: readonly RiskySubject[], most: number): readonly (readonly Cell[])[] {
  return subjects.flatMap(({ subject, rights }) =>
    rights
      .slice(0, most)
      .map((right, index): readonly Cell[] => [
        { text: subject, tone: index === 0 ? "strong" : "muted" },
        { text: right.severity, tone: right.severity === "medium" ? "warning" : "bad" },
        { text: right.title },
        { text: placeText(right) },
        { text: right.through.map(describeObject).join(", "), tone: "muted" },
      ]),
  );
}

/** What to show: `all` also subjects every cluster has, `verbose` every power of each. */
export interface RiskyOptions {
  readonly all: boolean;
  readonly verbose: boolean;
}

const shownPowers = 6;

/** Answers who is risky. */
export function askRisky(model: ClusterModel, { all, verbose }: RiskyOptions): Answer<AccessRisky> {
  const found = riskySubjects(model);
  const subjects = all ? found : found.filter(({ builtIn }) => !builtIn);
  const notSeen = rbacParts.flatMap((part) => gapOf(model.parts[part]) ?? []);
  const data: AccessRisky = {
    apiVersion: "plimsoll/v1",
    kind: "AccessRisky",
    subjects,
    builtInHidden: found.length - subjects.length,
    notSeen,
  };
  const columns = ["subject", "severity", "can", "where", "through"];
  const table: Block =
    subjects.length === 0
      ? { type: "paragraph", text: "Nobody, as far as was seen." }
      : { type: "table", columns, rows: rows(subjects, verbose ? Infinity : shownPowers) };
  const cut = verbose ? [] : subjects.filter(({ rights }) => rights.length > shownPowers).map(({ subject }) => subject);
  const notes = [
    ...(data.builtInHidden === 0
      ? []
      : [`${data.builtInHidden} subjects every cluster has are left out: --all shows them.`]),
    ...(cut.length === 0 ? [] : [`${shownPowers} powers of each are shown: -v shows all of ${cut.join(", ")}.`]),
  ];
  const more: readonly Block[] = notes.map((text) => ({ type: "paragraph", text, tone: "muted" }));
  return {
    data,
    document: { title: "Who holds more than it looks", blocks: [table, ...more, ...gapSection(notSeen)] },
  };
}
