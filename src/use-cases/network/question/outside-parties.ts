// Parties that are not pods: addresses, the internet, cloud metadata, the API server.
import { PlimsollError } from "../../../core/index.ts";
import type { NetworkView } from "../../../checking/network/index.ts";
import { metadataServiceOf, metadataServices, type MetadataService } from "../../../facts/metadata-services/index.ts";
import {
  formatIpAddress,
  parseCidr,
  parseIpAddress,
  type CidrBlock,
  type IpAddress,
} from "../../../kubernetes/index.ts";
import type { ClusterModel } from "../../../model/index.ts";
import { addressMembers, internetRanges } from "./address-ranges.ts";
import { podMember, podName, podsParty, workloadLabel, type Member, type Party } from "./party.ts";

function isAddress(text: string, { family, value }: IpAddress): boolean {
  const address = parseIpAddress(text);
  return address !== undefined && address.family === family && address.value === value;
}

/** An address: the pod or node that has it, else whatever answers there. */
export function addressParty(view: NetworkView, asked: string, address: IpAddress): Party {
  const text = formatIpAddress(address);
  const pods = view.input.pods.flatMap(({ ips, hostNetwork, finished }, pod) =>
    !hostNetwork && !finished && ips.some((ip) => isAddress(ip, address)) ? pod : [],
  );
  const [pod] = pods;
  if (pod !== undefined) {
    const owner = view.workloads[view.workloadOfPod[pod] ?? -1];
    const ownerText = owner === undefined || owner.owner.kind === "Pod" ? "" : ` of ${workloadLabel(owner)}`;
    const party = podsParty(view, asked, `pod ${podName(view, pod)}`, [pod]);
    return { ...party, notes: [`${text} is the address of pod ${podName(view, pod)}${ownerText}.`, ...party.notes] };
  }
  const node = view.input.nodes.findIndex(({ addresses }) => addresses.some((ip) => isAddress(ip, address)));
  const name = view.input.nodes[node]?.name;
  if (name !== undefined) {
    const label = `node ${name}`;
    return {
      asked,
      label,
      kind: "nodes",
      members: [{ endpoint: { node }, label }],
      notes: [`${text} is an address of node ${name}.`],
    };
  }
  const members = [{ endpoint: { address }, label: text, family: address.family }];
  return { asked, label: text, kind: "addresses", members, notes: [] };
}

/** A block of addresses: those of pods in it as pods, the rest as addresses. */
export function blockParty(view: NetworkView, asked: string, { family, first, last }: CidrBlock): Party {
  const inside = (text: string): boolean => {
    const address = parseIpAddress(text);
    return address?.family === family && address.value >= first && address.value <= last;
  };
  const pods = view.input.pods.flatMap(({ ips, hostNetwork, finished }, pod) =>
    !hostNetwork && !finished && ips.some(inside) ? pod : [],
  );
  const nodes = view.input.nodes.flatMap(({ name, addresses }, node): Member[] =>
    addresses.some(inside) ? [{ endpoint: { node }, label: `node ${name}` }] : [],
  );
  const members = [
    ...addressMembers(view, [{ family, first, last }]),
    ...pods.map((pod) => podMember(view, pod)),
    ...nodes,
  ];
  const known = [
    pods.length === 0 ? undefined : `${pods.length} ${pods.length === 1 ? "pod" : "pods"}`,
    nodes.length === 0 ? undefined : `${nodes.length} ${nodes.length === 1 ? "node" : "nodes"}`,
  ].filter((text) => text !== undefined);
  const notes = known.length === 0 ? [] : [`${known.join(" and ")} with addresses in ${asked} are asked one by one.`];
  return { asked, label: asked, kind: "addresses", members, notes };
}

export function internetParty(view: NetworkView, asked: string): Party {
  const notes = ["The internet stands for every public address that is not a node's."];
  const found = addressMembers(view, internetRanges());
  const members = found.map((member) => {
    const alone = found.filter(({ family }) => family === member.family).length === 1;
    if (!alone && member.ranges.length <= 4) return member;
    return { ...member, label: `${alone ? "all" : "other"} public IPv${member.family} addresses` };
  });
  return { asked, label: "the internet", kind: "addresses", members, notes };
}

