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

function nodeSign(node: Node, kind: SignKind, text: string, many: number): Sign {
  const others = many > 1 ? `, and ${many - 1} more ${many === 2 ? "node does" : "nodes do"}` : "";
  return { kind, evidence: { source: "object", object: refOf(node), text: `${text}${others}` } };
}

/** The first node of those that say something, and how many say it. */
function firstNode(nodes: readonly Node[], kind: SignKind, says: (node: Node) => string | undefined): Sign[] {
  const saying = nodes.flatMap((node) => {
    const text = says(node);
    return text === undefined ? [] : [{ node, text }];
  });
  const [first] = saying;
  return first === undefined ? [] : [nodeSign(first.node, kind, first.text, saying.length)];
}

function nodeSigns(plugin: CniPlugin, nodes: readonly Node[]): Sign[] {
  const annotation = ({ metadata }: Node): string | undefined => {
    const name = Object.keys(metadata.annotations ?? {}).find((key) =>
      plugin.nodeAnnotations.some((pattern) => matchesGlob(pattern, key)),
    );
    return name === undefined ? undefined : `has the annotation ${name}`;
  };
  const label = ({ metadata }: Node): string | undefined => {
    const found = plugin.nodeLabels.find((one) => hasLabel(metadata.labels, one));
    return found === undefined ? undefined : `has the label ${found}`;
  };
  const kubelet = ({ status }: Node): string | undefined => {
    const version = status?.nodeInfo?.kubeletVersion ?? "";
    return plugin.kubeletVersions.some((part) => version.includes(part)) ? `runs the kubelet ${version}` : undefined;
  };
  return [
    ...(plugin.nodeAnnotations.length === 0 ? [] : firstNode(nodes, "node-annotation", annotation)),
    ...(plugin.nodeLabels.length === 0 ? [] : firstNode(nodes, "node-label", label)),
    ...(plugin.kubeletVersions.length === 0 ? [] : firstNode(nodes, "kubelet", kubelet)),
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
function pluginsOf(agent: Agent, nodes: readonly Node[]): CniPlugin[] {
  const fits = cniPlugins.rows.flatMap((plugin) => {
    const signs = agentSigns(plugin, agent);
    const onNodes =
      plugin.nodeLabels.length > 0 &&
      nodes.some(({ metadata }) => plugin.nodeLabels.some((one) => hasLabel(metadata.labels, one)));
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
  const nodes = parts.nodes.objects;
  const agents = new Map<CniPlugin, Agent[]>();
  for (const agent of agentsOf(parts)) {
    for (const plugin of pluginsOf(agent, nodes)) agents.set(plugin, [...(agents.get(plugin) ?? []), agent]);
  }
  const candidates = cniPlugins.rows.flatMap((plugin): Candidate[] => {
    const own = surest(plugin, agents.get(plugin) ?? []);
    const [first] = own;
    const container = first === undefined ? undefined : containerOf(plugin, first);
    const signs = [
      ...own.flatMap((agent) => agentSigns(plugin, agent)),
      ...nodeSigns(plugin, nodes),
      ...definitionSigns(plugin, parts),
      ...fileSigns(plugin, parts),
    ];
    const found = { plugin, signs, score: scoreOf(signs), agents: own };
    return signs.length === 0 ? [] : [container === undefined ? found : { ...found, container }];
  });
  return candidates.toSorted((a, b) => b.score - a.score);
}
