// The ends of a map: workloads no policy tells apart, taken together, and places outside of the pods.
import type { NetworkView, NetworkWorkload } from "../../../checking/network/index.ts";
import {
  classesOf,
  connections,
  type Compiled,
  type Endpoint,
  type EndpointClass,
} from "../../../engines/network-policy/index.ts";
import { isEveryPort } from "../question/port-text.ts";
import type { OutsidePlace } from "./outside-places.ts";

/**
 * What policies do in one direction. `open`: none selects it; `allow-all`: one does, and lets every pod through on every
 * port; `host-network`: no policy can select it; `limited`: the rest.
 */
export type Protection = "open" | "allow-all" | "host-network" | "limited";

/** Workloads that are alike to all policies, or one place outside. */
export interface MapUnit {
  /** Classes of the engine it is made of. */
  readonly classes: readonly number[];
  readonly workloads: readonly NetworkWorkload[];
  readonly place?: OutsidePlace;
  readonly ingress: Protection;
  readonly egress: Protection;
  /** Whether a Service, an Ingress, a port of its node or the host network leads to it from outside of the cluster. */
  readonly exposed: boolean;
}

/** Classes of each pod, by pod number. */
function classesOfPods(compiled: Compiled, pods: number): readonly number[][] {
  const found = Array.from({ length: pods }, (): number[] => []);
  for (const { index, pods: members } of classesOf(compiled)) for (const pod of members) found[pod]?.push(index);
  return found;
}

/** A pod of a namespace nobody knows: what is open to it is open to any pod. */
const stranger: Endpoint = { unlisted: { namespace: "?", labels: {} } };

function protectionOf(
  compiled: Compiled,
  { selection, pods }: EndpointClass,
  direction: "ingress" | "egress",
): Protection {
  if (selection === undefined) return "host-network";
  const tiers = [...selection.admin, ...selection.network, ...selection.baseline];
  if (tiers.every(({ policy }) => policy[direction] === undefined)) return "open";
  const own: Endpoint = { pod: pods[0] ?? 0 };
  const [from, to] = direction === "ingress" ? [stranger, own] : [own, stranger];
  return isEveryPort(connections(compiled, from, to).ports) ? "allow-all" : "limited";
}

/** The worse of two, for a workload whose pods differ. */
const order: readonly Protection[] = ["open", "allow-all", "host-network", "limited"];

function worst(protections: readonly Protection[]): Protection {
  return order.find((protection) => protections.includes(protection)) ?? "limited";
}

/** What decides which unit a workload is in, beside policies. */
export interface UnitMarks {
  readonly exposed: (workload: NetworkWorkload) => boolean;
  /** Workloads of different marks are not taken together. */
  readonly mark: (workload: NetworkWorkload) => string;
}

/** Workloads by the classes of their pods; those without a network (all pods finished) are left out. O(pods), and one exposure per class. */
export function workloadUnits(view: NetworkView, compiled: Compiled, { exposed, mark }: UnitMarks): readonly MapUnit[] {
  const classes = classesOf(compiled);
  const ofPod = classesOfPods(compiled, view.input.pods.length);
  const known = new Map<number, { ingress: Protection; egress: Protection }>();
  const protection = (index: number): { ingress: Protection; egress: Protection } => {
    const cls = classes[index];
    const found = known.get(index);
    if (found !== undefined || cls === undefined) return found ?? { ingress: "open", egress: "open" };
    const made = {
      ingress: protectionOf(compiled, cls, "ingress"),
      egress: protectionOf(compiled, cls, "egress"),
    };
    known.set(index, made);
    return made;
  };
  const units = new Map<string, MapUnit & { readonly workloads: NetworkWorkload[] }>();
  for (const workload of view.workloads) {
    const own = [...new Set(workload.pods.flatMap((pod) => ofPod[pod] ?? []))].sort((a, b) => a - b);
    if (own.length === 0) continue;
    const isExposed = exposed(workload);
    const key = `${own.join()}/${isExposed}/${mark(workload)}`;
    const unit = units.get(key);
    if (unit !== undefined) {
      unit.workloads.push(workload);
      continue;
    }
    const each = own.map(protection);
    const [ingress, egress] = [worst(each.map((one) => one.ingress)), worst(each.map((one) => one.egress))];
    units.set(key, { classes: own, workloads: [workload], ingress, egress, exposed: isExposed });
  }
  return [...units.values()];
}
