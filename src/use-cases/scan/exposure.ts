// Who can get at an object, from what the model holds: the second factor of a rank.
import { describeObject, type ObjectRef } from "../../core/index.ts";
import {
  isWideRange,
  objectOfRef,
  placedContainers,
  refOf,
  subjectName,
  type ObjectOfKind,
} from "../../kubernetes/index.ts";
import {
  componentNames,
  derive,
  ingressFor,
  serviceSelection,
  workloadLookup,
  type ClusterModel,
  type Parts,
  type ServiceGroup,
  type Workload,
} from "../../model/index.ts";
import { exposureFactors, strongestFactors, type Factor } from "./rank-factors.ts";
import { unseenParts } from "./unseen-parts.ts";

type Service = ObjectOfKind<"services">;

function outside(kind: keyof typeof exposureFactors, through: string): Factor {
  return { value: exposureFactors[kind], reason: `reachable from outside the cluster: ${through}` };
}

function isOpen(ranges: readonly string[] | undefined): boolean {
  return ranges === undefined || ranges.length === 0 || ranges.some(isWideRange);
}

function ofService(model: ClusterModel, service: Service): Factor[] {
  const { type, externalIPs = [], loadBalancerSourceRanges } = service.spec ?? {};
  const name = describeObject(refOf(service));
  const ingress = ingressFor(model, refOf(service));
  const factors: Factor[] = [];
  if (type === "LoadBalancer" && isOpen(loadBalancerSourceRanges))
    factors.push(outside("loadBalancer", `${name} (LoadBalancer)`));
  else if (type === "LoadBalancer")
    factors.push(outside("limitedLoadBalancer", `${name} (LoadBalancer, limited to some addresses)`));
  else if (type === "NodePort") factors.push(outside("nodePort", `${name} (NodePort)`));
  if (externalIPs.length > 0) factors.push(outside("externalIp", `${name} (external IP)`));
  if (ingress !== undefined) factors.push(outside("ingress", `${describeObject(ingress)} through ${name}`));
  return factors;
}

function onNode(kind: "hostNetwork" | "hostPort", how: string): Factor {
  return { value: exposureFactors[kind], reason: `listens on the address of its node: ${how}` };
}

/** Finds exposure in one model; what was found is kept for services that share their workloads, and accounts that many bindings name. */
interface Finder {
  readonly model: ClusterModel;
  readonly groups: Map<ServiceGroup, readonly Factor[]>;
  readonly accounts: Map<string, readonly Factor[]>;
}

function ofGroup({ model, groups }: Finder, group: ServiceGroup): readonly Factor[] {
  const known = groups.get(group);
  if (known !== undefined) return known;
  const strongest = strongestFactors(group.flatMap((service) => ofService(model, service)));
  groups.set(group, strongest);
  return strongest;
}

function ofWorkload(finder: Finder, { ref, spec }: Workload): Factor[] {
  const groups = serviceSelection(finder.model).groupsOf(ref);
  const factors = groups.flatMap((group) => ofGroup(finder, group));
  const ports = placedContainers(spec).flatMap(({ container }) => container.ports ?? []);
  const port = ports.find(({ hostPort }) => hostPort !== undefined && Number(hostPort) > 0);
  if (spec.hostNetwork === true) factors.push(onNode("hostNetwork", "hostNetwork"));
  else if (port !== undefined) factors.push(onNode("hostPort", `hostPort ${port.hostPort}`));
  return factors;
}

/** Subjects that stand for many. */
const wideSubjects: Readonly<Record<string, readonly [keyof typeof exposureFactors, string]>> = {
  "User system:anonymous": ["anyone", "given to anyone who reaches the API server, without logging in"],
  "Group system:unauthenticated": ["anyone", "given to anyone who reaches the API server, without logging in"],
  "Group system:authenticated": ["everyUser", "given to everyone who can log in"],
  "Group system:serviceaccounts": ["everyServiceAccount", "given to every service account of the cluster"],
};

