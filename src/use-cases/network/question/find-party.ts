// From a word of the question to who is meant.
//
// In this order: internet, metadata, apiserver; an address or block; `selector:…`, or text with `=` or `!`; KIND/NAME and
// KIND/NAMESPACE/NAME; NAMESPACE/NAME; NAME. The last two look for a pod, then a workload, then a Service. A first part that
// is a word for a kind (`ns`, `deploy`) is read as one: for a pod in a namespace of such a name, write pod/NAMESPACE/NAME.
import { nearest, PlimsollError } from "../../../core/index.ts";
import type { NetworkView } from "../../../checking/network/index.ts";
import { backendsOf, podNumber, type ServiceInput } from "../../../engines/network-policy/index.ts";
import {
  controllerOf,
  matchesSelector,
  parseCidr,
  parseIpAddress,
  parseLabelQuery,
  type IpAddress,
} from "../../../kubernetes/index.ts";
import type { ClusterModel } from "../../../model/index.ts";
import { kindOfWord, kindWords } from "./kind-words.ts";
import { apiServerParty, blockParty, addressParty, internetParty, metadataParty } from "./outside-parties.ts";
import { formatBlock } from "./policy-text.ts";
import { podMember, podsParty, workloadLabel, type Party } from "./party.ts";

const longestWord = 1_000;

/** What names are looked up in. */
export interface Lookup {
  readonly model: ClusterModel;
  readonly view: NetworkView;
  /** Namespace of names that give none. */
  readonly namespace: string;
}

interface Name {
  readonly namespace: string;
  readonly name: string;
}

function notFound(asked: string, tried: readonly string[], known: Iterable<string>, lookFor: string): PlimsollError {
  const close = nearest(lookFor, new Set(known)).map((name) => `"${name}"`);
  const hint = close.length > 0 ? `did you mean ${close.join(" or ")}?` : "`plimsoll network map` lists the workloads";
  return new PlimsollError("PLIMSOLL_UNKNOWN_OBJECT", {
    message: `the input has nothing that "${asked}" could be: it was looked for as ${tried.join(", ")}`,
    hint,
  });
}

function namespacesOf({ view }: Lookup): ReadonlySet<string> {
  return new Set(
    [...view.input.namespaces, ...view.input.pods.map(({ namespace }) => ({ name: namespace }))].map(
      ({ name }) => name,
    ),
  );
}

function findPod({ view }: Lookup, asked: string, { namespace, name }: Name): Party | undefined {
  const pod = podNumber(view.compiled, namespace, name);
  if (pod === undefined) return undefined;
  const owner = view.workloads[view.workloadOfPod[pod] ?? -1];
  const label = owner?.seen === false ? workloadLabel(owner) : `pod ${namespace}/${name}`;
  return podsParty(view, asked, label, [pod]);
}

/** Pods whose own controller is not the topmost: those of one ReplicaSet of a Deployment, of one Job of a CronJob. */
function podsControlledBy({ model, view }: Lookup, kind: string, { namespace, name }: Name): number[] {
  return model.parts.pods.objects.flatMap((pod) => {
    const owner = controllerOf(pod);
    if (pod.metadata.namespace !== namespace || owner?.kind !== kind || owner.name !== name) return [];
    return podNumber(view.compiled, namespace, pod.metadata.name) ?? [];
  });
}

/** `accepts` says which kinds of owner are meant. */
function findWorkload(lookup: Lookup, asked: string, at: Name, accepts: (kind: string) => boolean): Party | undefined {
  const { view } = lookup;
  const found = view.workloads.filter(
    ({ owner, namespace, name }) => namespace === at.namespace && name === at.name && accepts(owner.kind),
  );
  const kinds = [...new Set(found.map(({ owner }) => owner.kind))];
  if (kinds.length > 1) {
    throw new PlimsollError("PLIMSOLL_USAGE", {
      message: `"${asked}" is ${kinds.map((kind) => `a ${kind}`).join(" and ")} of namespace ${at.namespace}`,
      hint: `write ${kinds.map((kind) => `${kind.toLowerCase()}/${at.name}`).join(" or ")}`,
    });
  }
  const [first] = found;
  return first === undefined
    ? undefined
    : podsParty(
        view,
        asked,
        workloadLabel(first),
        found.flatMap(({ pods }) => pods),
      );
}

function sourceRangesText({ namespace, name, sourceRanges = [], ports }: ServiceInput): string | undefined {
  if (sourceRanges.length === 0) return undefined;
  const shown = sourceRanges.slice(0, 5).map(formatBlock);
  const more = sourceRanges.length > shown.length ? ` and ${sourceRanges.length - shown.length} more` : "";
  const nodePorts = ports.flatMap(({ nodePort }) => nodePort ?? []);
  const beside = nodePorts.length === 0 ? "" : ` Its ports on nodes (${nodePorts.join(", ")}) are not limited by that.`;
  return `The load balancer of Service ${namespace}/${name} lets in ${shown.join(", ")}${more} only, if its cloud supports that (loadBalancerSourceRanges).${beside}`;
}

