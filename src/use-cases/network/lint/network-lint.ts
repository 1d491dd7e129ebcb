// plimsoll network lint: policies that are refused, without effect, or hardly what was meant.
import { type Answer, type Location, type ObjectRef } from "../../../core/index.ts";
import { networkView, policyParts } from "../../../checking/network/index.ts";
import { policyKey, type PolicyProblem } from "../../../engines/network-policy/index.ts";
import type { ClusterModel } from "../../../model/index.ts";
import { PolicyObjects } from "../question/policy-text.ts";
import { isRefusedPolicy, unseenFor, type Unseen } from "../question/unseen.ts";
import { LintContext, type LintHit, type Linter } from "./lint-context.ts";
import { lintDocument } from "./lint-document.ts";
import { lintRules, type LintId, type LintLevel } from "./lint-rules.ts";
import { pluginLints } from "./plugin-lints.ts";
import { portLints } from "./port-lints.ts";
import { reachLints } from "./reach-lints.ts";
import { redundancyLints } from "./redundancy-lints.ts";
import { selectionLints } from "./selection-lints.ts";
import { shapeLints } from "./shape-lints.ts";

/** One finding. */
export interface LintFinding {
  readonly id: LintId;
  readonly level: LintLevel;
  /** The policy; with apiVersion plimsoll/v1, the whole input. */
  readonly object: ObjectRef;
  readonly path?: string;
  readonly location?: Location;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
}

/** What is wrong with the policies of an input. */
export interface NetworkLint {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "NetworkLint";
  readonly policies: number;
  readonly counts: Readonly<Record<LintLevel, number>>;
  readonly findings: readonly LintFinding[];
  readonly notes: readonly string[];
  readonly unseen: readonly Unseen[];
}

const linters: readonly Linter[] = [pluginLints, shapeLints, selectionLints, redundancyLints, portLints, reachLints];

/** Findings of one id about one policy; further ones are counted. */
const mostOfOne = 20;

const levels: readonly LintLevel[] = ["error", "warning", "info"];

class Findings {
  readonly list: LintFinding[] = [];
  private readonly counts = new Map<string, number>();
  private readonly model: ClusterModel;
  private readonly objects: PolicyObjects;

  constructor(model: ClusterModel, objects: PolicyObjects) {
    this.model = model;
    this.objects = objects;
  }

  add({ id, policy, path, message, level }: LintHit): void {
    const group = `${id}\n${policy ?? ""}`;
    const count = (this.counts.get(group) ?? 0) + 1;
    this.counts.set(group, count);
    if (policy !== undefined && count > mostOfOne) return;
    const ref = policy === undefined ? undefined : this.objects.ref(policy);
    const object = ref ?? { apiVersion: "plimsoll/v1", kind: "Input", name: this.model.origin.label };
    const location = policy === undefined ? undefined : this.objects.location(policy, path);
    this.push({
      id,
      level: level ?? lintRules[id].level,
      object,
      message,
      ...(path === undefined ? {} : { path }),
      ...(location === undefined ? {} : { location }),
    });
  }

  push(finding: Omit<LintFinding, "why" | "fix">): void {
    this.list.push({ ...finding, why: lintRules[finding.id].why, fix: lintRules[finding.id].fix });
  }

  /** How many more there are than were listed. */
  notes(): string[] {
    return [...this.counts].flatMap(([group, count]) => {
      const [id = "", policy = ""] = group.split("\n");
      return count > mostOfOne && policy !== ""
        ? [`${policy} has ${count - mostOfOne} more findings of ${id} than are listed.`]
        : [];
    });
  }
}

const problemIds: Partial<Readonly<Record<PolicyProblem["code"], LintId>>> = {
  "priority-tie": "priority-tie",
  "unknown-field": "unknown-field",
};

function problemHit({ code, level, object, path, message }: PolicyProblem, objects: PolicyObjects): LintHit {
  if (code === "duplicate-name") {
    const differs = objects.isContradicted(object) ? {} : { level: "info" as const };
    const told = `${object.replace("/", " ")} is there more than once`;
    return object.startsWith("Pod/")
      ? { id: code, message: told, level: "info" }
      : { id: code, policy: object, path, message: told, ...differs };
  }
  const id = level === "error" ? "policy-refused" : (problemIds[code] ?? "policy-oddity");
  return { id, policy: object, path, message: `${path} ${message}` };
}

function byImportance(a: LintFinding, b: LintFinding): number {
  const name = ({ object }: LintFinding): string => `${object.namespace ?? ""}\n${object.kind}\n${object.name}`;
  const rank = levels.indexOf(a.level) - levels.indexOf(b.level);
  if (rank !== 0) return rank;
  return name(a) < name(b) ? -1 : Number(name(a) > name(b));
}

/** What the API server would say of the objects themselves. */
function addProblems(
  { model, view, policies, objects }: LintContext,
  findings: Findings,
  namespace: string | undefined,
): void {
  const keys = new Set(policies.map((policy) => policyKey(policy)));
  for (const problem of view.problems) {
    const own = problem.object.split("/").length === 3 ? problem.object.split("/")[1] : undefined;
    if (namespace === undefined || keys.has(problem.object) || own === namespace)
      findings.add(problemHit(problem, objects));
  }
  for (const { message, location, object } of model.problems.filter(isRefusedPolicy)) {
    const place = object ?? { apiVersion: "plimsoll/v1", kind: "Input", name: model.origin.label };
    const where = location === undefined ? {} : { location };
    findings.push({ id: "policy-refused", level: "error", object: place, message, ...where });
  }
}

function clusterWideNotes(count: number): readonly string[] {
  if (count === 0) return [];
  return [`${count} cluster-wide ${count === 1 ? "policy is" : "policies are"} looked at only without -n.`];
}

/** Looks at all policies, or those of one namespace; the others still count for what is redundant, or never reached. */
export function networkLint(
  model: ClusterModel,
  { namespace, verbose }: { readonly namespace?: string; readonly verbose?: boolean } = {},
): Answer<NetworkLint> {
  const view = networkView(model);
  const objects = new PolicyObjects(model);
  const policies = view.input.policies.filter((policy) => namespace === undefined || policy.namespace === namespace);
  const context = new LintContext(model, view, objects, policies);
  const findings = new Findings(model, objects);
  addProblems(context, findings, namespace);
  for (const linter of linters) for (const found of linter(context)) findings.add(found);
  const list = findings.list.toSorted(byImportance);
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { level } of list) counts[level]++;
  const unseen = unseenFor(model);
  const namespaced = model.parts["networkpolicies.networking.k8s.io"].objects.length;
  const all = policyParts.reduce((sum, part) => sum + model.parts[part].objects.length, 0);
  const data: NetworkLint = {
    apiVersion: "plimsoll/v1",
    kind: "NetworkLint",
    policies: namespace === undefined ? all : policies.length,
    counts,
    findings: list,
    notes: [...findings.notes(), ...(namespace === undefined ? [] : clusterWideNotes(all - namespaced))],
    unseen,
  };
  return { data, document: lintDocument(model, view, data, verbose === true) };
}
