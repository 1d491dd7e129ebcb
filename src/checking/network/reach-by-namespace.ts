// What the workloads of a namespace reach of sensitive targets, in outline: one statement a namespace.
import type { ObjectRef } from "../../core/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import type { ClusterModel, Workload } from "../../model/index.ts";
import { networkOutline } from "./network-outline.ts";
import { outlinedReach } from "./sensitive-reach.ts";
import type { SensitiveTarget } from "./sensitive-targets.ts";

/** A workload that reaches a target as policies are written. */
export interface Reaching {
  /** `Deployment web` */
  readonly name: string;
  readonly at: string;
  /** Why nothing stops it. */
  readonly text: string;
}

/** The ordinary workloads of one namespace. */
export interface NamespaceReach {
  readonly namespace: string;
  readonly object: ObjectRef;
  of(target: SensitiveTarget): {
    readonly open: readonly Reaching[];
    /** Workloads that only policies nobody enforces keep away. */
    readonly ignored: number;
    readonly total: number;
  };
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
  return all.map(([namespace, own]) => ({
    namespace,
    object: objects.get(namespace) ?? { apiVersion: "v1", kind: "Namespace", name: namespace },
    of(target) {
      const open: Reaching[] = [];
      let ignored = 0;
      for (const workload of own) {
        const answer = reach.toward({ pods: [outline.podOf(workload)], hostNetwork: false }, target);
        if (answer.at !== undefined) {
          const text = textOf(outline.policiesOf(workload), answer.at, answer.ports);
          open.push({ name: `${workload.ref.kind} ${workload.ref.name}`, at: answer.at, text });
        } else if (answer.enforced === true) ignored++;
      }
      return { open, ignored, total: own.length };
    },
  }));
}
