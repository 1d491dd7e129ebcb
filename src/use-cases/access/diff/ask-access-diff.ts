// Which rights are gained and lost between two states of a cluster's RBAC.
import { rbacObjects } from "../../../checking/access/index.ts";
import { describeObject, type Answer, type Block, type ObjectRef, type TreeNode } from "../../../core/index.ts";
import type { RbacObjects } from "../../../engines/authorization/index.ts";
import type { PolicyRule } from "../../../kubernetes/index.ts";
import { aggregateClusterRoles, gapOf, rbacParts, ruleKey, type ClusterModel, type Gap } from "../../../model/index.ts";
import { gapSection } from "../answer-parts.ts";
import { rulesBeyond } from "../minimal-rules.ts";
import { rightsBySubject, type Grant, type RightsBySubject } from "./rights-by-subject.ts";

/** Rights of a subject in one scope that only one of the two states gives. */
export interface RightsChange {
  readonly change: "gained" | "lost";
  /** Absent for the whole cluster. */
  readonly namespace?: string;
  readonly rules: readonly PolicyRule[];
  /** Bindings of the state that gives them. */
  readonly through: readonly ObjectRef[];
}

/** A subject whose rights differ. */
export interface SubjectDiff {
  readonly subject: string;
  /** Service accounts that are in the group, where the subject is one the API server fills. */
  readonly members?: readonly string[];
  readonly changes: readonly RightsChange[];
}

/** The versioned answer of `access diff`. */
export interface AccessDiff {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "AccessDiff";
  readonly equal: boolean;
  readonly subjects: readonly SubjectDiff[];
  readonly notSeen: readonly Gap[];
}

type ClusterRoles = RbacObjects["clusterRoles"];

/**
 * Roles once the controller has settled after an edit. Rules of an aggregated role that its sources did not explain before stay:
 * those sources were not seen.
 */
function settledAfter(before: ClusterRoles, after: ClusterRoles): ClusterRoles {
  const explained = new Map(
    aggregateClusterRoles(before).map(({ metadata, rules = [] }) => [metadata.name, new Set(rules.map(ruleKey))]),
  );
  return aggregateClusterRoles(after).map((role, index) => {
    if (role.aggregationRule === undefined) return role;
    const known = explained.get(role.metadata.name);
    const own = (after[index]?.rules ?? []).filter((rule) => known?.has(ruleKey(rule)) !== true);
    return { ...role, rules: [...own, ...(role.rules ?? [])] };
  });
}

/** Rights as they are; roles that the controller has not filled in, as manifests have them, as it will. */
function rightsNow(model: ClusterModel): RightsBySubject {
  const objects = rbacObjects(model.parts);
  const settled = aggregateClusterRoles(objects.clusterRoles);
  const clusterRoles = objects.clusterRoles.map((role, index) =>
    (role.rules ?? []).length === 0 ? (settled[index] ?? role) : role,
  );
  return rightsBySubject({ ...objects, clusterRoles });
}

function rightsAfter(before: ClusterModel, after: ClusterModel): RightsBySubject {
  const part = "clusterroles.rbac.authorization.k8s.io";
  const clusterRoles = settledAfter(before.parts[part].objects, after.parts[part].objects);
  return rightsBySubject({ ...rbacObjects(after.parts), clusterRoles });
}

type Scopes = ReadonlyMap<string, readonly Grant[]>;
const none: Scopes = new Map();

function rulesIn(scopes: Scopes, namespace: string): readonly PolicyRule[] {
  const own = scopes.get(namespace) ?? [];
  const everywhere = namespace === "" ? [] : (scopes.get("") ?? []);
  return [...everywhere, ...own].flatMap(({ rules }) => rules);
}

function changesOf(given: Scopes, other: Scopes, change: RightsChange["change"]): readonly RightsChange[] {
  return [...given].flatMap(([namespace, grants]): readonly RightsChange[] => {
    const known = rulesIn(other, namespace);
    const rules = rulesBeyond(
      grants.flatMap((grant) => grant.rules),
      known,
    );
    if (rules.length === 0) return [];
    const through = grants.filter((grant) => rulesBeyond(grant.rules, known).length > 0).map(({ binding }) => binding);
    return [{ change, ...(namespace === "" ? {} : { namespace }), rules, through }];
  });
}

