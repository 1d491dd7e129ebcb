// What no ordinary pod should reach: metadata services of clouds, kubelets, the API server, etcd, remote shells of nodes.
import type { Endpoint } from "../../engines/network-policy/index.ts";
import { metadataServiceOf, metadataServices, type MetadataService } from "../../facts/metadata-services/index.ts";
import { formatIpAddress, parseCidr, parseIpAddress, type IpAddress } from "../../kubernetes/index.ts";
import type { ClusterModel, ComponentInstance } from "../../model/index.ts";
import type { NetworkView } from "./network-view.ts";

/** What kind of thing it is. */
export type SensitiveKind = "metadata" | "kubelet" | "api-server" | "etcd" | "ssh";

/** One thing, at all the places where it answers. */
export interface SensitiveTarget {
  readonly kind: SensitiveKind;
  /** `the metadata service of Google Cloud` */
  readonly name: string;
  readonly places: readonly { readonly endpoint: Endpoint; readonly label: string; readonly node?: string }[];
  /** TCP ports it answers on. */
  readonly ports: readonly number[];
  /** What a caller needs beside the way, and what may stop it that is not to be seen here. */
  readonly note?: string;
}

/** The targets, and what could not be told about them. */
export interface SensitiveTargets {
  readonly targets: readonly SensitiveTarget[];
  readonly notes: readonly string[];
}

const controlPlaneLabels = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];
/** The kubelet's API, its read-only port, and kube-proxy's health. */
const kubeletPorts = [10250, 10255, 10256];

function addressPlace(address: IpAddress): SensitiveTarget["places"][number] {
  return { endpoint: { address }, label: formatIpAddress(address) };
}

function nodePlaces(
  view: Pick<NetworkView, "input">,
  keeps: (name: string, labels: object) => boolean,
): SensitiveTarget["places"] {
  return view.input.nodes.flatMap(({ name, labels }, node) =>
    keeps(name, labels ?? {}) ? [{ endpoint: { node }, label: `node ${name}`, node: name }] : [],
  );
}

/** Families of the addresses nodes and their pods have; both where none was seen. */
function familiesOf({ parts }: ClusterModel): ReadonlySet<number> {
  const families = parts.nodes.objects.flatMap(({ spec, status }) => [
    ...[...(spec?.podCIDRs ?? []), spec?.podCIDR ?? ""].flatMap((text) => parseCidr(text)?.family ?? []),
    ...(status?.addresses ?? []).flatMap(({ address = "" }) => parseIpAddress(address)?.family ?? []),
  ]);
  return families.length === 0 ? new Set([4, 6]) : new Set(families);
}

function metadataTarget(
  { provider, addresses, ports, needs, guard }: MetadataService,
  families: ReadonlySet<number>,
): SensitiveTarget {
  return {
    kind: "metadata",
    name: `the metadata service of ${provider}`,
    places: addresses.flatMap((text) => {
      const address = parseIpAddress(text);
      return address === undefined || !families.has(address.family) ? [] : [addressPlace(address)];
    }),
    ports,
    note: `a request needs ${needs}${guard === undefined ? "" : `; ${guard}`}`,
  };
}