function findService({ model, view }: Lookup, asked: string, { namespace, name }: Name): Party | undefined {
  const service = view.services.find((one) => one.namespace === namespace && one.name === name);
  if (service === undefined) return undefined;
  const pods = [...new Set(backendsOf(view.compiled, service).map(({ pod }) => pod))];
  const label = `Service ${namespace}/${name}`;
  if (namespace === "default" && name === "kubernetes" && pods.length === 0) return apiServerParty(model, view, asked);
  const notes = [
    sourceRangesText(service),
    service.type === "ExternalName" ? `${label} is only a name for something else (ExternalName).` : undefined,
    service.selector === undefined && service.type !== "ExternalName"
      ? `${label} has no selector: its endpoints are made by hand and are not read.`
      : undefined,
    service.selector !== undefined && pods.length === 0 ? `No pod that runs is behind ${label}.` : undefined,
  ].filter((note) => note !== undefined);
  return { asked, label, kind: "service", members: pods.map((pod) => podMember(view, pod)), service, notes };
}

/** The Service whose own address it is: policies see the pods behind it. */
function findServiceAt(lookup: Lookup, asked: string, { family, value }: IpAddress): Party | undefined {
  const service = lookup.model.parts.services.objects.find(({ spec = {}, status }) => {
    const balancers = (status?.loadBalancer?.ingress ?? []).map(({ ip }) => ip);
    return [spec.clusterIP, ...(spec.clusterIPs ?? []), ...(spec.externalIPs ?? []), ...balancers].some((text) => {
      const own = parseIpAddress(text ?? "");
      return own !== undefined && own.family === family && own.value === value;
    });
  });
  if (service === undefined) return undefined;
  const { name, namespace = "default" } = service.metadata;
  const party = findService(lookup, asked, { namespace, name });
  return party && { ...party, notes: [`${asked} is an address of Service ${namespace}/${name}.`, ...party.notes] };
}

function findNamespace(lookup: Lookup, asked: string, name: string): Party | undefined {
  const { view } = lookup;
  if (!namespacesOf(lookup).has(name)) return undefined;
  const pods = view.input.pods.flatMap(({ namespace }, pod) => (namespace === name ? pod : []));
  const party = podsParty(view, asked, `namespace ${name}`, pods);
  return pods.length === 0 ? { ...party, notes: [`Namespace ${name} has no pods.`] } : party;
}

function findNode({ view }: Lookup, asked: string, name: string): Party | undefined {
  const node = view.input.nodes.findIndex((one) => one.name === name);
  if (node === -1) return undefined;
  const label = `node ${name}`;
  return { asked, label, kind: "nodes", members: [{ endpoint: { node }, label }], notes: [] };
}

function findSelected(lookup: Lookup, asked: string, text: string): Party {
  const requirements = parseLabelQuery(text);
  if (requirements === undefined) {
    throw new PlimsollError("PLIMSOLL_USAGE", {
      message: `"${text}" is not a label selector`,
      hint: "write it as for kubectl get -l: app=web,tier!=db or tier in (front,back)",
    });
  }
  const { view, namespace } = lookup;
  const matchExpressions = requirements.map(({ key, operator, values }) => ({ key, operator, values: [...values] }));
  const pods = view.input.pods.flatMap((pod, number) =>
    pod.namespace === namespace && matchesSelector({ matchExpressions }, pod.labels) ? number : [],
  );
  if (pods.length === 0) {
    const pairs = view.input.pods.flatMap((pod) =>
      pod.namespace === namespace ? Object.entries(pod.labels ?? {}).map(([key, value]) => `${key}=${value}`) : [],
    );
    throw notFound(asked, [`labels of pods in namespace ${namespace}`], pairs, text);
  }
  return podsParty(view, asked, `pods ${text} of namespace ${namespace}`, pods);
}

function namesIn({ view }: Lookup, kind: string | undefined): string[] {
  if (kind === "Service") return view.services.flatMap(({ namespace, name }) => [name, `${namespace}/${name}`]);
  if (kind === "Node") return view.input.nodes.map(({ name }) => name);
  const pods = kind === undefined || kind === "Pod" ? view.input.pods : [];
  const owners = view.workloads.filter(({ owner }) => kind === undefined || owner.kind === kind);
  return [...pods, ...owners].flatMap(({ namespace, name }) => [name, `${namespace}/${name}`]);
}