const accountGroup = /^Group system:serviceaccounts(?::(.+))?$/;

/** Service accounts the API server puts into a group. */
function membersOf(model: ClusterModel, subject: string): readonly string[] | undefined {
  const match = accountGroup.exec(subject);
  const isEveryone = subject === "Group system:authenticated";
  if (match === null && !isEveryone) return undefined;
  return model.parts.serviceaccounts.objects
    .filter(({ metadata }) => match?.[1] === undefined || metadata.namespace === match[1])
    .map(({ metadata }) => `${metadata.namespace ?? ""}/${metadata.name}`);
}

function subjectDiffs(before: RightsBySubject, after: RightsBySubject, model: ClusterModel): readonly SubjectDiff[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((subject): readonly SubjectDiff[] => {
    const [old, now] = [before.get(subject) ?? none, after.get(subject) ?? none];
    const changes = [...changesOf(now, old, "gained"), ...changesOf(old, now, "lost")];
    if (changes.length === 0) return [];
    const members = membersOf(model, subject);
    return [{ subject, ...(members === undefined ? {} : { members }), changes }];
  });
}

function gapsOf(models: readonly ClusterModel[]): readonly Gap[] {
  return models.flatMap((model) => rbacParts.flatMap((part) => gapOf(model.parts[part]) ?? []));
}

function ruleText({
  verbs = [],
  apiGroups = [],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
}: PolicyRule) {
  if (nonResourceURLs.length > 0) return `${verbs.join(", ")} on ${nonResourceURLs.join(", ")}`;
  const groups = apiGroups.map((group) => (group === "" ? "core" : group)).join(", ");
  const names = resourceNames.length === 0 ? "" : ` named ${resourceNames.join(", ")}`;
  return `${verbs.join(", ")} on ${resources.join(", ")}${names} of ${groups}`;
}

function changeNode({ change, namespace, rules, through }: RightsChange): TreeNode {
  const where = namespace === undefined ? "in the whole cluster" : `in namespace ${namespace}`;
  const by = through.map(describeObject).join(", ");
  return {
    text: `${change === "gained" ? "+ gains" : "- loses"} ${where} (${by})`,
    tone: change === "gained" ? "bad" : "good",
    children: rules.map((rule) => ({ text: ruleText(rule) })),
  };
}

function subjectNode({ subject, members, changes }: SubjectDiff): TreeNode {
  const first = (members ?? []).slice(0, 10).join(", ");
  const rest = (members?.length ?? 0) - 10;
  const fanOut =
    members === undefined ? "" : `: ${members.length} service accounts, ${first}${rest > 0 ? ` and ${rest} more` : ""}`;
  return { text: `${subject}${fanOut}`, tone: "strong", children: changes.map(changeNode) };
}

/** How the second state came about: `edited` from the first, so that aggregation has yet to follow, or seen by itself. */
export interface AccessDiffOptions {
  readonly edited: boolean;
}

/** Compares the rights two models give. Linear in bindings; rules are compared right by right. */
export function askAccessDiff(
  before: ClusterModel,
  after: ClusterModel,
  { edited }: AccessDiffOptions,
): Answer<AccessDiff> {
  const now = edited ? rightsAfter(before, after) : rightsNow(after);
  const subjects = subjectDiffs(rightsNow(before), now, after);
  const notSeen = gapsOf([before, after]);
  const data: AccessDiff = {
    apiVersion: "plimsoll/v1",
    kind: "AccessDiff",
    equal: subjects.length === 0,
    subjects,
    notSeen,
  };
  const summary: Block =
    subjects.length === 0
      ? { type: "paragraph", text: "Nobody gains or loses a right." }
      : { type: "tree", roots: subjects.map(subjectNode) };
  return { data, document: { title: "Rights gained and lost", blocks: [summary, ...gapSection(notSeen)] } };
}