type Binding = ObjectOfKind<"rolebindings.rbac.authorization.k8s.io">;

function ofBinding(finder: Finder, binding: Binding): readonly Factor[] {
  return (binding.subjects ?? []).flatMap((subject) => {
    const key = subjectName(subject, binding.metadata.namespace) ?? "";
    const [, namespace, account] = /^ServiceAccount ([^/]+)\/(.+)$/.exec(key) ?? [];
    if (namespace !== undefined && account !== undefined) return ofServiceAccount(finder, namespace, account);
    const [factor, reason] = (Object.hasOwn(wideSubjects, key) && wideSubjects[key]) || [];
    return factor === undefined || reason === undefined ? [] : [{ value: exposureFactors[factor], reason }];
  });
}

function ofServiceAccount(finder: Finder, namespace: string, name: string): readonly Factor[] {
  const key = `${namespace}/${name}`;
  const known = finder.accounts.get(key);
  if (known !== undefined) return known;
  const users = workloadLookup(finder.model).runningAs(namespace, name);
  const factors = users.flatMap((workload) =>
    ofWorkload(finder, workload).map(({ value, reason }) => ({
      value,
      reason: `used by ${describeObject(workload.ref)}, ${reason}`,
    })),
  );
  const strongest = strongestFactors(factors);
  finder.accounts.set(key, strongest);
  return strongest;
}

const componentParts = componentNames.map((name) => `component/${name}` as const);

function buildComponents(parts: Pick<Parts, (typeof componentParts)[number]>): ReadonlySet<ObjectRef> {
  return new Set(componentParts.flatMap((part) => parts[part].objects.map(({ object }) => object)));
}

function ofPlace(model: ClusterModel, ref: ObjectRef): Factor[] {
  if (derive(model, componentParts, buildComponents).has(ref))
    return [{ value: exposureFactors.controlPlane, reason: "a component of the control plane" }];
  const isClusterWide = ref.namespace === undefined && ref.kind !== "Namespace" && objectOfRef(ref) !== undefined;
  return isClusterWide ? [{ value: exposureFactors.clusterWide, reason: "concerns the whole cluster" }] : [];
}

function exposureIn(finder: Finder, ref: ObjectRef, workload: Workload | undefined): readonly Factor[] {
  const { model } = finder;
  const object = objectOfRef(ref);
  const { namespace = "", name } = ref;
  const place = ofPlace(model, ref);
  if (workload !== undefined) return [...place, ...ofWorkload(finder, workload)];
  if (object === undefined) return place;
  if (ref.kind === "Service") return ofService(model, object);
  if (ref.kind === "Ingress") return [outside("ingress", describeObject(ref))];
  if (ref.kind === "ServiceAccount") return ofServiceAccount(finder, namespace, name);
  if (ref.kind === "RoleBinding" || ref.kind === "ClusterRoleBinding") return [...place, ...ofBinding(finder, object)];
  return place;
}

/**
 * Tells what exposes an object of the model: a workload through its Services and ports, a binding through its subjects.
 * A workload is given with the object that holds or shares its template.
 */
export function exposuresIn(
  model: ClusterModel,
): (ref: ObjectRef, workload: Workload | undefined) => readonly Factor[] {
  const finder: Finder = { model, groups: new Map(), accounts: new Map() };
  return (ref, workload) => strongestFactors(exposureIn(finder, ref, workload));
}

/** What was not seen and could expose a workload; undefined where everything that decides was given or collected. */
export function exposureGap(model: ClusterModel, workload: Workload | undefined): string | undefined {
  if (workload === undefined) return undefined;
  const missing = unseenParts(model, ["services", "ingresses.networking.k8s.io"], workload.namespace);
  return missing.length === 0 ? undefined : `exposure not fully known: ${missing.join(" and ")} not collected`;
}
