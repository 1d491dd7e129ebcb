// Signs network plugins leave in a cluster, weighed: an agent at work says more than what outlives it.
import { matchesGlob, type Evidence } from "../core/index.ts";
import { cniPlugins, type CniPlugin } from "../facts/cni-plugins/index.ts";
import { refOf, type Labels, type ObjectOfKind } from "../kubernetes/index.ts";
import type { Parts } from "./cluster-model.ts";
import { agentParts, agentsOf, type Agent, type AgentContainer } from "./plugin-agents.ts";

/** What kind of thing speaks for a plugin. */
export type SignKind =
  | "image"
  | "name"
  | "label"
  | "node-annotation"
  | "node-label"
  | "kubelet"
  | "crd"
  | "conf-type"
  | "conf-file";

/** Weights by kind: one sign alone never decides. */
const weights: Readonly<Record<SignKind, number>> = {
  image: 4,
  name: 3,
  "conf-type": 3,
  kubelet: 3,
  "node-annotation": 2,
  "node-label": 2,
  "conf-file": 2,
  label: 1,
  crd: 1,
};

interface Sign {
  readonly kind: SignKind;
  readonly evidence: Evidence;
}

/** A plugin for which there are signs, with the agent that is it, if one is. */
export interface Candidate {
  readonly plugin: CniPlugin;
  readonly signs: readonly Sign[];
  readonly score: number;
  readonly agents: readonly Agent[];
  /** The container of the first agent that has the plugin's image. */
  readonly container?: AgentContainer;
}

/** Parts signs are told from. */
export const signParts = [
  ...agentParts,
  "nodes",
  "customresourcedefinitions.apiextensions.k8s.io",
  "node/cni",
] as const;

type SignParts = Pick<Parts, (typeof signParts)[number]>;
type Node = ObjectOfKind<"nodes">;

/** A mirror keeps the end of a repository's name. */
export function isImage(repository: string, image: string): boolean {
  return repository === image || repository.endsWith(`/${image}`);
}

function hasLabel(labels: Labels, label: string): boolean {
  const [key = "", value] = label.split("=");
  if (labels === undefined || !Object.hasOwn(labels, key)) return false;
  return value === undefined || labels[key] === value;
}

function agentSigns(plugin: CniPlugin, agent: Agent): Sign[] {
  const object = agent.ref;
  const sign = (kind: SignKind, text: string, path?: string): Sign => ({
    kind,
    evidence: { source: "object", object, text, ...(path === undefined ? {} : { path }) },
  });
  const signs: Sign[] = [];
  const container = containerOf(plugin, agent);
  if (container !== undefined) signs.push(sign("image", `runs the image ${container.placed.container.image}`));
  if (plugin.daemonSets.some((name) => matchesGlob(name, agent.name)))
    signs.push(sign("name", `is called ${agent.name}`));
  const label = plugin.labels.find((one) => agent.labels.some((labels) => hasLabel(labels, one)));
  if (label !== undefined) signs.push(sign("label", `has the label ${label}`));
  return signs;
}

function containerOf(plugin: CniPlugin, agent: Agent): AgentContainer | undefined {
  return agent.containers.find(
    ({ repository, placed }) =>
      placed.field === "containers" && plugin.images.some((image) => isImage(repository, image)),
  );
}

function scoreOf(signs: readonly Sign[]): number {
  const kinds = new Set(signs.map(({ kind }) => kind));
  return [...kinds].reduce((sum, kind) => sum + weights[kind], 0);
}

/** What nodes say, each text with the first node that says it and how many do. */
interface NodeWords {
  readonly annotations: ReadonlyMap<string, Said>;
  /** `key` and `key=value`. */
  readonly labels: ReadonlyMap<string, Said>;
  readonly kubelets: ReadonlyMap<string, Said>;
}

interface Said {
  readonly node: Node;
  times: number;
}

function say(words: Map<string, Said>, text: string, node: Node): void {
  const known = words.get(text);
  if (known === undefined) words.set(text, { node, times: 1 });
  else known.times++;
}

function wordsOf(nodes: readonly Node[]): NodeWords {
  const [annotations, labels, kubelets] = [new Map<string, Said>(), new Map<string, Said>(), new Map<string, Said>()];
  for (const node of nodes) {
    const { metadata, status } = node;
    for (const name of Object.keys(metadata.annotations ?? {})) say(annotations, name, node);
    for (const [key, value] of Object.entries(metadata.labels ?? {})) {
      say(labels, key, node);
      say(labels, `${key}=${value}`, node);
    }
    say(kubelets, status?.nodeInfo?.kubeletVersion ?? "", node);
  }
  return { annotations, labels, kubelets };
}

function nodeSign(kind: SignKind, text: string, { node, times }: Said): Sign {
  const others = times > 1 ? `, and ${times - 1} more ${times === 2 ? "node does" : "nodes do"}` : "";
  return { kind, evidence: { source: "object", object: refOf(node), text: `${text}${others}` } };
}

/** The first text that fits. */
function firstSaid(words: ReadonlyMap<string, Said>, fits: (text: string) => boolean): [string, Said] | undefined {
  for (const entry of words) if (fits(entry[0])) return entry;
  return undefined;
}