function findOfKind(lookup: Lookup, asked: string, kind: string, at: Name): Party | undefined {
  if (kind === "Pod") return findPod(lookup, asked, at);
  if (kind === "Service") return findService(lookup, asked, at);
  const found = findWorkload(lookup, asked, at, (one) => one === kind);
  if (found !== undefined) return found;
  const pods = podsControlledBy(lookup, kind, at);
  return pods.length === 0 ? undefined : podsParty(lookup.view, asked, `${kind} ${at.namespace}/${at.name}`, pods);
}

/** A kind by kubectl's words for it, or by the name of an owner's kind we do not read (Rollout). */
function readKind({ view }: Lookup, word: string): string | undefined {
  const bare = word.toLowerCase().split(".")[0] ?? "";
  const owner = view.workloads.find(({ owner: { kind } }) =>
    [bare, bare.replace(/s$/, "")].includes(kind.toLowerCase()),
  );
  return kindOfWord(word) ?? owner?.owner.kind;
}

function findByKind(lookup: Lookup, asked: string, kind: string, parts: readonly string[]): Party {
  const [first = "", second] = parts;
  if (kind === "Namespace" || kind === "Node") {
    const found = kind === "Node" ? findNode(lookup, asked, first) : findNamespace(lookup, asked, first);
    if (found !== undefined && second === undefined) return found;
    const known = kind === "Node" ? namesIn(lookup, kind) : namespacesOf(lookup);
    throw notFound(asked, [`${kind === "Node" ? "node" : "namespace"} ${parts.join("/")}`], known, first);
  }
  const at = second === undefined ? { namespace: lookup.namespace, name: first } : { namespace: first, name: second };
  const found = findOfKind(lookup, asked, kind, at);
  if (found !== undefined) return found;
  const tried = [`${kind} ${at.name} in namespace ${at.namespace}`];
  throw notFound(asked, tried, namesIn(lookup, kind), second === undefined ? at.name : `${at.namespace}/${at.name}`);
}

function findByName(lookup: Lookup, asked: string, parts: readonly string[]): Party {
  const [first = "", second] = parts;
  const at = second === undefined ? { namespace: lookup.namespace, name: first } : { namespace: first, name: second };
  const found =
    findPod(lookup, asked, at) ?? findWorkload(lookup, asked, at, () => true) ?? findService(lookup, asked, at);
  if (found !== undefined) return found;
  const tried = [
    `a pod, a workload and a Service ${at.name} in namespace ${at.namespace}`,
    ...(second === undefined ? [] : [`a kind "${first}"`]),
  ];
  const known = [...namesIn(lookup, undefined), ...namesIn(lookup, "Service")];
  const kindsToo = second === undefined ? [] : kindWords.map((word) => `${word}/${second}`);
  throw notFound(asked, tried, [...known, ...kindsToo], asked);
}

/** Who a word of the question stands for. Throws PLIMSOLL_UNKNOWN_OBJECT or PLIMSOLL_USAGE, saying what was tried. */
export function findParty(lookup: Lookup, text: string): Party {
  const { model, view } = lookup;
  const asked = text.trim();
  if (asked.length > longestWord) {
    throw new PlimsollError("PLIMSOLL_USAGE", {
      message: `"${asked.slice(0, 40)}…" is too long to name anything`,
      hint: `names and selectors of up to ${longestWord} characters are read`,
    });
  }
  const special = asked.toLowerCase();
  if (special === "internet") return internetParty(view, asked);
  if (special === "apiserver") return apiServerParty(model, view, asked);
  if (special === "metadata" || special.startsWith("metadata:")) return metadataParty(model, asked);
  const address = parseIpAddress(asked, "strict");
  if (address !== undefined) return findServiceAt(lookup, asked, address) ?? addressParty(view, asked, address);
  const block = parseCidr(asked, "strict");
  if (block !== undefined) return blockParty(view, asked, block);
  if (special.startsWith("selector:")) return findSelected(lookup, asked, asked.slice("selector:".length));
  if (/[=!]| in | notin /.test(asked)) return findSelected(lookup, asked, asked);
  const parts = asked.split("/");
  if (asked === "" || parts.length > 3 || parts.includes("")) {
    throw new PlimsollError("PLIMSOLL_USAGE", {
      message: `"${asked}" names nothing`,
      hint: "write a pod (shop/web-1), KIND/NAME (deploy/web), ns/NAME, labels (app=web), an address, internet, metadata or apiserver",
    });
  }
  const kind = parts.length === 1 ? undefined : readKind(lookup, parts[0] ?? "");
  if (kind !== undefined) return findByKind(lookup, asked, kind, parts.slice(1));
  if (parts.length === 3) throw notFound(asked, [`a kind "${parts[0]}"`], kindWords, parts[0] ?? "");
  return findByName(lookup, asked, parts);
}