/** Rows of the table a question means: of the provider it names, else of the nodes' provider, else all. */
function servicesMeant(model: ClusterModel, provider: string): readonly MetadataService[] {
  const { rows } = metadataServices;
  if (provider !== "") {
    const named = rows.filter((row) => [row.provider.toLowerCase(), ...row.providerIds].includes(provider));
    if (named.length > 0) return named;
    throw new PlimsollError("PLIMSOLL_UNKNOWN_OBJECT", {
      message: `no metadata service of "${provider}" is known`,
      hint: `there is metadata, and metadata: with one of ${rows.map((row) => row.providerIds[0] ?? row.provider).join(", ")}`,
    });
  }
  const seen = model.parts.nodes.objects.flatMap(({ spec }) => metadataServiceOf(spec?.providerID ?? "") ?? []);
  return seen.length === 0 ? rows : [...new Set(seen)];
}

/** The addresses of the cloud's metadata service: `metadata`, or `metadata:aws` for one cloud's whatever the nodes are. */
export function metadataParty(model: ClusterModel, asked: string): Party {
  const meant = servicesMeant(model, asked.slice("metadata:".length).toLowerCase());
  const providers = new Map<string, string[]>();
  for (const { addresses, provider } of meant)
    for (const address of addresses) providers.set(address, [...(providers.get(address) ?? []), provider]);
  const members = [...providers].flatMap(([text, names]): Member[] => {
    const address = parseIpAddress(text);
    const whose = names.length > 3 ? `${names.length} clouds` : names.join(", ");
    return address === undefined
      ? []
      : [{ endpoint: { address }, label: `metadata ${text} (${whose})`, family: address.family }];
  });
  const [one] = meant;
  const known = meant.length === 1 && one !== undefined;
  const notes = known
    ? [one.guard === undefined ? undefined : `${one.provider}: ${one.guard}.`.replace("..", ".")].filter(
        (note) => note !== undefined,
      )
    : ["The nodes do not tell which cloud this is: the addresses of all clouds are asked."];
  const label = known ? `the metadata service of ${one.provider}` : "cloud metadata";
  return { asked, label, kind: "addresses", members, usualPort: 80, notes };
}

const controlPlaneLabels = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];

/** The API server: its pods where they were seen, else the nodes of the control plane. */
export function apiServerParty(_model: ClusterModel, view: NetworkView, asked: string): Party {
  const label = "the API server";
  const shared = { asked, label, usualPort: 6443 };
  const pods = view.input.pods.flatMap(({ namespace, labels, finished }, pod) =>
    !finished && namespace === "kube-system" && labels?.["component"] === "kube-apiserver" ? pod : [],
  );
  if (pods.length > 0) return { ...podsParty(view, asked, label, pods), ...shared, notes: [] };
  const nodes = view.input.nodes.flatMap(({ labels, name }, node): Member[] =>
    controlPlaneLabels.some((key) => labels?.[key] !== undefined)
      ? [{ endpoint: { node }, label: `node ${name}` }]
      : [],
  );
  if (nodes.length === 0) {
    throw new PlimsollError("PLIMSOLL_UNKNOWN_OBJECT", {
      message:
        "where the API server is cannot be told from the input: it has neither its pods nor nodes of the control plane",
      hint: "give its address instead: `kubectl get endpointslices -n default kubernetes` shows it",
    });
  }
  const notes = [`${label} is taken to run on the nodes of the control plane.`];
  return { ...shared, kind: "nodes", members: nodes, notes };
}

const privateBlocks = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

/** Addresses of private networks that no pod and no node of the input has. */
export function privateParty(view: NetworkView): Party {
  const blocks = privateBlocks.flatMap((text) => parseCidr(text) ?? []);
  const members = addressMembers(view, blocks);
  return { asked: "private", label: "other private addresses", kind: "addresses", members, notes: [] };
}

export function allNodesParty(view: NetworkView): Party {
  const members = view.input.nodes.map(({ name }, node) => ({ endpoint: { node }, label: `node ${name}` }));
  return { asked: "nodes", label: "nodes", kind: "nodes", members, notes: [] };
}
