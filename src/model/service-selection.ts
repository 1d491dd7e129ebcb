// Which workloads each Service sends traffic to.
import { objectKey, type ObjectRef } from "../core/index.ts";
import { matchesSelector, refOf, type Labels, type ObjectOfKind } from "../kubernetes/index.ts";
import type { ClusterModel, Parts } from "./cluster-model.ts";
import { derive } from "./derive.ts";
import { workloadParts, type WorkloadPart } from "./owners.ts";
import { workloads, type Workload } from "./workloads.ts";

type Service = ObjectOfKind<"services">;

/** Services of one namespace with one selector, by name: they send traffic to the same workloads. */
export type ServiceGroup = readonly Service[];

/** Services and workloads, from either side. */
export interface ServiceSelection {
  /** The first service by name whose selector matches the workload's pods. */
  firstOf(workload: ObjectRef): Service | undefined;
  /** All of them in groups; the same group for every workload. */
  groupsOf(workload: ObjectRef): readonly ServiceGroup[];
  workloadsOf(service: ObjectRef): readonly Workload[];
}

type SelectionPart = WorkloadPart | "services";
const selectionParts = [...workloadParts, "services"] as const;

function labelsOf({ template }: Workload): Labels {
  return template.metadata?.labels;
}

/** By namespace, then by `key=value`: labels that read alike in this form are told apart when they are matched. */
type LabelIndex = ReadonlyMap<string, ReadonlyMap<string, readonly Workload[]>>;

function byLabel(all: readonly Workload[]): LabelIndex {
  const index = new Map<string, Map<string, Workload[]>>();
  for (const workload of all) {
    let local = index.get(workload.namespace);
    if (local === undefined) index.set(workload.namespace, (local = new Map<string, Workload[]>()));
    for (const [key, value] of Object.entries(labelsOf(workload) ?? {})) {
      const known = local.get(`${key}=${value}`);
      if (known === undefined) local.set(`${key}=${value}`, [workload]);
      else known.push(workload);
    }
  }
  return index;
}

/** The workloads of the rarest label the selector asks for: one of them must match. */
function candidates(index: LabelIndex, namespace: string, selector: object): readonly Workload[] {
  const lists = Object.entries(selector).map(
    ([key, value]) => index.get(namespace)?.get(`${key}=${String(value)}`) ?? [],
  );
  return lists.reduce((rarest, list) => (list.length < rarest.length ? list : rarest));
}

/** Services without a selector send traffic to endpoints written by hand: nothing can be said of them. */
function selectorOf(service: Service): Readonly<Record<string, string>> | undefined {
  const { selector, type } = service.spec ?? {};
  return selector === undefined || type === "ExternalName" || Object.keys(selector).length === 0 ? undefined : selector;
}

function byName(a: Service, b: Service): number {
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

function groupServices(services: readonly Service[]): ServiceGroup[] {
  const groups = new Map<string, Service[]>();
  for (const service of [...services].sort(byName)) {
    const selector = selectorOf(service);
    if (selector === undefined) continue;
    const labels = Object.entries(selector).sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify([service.metadata.namespace ?? "default", labels]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [service]);
    else known.push(service);
  }
  return [...groups.values()];
}

function selectedBy(index: LabelIndex, [service]: ServiceGroup): readonly Workload[] {
  const selector = service === undefined ? undefined : selectorOf(service);
  if (service === undefined || selector === undefined) return [];
  return candidates(index, service.metadata.namespace ?? "default", selector).filter((one) =>
    matchesSelector({ matchLabels: selector }, labelsOf(one)),
  );
}

function buildSelection(parts: Pick<Parts, SelectionPart>): ServiceSelection {
  const index = byLabel(workloads({ parts } as ClusterModel));
  const ofWorkload = new Map<ObjectRef, ServiceGroup[]>();
  const ofService = new Map<string, readonly Workload[]>();
  for (const group of groupServices(parts.services.objects)) {
    const selected = selectedBy(index, group);
    for (const service of group) ofService.set(objectKey(refOf(service)), selected);
    for (const { ref } of selected) {
      const groups = ofWorkload.get(ref);
      if (groups === undefined) ofWorkload.set(ref, [group]);
      else groups.push(group);
    }
  }
  const byKey = new Map([...ofWorkload].map(([ref, groups]) => [objectKey(ref), groups]));
  const groupsOf = (ref: ObjectRef): readonly ServiceGroup[] => ofWorkload.get(ref) ?? byKey.get(objectKey(ref)) ?? [];
  return {
    groupsOf,
    firstOf: (ref) =>
      groupsOf(ref)
        .flatMap(([first]) => first ?? [])
        .sort(byName)[0],
    workloadsOf: (ref) => ofService.get(objectKey(ref)) ?? [],
  };
}

/**
 * The selections of a model (core/v1 ServiceSpec.selector). Linear in labels to build, plus one step for each pair of
 * selector and workload; constant to ask.
 */
export function serviceSelection(model: ClusterModel): ServiceSelection {
  return derive(model, selectionParts, buildSelection);
}
