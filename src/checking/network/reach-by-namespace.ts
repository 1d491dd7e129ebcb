// What the workloads of a namespace reach of sensitive targets, in outline: one statement a namespace.
import type { ObjectRef } from "../../core/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import type { ClusterModel, Workload } from "../../model/index.ts";
import { networkOutline } from "./network-outline.ts";
import { outlinedReach, type TargetReach } from "./sensitive-reach.ts";
import type { SensitiveTarget } from "./sensitive-targets.ts";

/** What is said of one target. */
export interface TargetSummary {
  /** Workloads that reach it as policies are written. */
  readonly open: number;
  /** Some of them: `Deployment web`. */
  readonly examples: readonly string[];
  /** Where the first of them reaches it, and why nothing stops it. */
  readonly first?: { readonly at: string; readonly text: string };
  /** Workloads that only policies nobody enforces keep away. */
  readonly ignored: number;
  /** Whether it is not known if the policies that keep the others away are enforced. */
  readonly unsure: boolean;
  readonly total: number;
}

/** The ordinary workloads of one namespace. */
export interface NamespaceReach {
  readonly namespace: string;
  readonly object: ObjectRef;
  of(target: SensitiveTarget): TargetSummary;
}

function textOf(
  policies: readonly { readonly egress?: unknown; readonly name: string }[],
  at: string,
  ports: readonly number[],
): string {
  const governing = policies.filter(({ egress }) => egress !== undefined).map(({ name }) => name);
  const where = `${at}, port ${ports.join(", ")}`;
  if (governing.length === 0) return `no policy limits egress; ${where}`;
  return `${governing.slice(0, 3).join(", ")} ${governing.length === 1 ? "allows" : "allow"} it; ${where}`;
}

function byNamespace(workloads: readonly Workload[]): Map<string, Workload[]> {
  const found = new Map<string, Workload[]>();
  for (const workload of workloads) {
    if (workload.spec.hostNetwork === true) continue;
    const known = found.get(workload.namespace);
    if (known === undefined) found.set(workload.namespace, [workload]);
    else known.push(workload);
  }
  return found;
}

/** Namespaces with workloads that have a network of their own, by name. */
export function reachByNamespace(model: ClusterModel): readonly NamespaceReach[] {
  const outline = networkOutline(model);
  const reach = outlinedReach(model);
  const objects = new Map(model.parts.namespaces.objects.map((object) => [object.metadata.name, refOf(object)]));
  const all = [...byNamespace(outline.workloads)].sort(([a], [b]) => (a < b ? -1 : 1));
  // Workloads of one pod of the outline reach the same.
  const known = new Map<string, TargetReach>();
  const toward = (pod: number, target: SensitiveTarget): TargetReach => {
    const key = `${pod}/${target.name}`;
    const answer = known.get(key) ?? reach.toward({ pods: [pod], hostNetwork: false }, target);
    known.set(key, answer);
    return answer;
  };
  return all.map(([namespace, own]) => ({
    namespace,
    object: objects.get(namespace) ?? { apiVersion: "v1", kind: "Namespace", name: namespace },
    of(target) {
      const answers = own.map((workload) => ({ workload, ...toward(outline.podOf(workload), target) }));
      const open = answers.filter(({ at }) => at !== undefined);
      const [first] = open;
      const { workload, at = "", ports = [] } = first ?? {};
      return {
        open: open.length,
        examples: open.slice(0, 3).map(({ workload: { ref } }) => `${ref.kind} ${ref.name}`),
        ...(workload === undefined ? {} : { first: { at, text: textOf(outline.policiesOf(workload), at, ports) } }),
        ignored: answers.filter((one) => one.at === undefined && one.enforced === true).length,
        unsure: answers.some(({ enforced }) => enforced === "unknown"),
        total: own.length,
      };
    },
  }));
}