/** Services of the providers the nodes belong to; where no node was seen, what most clouds have. */
function metadataTargets(model: ClusterModel): SensitiveTargets {
  const { objects } = model.parts.nodes;
  const found = new Set(objects.flatMap(({ spec }) => metadataServiceOf(spec?.providerID ?? "") ?? []));
  const families = familiesOf(model);
  if (found.size > 0) return { targets: Array.from(found, (service) => metadataTarget(service, families)), notes: [] };
  if (objects.length === 0) {
    const usual = metadataServices.rows.find(({ provider }) => provider === "OpenStack");
    const target = usual === undefined ? [] : [metadataTarget({ ...usual, provider: "most clouds" }, families)];
    return { targets: target, notes: ["No node was seen: the address most clouds use stands for theirs."] };
  }
  const schemes = new Set(objects.flatMap(({ spec }) => /^([\w-]{1,60}):\/\//.exec(spec?.providerID ?? "")?.[1] ?? []));
  const text =
    schemes.size === 0
      ? "No node says which cloud it is a machine of (spec.providerID): no metadata service is looked for."
      : `No metadata service is known for nodes of ${[...schemes].join(", ")}.`;
  return { targets: [], notes: [text] };
}

function flagsOf(instances: readonly ComponentInstance[], name: string): string[] {
  return instances.flatMap(({ flags }) => flags.findLast((flag) => flag.name === name)?.value ?? []);
}

function addressesIn(texts: readonly string[]): IpAddress[] {
  return texts.flatMap((text) => {
    const host = /^(?:[a-z]+:\/\/)?(?:\[([^\]]{1,60})\]|([^:/]{1,60}))/i.exec(text.trim());
    const address = parseIpAddress(host?.[1] ?? host?.[2] ?? "");
    const isLoopback = address?.family === 4 ? address.value >> 24n === 127n : address?.value === 1n;
    return address === undefined || isLoopback ? [] : [address];
  });
}

/** Where a component of the control plane answers: on nodes its pods run on, else on those of the control plane. */
function componentPlaces(
  view: Pick<NetworkView, "input">,
  instances: readonly ComponentInstance[],
  addresses: readonly IpAddress[],
): SensitiveTarget["places"] {
  const nodes = new Set(instances.flatMap(({ node }) => node ?? []));
  const places = nodePlaces(view, (name, labels) =>
    nodes.size > 0 ? nodes.has(name) : controlPlaneLabels.some((label) => Object.hasOwn(labels, label)),
  );
  if (addresses.length === 0) return places;
  const own = new Set(
    view.input.nodes.flatMap((node) => node.addresses.flatMap((text) => keyOf(parseIpAddress(text)) ?? [])),
  );
  const others = new Map(addresses.map((address) => [keyOf(address) ?? "", address]));
  return [...places, ...[...others].filter(([key]) => !own.has(key)).map(([, address]) => addressPlace(address))];
}

function keyOf(address: IpAddress | undefined): string | undefined {
  return address === undefined ? undefined : `${address.family}/${address.value}`;
}

function portsOf(texts: readonly string[], otherwise: number): readonly number[] {
  const ports = texts.map(Number).filter((port) => Number.isInteger(port) && port > 0 && port < 65_536);
  return ports.length > 0 ? [...new Set(ports)] : [otherwise];
}

function controlPlaneTargets(model: ClusterModel, view: Pick<NetworkView, "input">): SensitiveTarget[] {
  const servers = model.parts["component/kube-apiserver"].objects;
  const stores = model.parts["component/etcd"].objects;
  const advertised = addressesIn(flagsOf(servers, "advertise-address"));
  const etcdServers = addressesIn(flagsOf(servers, "etcd-servers").flatMap((value) => value.split(",")));
  return [
    {
      kind: "api-server",
      name: "the API server",
      places: componentPlaces(view, servers, advertised),
      ports: portsOf(flagsOf(servers, "secure-port"), 6443),
    },
    { kind: "etcd", name: "etcd", places: componentPlaces(view, stores, etcdServers), ports: [2379, 2380] },
  ];
}

/** What there is to be reached, by what nodes, components and their flags say. Linear in nodes. */
export function sensitiveTargets(model: ClusterModel, view: Pick<NetworkView, "input">): SensitiveTargets {
  const metadata = metadataTargets(model);
  const all = nodePlaces(view, () => true);
  const others: readonly SensitiveTarget[] = [
    { kind: "kubelet", name: "kubelets of other nodes", places: all, ports: kubeletPorts },
    ...controlPlaneTargets(model, view),
    { kind: "ssh", name: "the remote shell of other nodes", places: all, ports: [22] },
  ];
  const lost = others.filter(({ places }) => places.length === 0);
  const notes = lost.map(({ name }) => `Where ${name} would be was not seen.`);
  return {
    targets: [...metadata.targets, ...others.filter(({ places }) => places.length > 0)],
    notes: [...metadata.notes, ...notes],
  };
}