function nodeSigns(plugin: CniPlugin, { annotations, labels, kubelets }: NodeWords): Sign[] {
  const { nodeAnnotations, nodeLabels, kubeletVersions } = plugin;
  const annotation =
    nodeAnnotations.length === 0
      ? undefined
      : firstSaid(annotations, (name) => nodeAnnotations.some((pattern) => matchesGlob(pattern, name)));
  const label = nodeLabels.find((one) => labels.has(one));
  const labelled = label === undefined ? undefined : labels.get(label);
  const kubelet =
    kubeletVersions.length === 0
      ? undefined
      : firstSaid(kubelets, (version) => kubeletVersions.some((part) => version.includes(part)));
  return [
    ...(annotation === undefined
      ? []
      : [nodeSign("node-annotation", `has the annotation ${annotation[0]}`, annotation[1])]),
    ...(labelled === undefined ? [] : [nodeSign("node-label", `has the label ${label}`, labelled)]),
    ...(kubelet === undefined ? [] : [nodeSign("kubelet", `runs the kubelet ${kubelet[0]}`, kubelet[1])]),
  ];
}

function definitionSigns(plugin: CniPlugin, parts: SignParts): Sign[] {
  const definition = parts["customresourcedefinitions.apiextensions.k8s.io"].objects.find(({ spec }) =>
    plugin.crdGroups.includes(spec?.group ?? ""),
  );
  if (definition === undefined) return [];
  const text = `defines a kind of the group ${definition.spec?.group}; definitions outlive a plugin`;
  return [{ kind: "crd", evidence: { source: "object", object: refOf(definition), text } }];
}

function fileSigns(plugin: CniPlugin, parts: SignParts): Sign[] {
  return parts["node/cni"].objects.flatMap(({ root, file, types, counts, fault }): Sign[] => {
    if (!counts || fault !== undefined) return [];
    const object = { apiVersion: "plimsoll/v1", kind: "File", name: `${root}/etc/cni/net.d/${file}` };
    const type = plugin.confTypes.find((one) => types.includes(one));
    const named = plugin.confFiles.some((pattern) => matchesGlob(pattern, file));
    const sign = (kind: SignKind, text: string): Sign => ({ kind, evidence: { source: "object", object, text } });
    return [
      ...(type === undefined ? [] : [sign("conf-type", `is the first configuration of the node and calls ${type}`)]),
      ...(named ? [sign("conf-file", `has the name ${plugin.name} gives its file`)] : []),
    ];
  });
}

/** Which plugins an agent is: the one it looks most like, and add-ons that run in it. */
function pluginsOf(agent: Agent, { labels }: NodeWords): CniPlugin[] {
  const fits = cniPlugins.rows.flatMap((plugin) => {
    const signs = agentSigns(plugin, agent);
    if (signs.length === 0) return [];
    const onNodes = plugin.nodeLabels.some((label) => labels.has(label));
    if (plugin.needsNode === true && !onNodes) return [];
    const score = scoreOf(signs) + (plugin.needsNode === true ? weights["node-label"] : 0);
    return score < weights.name ? [] : [{ plugin, score }];
  });
  const [best] = fits.toSorted((a, b) => b.score - a.score);
  const addOns = fits.filter(
    ({ plugin }) => plugin !== best?.plugin && plugin.role === "policies" && containerOf(plugin, agent) !== undefined,
  );
  return best === undefined ? [] : [best, ...addOns].map(({ plugin }) => plugin);
}

/** Those an image alone speaks for give way to those more speaks for: other parts of a plugin share its image. */
function surest(plugin: CniPlugin, agents: readonly Agent[]): readonly Agent[] {
  const sure = agents.filter((agent) => agentSigns(plugin, agent).length > 1);
  return sure.length > 0 ? sure : agents;
}

/** All plugins for which there is a sign, by what speaks for them. Linear in DaemonSets, their pods and nodes. */
export function candidatesOf(parts: SignParts): readonly Candidate[] {
  const words = wordsOf(parts.nodes.objects);
  const agents = new Map<CniPlugin, Agent[]>();
  for (const agent of agentsOf(parts)) {
    for (const plugin of pluginsOf(agent, words)) agents.set(plugin, [...(agents.get(plugin) ?? []), agent]);
  }
  const candidates = cniPlugins.rows.flatMap((plugin): Candidate[] => {
    if (plugin.needsNode === true && !plugin.nodeLabels.some((label) => words.labels.has(label))) return [];
    const own = surest(plugin, agents.get(plugin) ?? []);
    const [first] = own;
    const container = first === undefined ? undefined : containerOf(plugin, first);
    const signs = [
      ...own.flatMap((agent) => agentSigns(plugin, agent)),
      ...nodeSigns(plugin, words),
      ...definitionSigns(plugin, parts),
      ...fileSigns(plugin, parts),
    ];
    const found = { plugin, signs, score: scoreOf(signs), agents: own };
    return signs.length === 0 ? [] : [container === undefined ? found : { ...found, container }];
  });
  return candidates.toSorted((a, b) => b.score - a.score);
}
