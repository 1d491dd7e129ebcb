// Places of a map that are not workloads: the internet, cloud metadata, the API server, nodes.
import type { NetworkView } from "../../../checking/network/index.ts";
import { classesOf, type Compiled, type Endpoint, type EndpointClass } from "../../../engines/network-policy/index.ts";
import { metadataServiceOf, metadataServices } from "../../../facts/metadata-services/index.ts";
import { parseIpAddress, type IpAddress } from "../../../kubernetes/index.ts";
import { PlimsollError } from "../../../core/index.ts";
import type { ClusterModel } from "../../../model/index.ts";
import { apiServerParty, internetParty } from "../question/outside-parties.ts";

/** A place outside of the pods. */
export interface OutsidePlace {
  readonly id: "internet" | "metadata" | "apiserver" | "nodes" | "other";
  readonly label: string;
  /** Classes of the engine its addresses are in. */
  readonly classes: readonly number[];
}

function classesAt(compiled: Compiled, addresses: readonly IpAddress[]): number[] {
  const inside = ([first, last]: readonly [IpAddress, IpAddress]): boolean =>
    addresses.some(({ family, value }) => family === first.family && value >= first.value && value <= last.value);
  return classesOf(compiled).flatMap(({ index, addresses: ranges }) => (ranges.some(inside) ? index : []));
}

function classesOfEndpoints({ input }: NetworkView, compiled: Compiled, endpoints: readonly Endpoint[]): number[] {
  const pods = new Set(endpoints.flatMap((endpoint) => ("pod" in endpoint ? endpoint.pod : [])));
  const addresses = endpoints.flatMap((endpoint): readonly IpAddress[] => {
    if ("address" in endpoint) return [endpoint.address];
    const texts = "node" in endpoint ? (input.nodes[endpoint.node]?.addresses ?? []) : [];
    return texts.flatMap((text) => parseIpAddress(text) ?? []);
  });
  const ofPods =
    pods.size === 0
      ? []
      : classesOf(compiled).flatMap(({ index, pods: own }) => (own.some((pod) => pods.has(pod)) ? index : []));
  return [...new Set([...classesAt(compiled, addresses), ...ofPods])];
}

/** The API server as an end, or nothing where it cannot be told. */
function apiServerEndpoints(model: ClusterModel, view: NetworkView): readonly Endpoint[] {
  try {
    return apiServerParty(model, view, "apiserver").members.map(({ endpoint }) => endpoint);
  } catch (error) {
    if (error instanceof PlimsollError && error.code === "PLIMSOLL_UNKNOWN_OBJECT") return [];
    throw error;
  }
}

/** Those of the nodes' cloud; where nodes do not tell, only addresses several clouds have, not each cloud's own. */
function metadataAddresses({ parts }: ClusterModel): readonly Endpoint[] {
  const seen = parts.nodes.objects.flatMap(({ spec }) => metadataServiceOf(spec?.providerID ?? "") ?? []);
  const all = metadataServices.rows.flatMap(({ addresses }) => addresses);
  const shared = all.filter((address, index) => all.indexOf(address) !== index);
  const texts = new Set(seen.length > 0 ? seen.flatMap(({ addresses }) => addresses) : shared);
  return [...texts].flatMap((text) => {
    const address = parseIpAddress(text);
    return address === undefined ? [] : { address };
  });
}

function addressCount({ addresses }: EndpointClass): bigint {
  return addresses.reduce((sum, [first, last]) => sum + last.value - first.value + 1n, 0n);
}

/** Of each family, the class most public addresses are in: the internet at large, as rules name single blocks of it. */
function atLarge(view: NetworkView, compiled: Compiled): number[] {
  const classes = classesOf(compiled);
  const endpoints = internetParty(view, "internet").members.map(({ endpoint }) => endpoint);
  const found = classesOfEndpoints(view, compiled, endpoints).flatMap((index) => classes[index] ?? []);
  return ([4, 6] as const).flatMap((family) => {
    const own = found
      .filter((one) => one.family === family)
      .sort((a, b) => (addressCount(a) > addressCount(b) ? -1 : 1));
    return own.slice(0, 1).map(({ index }) => index);
  });
}

/** The places there are. What the input does not tell of (nodes, the API server) is left out. */
export function outsidePlaces(model: ClusterModel, view: NetworkView, compiled: Compiled): readonly OutsidePlace[] {
  const at = (endpoints: readonly Endpoint[]): number[] => classesOfEndpoints(view, compiled, endpoints);
  const metadata = at(metadataAddresses(model));
  const places: OutsidePlace[] = [
    { id: "internet", label: "internet", classes: atLarge(view, compiled) },
    { id: "metadata", label: "metadata", classes: metadata },
    { id: "apiserver", label: "API server", classes: at(apiServerEndpoints(model, view)) },
    { id: "nodes", label: "nodes", classes: at(view.input.nodes.map((_node, node) => ({ node }))) },
  ];
  const taken = new Set(places.flatMap(({ classes }) => classes));
  const others = classesOf(compiled).flatMap(({ index, addresses }) =>
    addresses.length > 0 && !taken.has(index) ? index : [],
  );
  const other = { id: "other", label: "other addresses", classes: others } as const;
  return [...places.slice(0, 2), other, ...places.slice(2)].filter(({ classes }) => classes.length > 0);
}
