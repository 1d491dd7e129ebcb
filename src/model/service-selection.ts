// Which workloads each Service sends traffic to.
import { objectKey, type ObjectRef } from "../core/index.ts";
import { matchesSelector, type Labels, type ObjectOfKind } from "../kubernetes/index.ts";
import type { ClusterModel, Parts } from "./cluster-model.ts";
import { derive } from "./derive.ts";
import { workloadParts, type WorkloadPart } from "./owners.ts";
import { workloads, type Workload } from "./workloads.ts";

type Service = ObjectOfKind<"services">;

/** Services and workloads, from either side. */
export interface ServiceSelection {
  /** Services whose selector matches the workload's pods, by name. */
  servicesOf(workload: ObjectRef): readonly Service[];
  workloadsOf(service: ObjectRef): readonly Workload[];
}

type SelectionPart = WorkloadPart | "services";
const selectionParts = [...workloadParts, "services"] as const;

function labelsOf({ template }: Workload): Labels {
  return template.metadata?.labels;
}

function labelKey(namespace: string, key: string, value: string): string {
  return JSON.stringify([namespace, key, value]);
}

function byLabel(all: readonly Workload[]): Map<string, Workload[]> {
  const index = new Map<string, Workload[]>();
  for (const workload of all) {
    for (const [key, value] of Object.entries(labelsOf(workload) ?? {})) {
      const at = labelKey(workload.namespace, key, value);
      const known = index.get(at);
      if (known === undefined) index.set(at, [workload]);
      else known.push(workload);
    }
  }
  return index;
}

/** The workloads of the rarest label the selector asks for: one of them must match. */
function candidates(index: ReadonlyMap<string, Workload[]>, namespace: string, selector: object): readonly Workload[] {
  const lists = Object.entries(selector).map(
    ([key, value]) => index.get(labelKey(namespace, key, String(value))) ?? [],
  );
  return lists.reduce((rarest, list) => (list.length < rarest.length ? list : rarest));
}

/** Services without a selector send traffic to endpoints written by hand: nothing can be said of them. */
function selectorOf(service: Service): Readonly<Record<string, string>> | undefined {
  const { selector, type } = service.spec ?? {};
  return selector === undefined || type === "ExternalName" || Object.keys(selector).length === 0 ? undefined : selector;
}

function keyOf(object: Service): string {
  return objectKey({
    apiVersion: "v1",
    kind: "Service",
    namespace: object.metadata.namespace ?? "default",
    name: object.metadata.name,
  });
}

function buildSelection(parts: Pick<Parts, SelectionPart>): ServiceSelection {
  const index = byLabel(workloads({ parts } as ClusterModel));
  const ofWorkload = new Map<string, Service[]>();
  const ofService = new Map<string, readonly Workload[]>();
  const known = new Map<string, readonly Workload[]>();
  const sorted = [...parts.services.objects].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  for (const service of sorted) {
    const selector = selectorOf(service);
    if (selector === undefined) continue;
    const namespace = service.metadata.namespace ?? "default";
    const text = JSON.stringify([namespace, Object.entries(selector).sort(([a], [b]) => (a < b ? -1 : 1))]);
    const selected =
      known.get(text) ??
      candidates(index, namespace, selector).filter((one) => matchesSelector({ matchLabels: selector }, labelsOf(one)));
    known.set(text, selected);
    ofService.set(keyOf(service), selected);
    for (const { ref } of selected) {
      const services = ofWorkload.get(objectKey(ref));
      if (services === undefined) ofWorkload.set(objectKey(ref), [service]);
      else services.push(service);
    }
  }
  return {
    servicesOf: (ref) => ofWorkload.get(objectKey(ref)) ?? [],
    workloadsOf: (ref) => ofService.get(objectKey(ref)) ?? [],
  };
}

/**
 * The selections of a model (core/v1 ServiceSpec.selector). Linear in labels to build, plus one step for each pair of
 * Service and workload; constant to ask.
 */
export function serviceSelection(model: ClusterModel): ServiceSelection {
  return derive(model, selectionParts, buildSelection);
}
