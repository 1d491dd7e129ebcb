// Which network plugin a cluster runs, and whether it enforces policies.
import type { Evidence } from "../core/index.ts";
import { cniPlugins, supports, type Capability, type CniPlugin } from "../facts/cni-plugins/index.ts";
import type { ClusterModel, OtherKind, Parts } from "./cluster-model.ts";
import { derive } from "./derive.ts";
import { gapOf } from "./part.ts";
import { nodeGaps } from "./plugin-nodes.ts";
import { candidatesOf, signParts, type Candidate } from "./plugin-signs.ts";
import { settingsOf, switchParts, switchState, type HeldSetting } from "./plugin-switches.ts";

/** Whether something policies say has effect. */
export type Enforcement = "enforced" | "not-enforced" | "unknown";

/** A plugin of which signs were seen. */
export interface DetectedPlugin {
  readonly plugin: CniPlugin;
  /** `running`: its agent was seen at work. `traces`: there is only what outlives a plugin, or a single sign. */
  readonly state: "running" | "traces";
  /** What says that it runs: its agent, nodes it is a part of, or only a file of a node, which may be older than what runs now. */
  readonly seen?: "agent" | "node" | "file";
  /** The sum of the signs' weights: the more, the surer. */
  readonly score: number;
  /** Of its agent, where the image tells. */
  readonly version?: string;
  readonly evidence: readonly Evidence[];
  readonly enforces: Readonly<Record<Capability, Enforcement>>;
}

/** A node where pods are not protected as they are elsewhere. */
export interface NodeGap {
  readonly node: string;
  readonly enforcement: Enforcement;
  readonly reason: string;
}

/** What enforces policies in a cluster, and how it reads what the API leaves open. */
export interface NetworkPlugin extends Readonly<Record<Capability, Enforcement>> {
  /** Those that run before others, then by score. */
  readonly plugins: readonly DetectedPlugin[];
  /** Why ingress and egress are enforced, or not, or why that is not known. */
  readonly reason: string;
  /** Only nodes that differ from the rest. */
  readonly nodes: readonly NodeGap[];
  /** Kinds of the plugins' own that may tighten or open what is answered here; of all plugins where none was recognised. */
  readonly otherPolicies: readonly OtherKind[];
  readonly caveats: readonly string[];
  readonly ipBlockMatchesPods: boolean;
  readonly ipBlockMatchesNodes: boolean;
  readonly hostNetworkAsPod: boolean;
}

const capabilities: readonly Capability[] = ["ingress", "egress", "endPort", "adminTiers", "clusterTiers"];

/** Parts a plugin is told from. */
export const pluginParts = [...new Set([...signParts, ...switchParts])] as const;

type PluginParts = Pick<Parts, (typeof pluginParts)[number]>;

interface Found {
  readonly candidate: Candidate;
  readonly detected: DetectedPlugin;
  readonly settings: readonly HeldSetting[];
}

/** What was seen of agents is all there is: DaemonSets, or pods, were fully collected. */
function isComplete(parts: PluginParts): boolean {
  return gapOf(parts["daemonsets.apps"]) === undefined || gapOf(parts.pods) === undefined;
}

/** An agent at work, or what stands for one where agents cannot be seen, and never one sign alone. */
function isRunning({ plugin, signs, agents }: Candidate, complete: boolean): boolean {
  const kinds = new Set(signs.map(({ kind }) => kind));
  const isPart = kinds.has("kubelet") || (plugin.daemonSets.length === 0 && kinds.has("conf-type"));
  const stands = agents.length > 0 || isPart || (!complete && kinds.has("conf-type"));
  // An add-on may run in the agent of another plugin, whose name and labels are then not its own.
  const isAddOn = plugin.role === "policies" && kinds.has("image");
  return stands && (kinds.size > 1 || isAddOn || (plugin.daemonSets.length === 0 && kinds.has("conf-type")));
}

function seenOf({ agents, signs }: Candidate): "agent" | "node" | "file" {
  if (agents.length > 0) return "agent";
  return signs.some(({ kind }) => kind === "kubelet") ? "node" : "file";
}

function verdictOf(can: boolean | undefined, on: boolean | undefined): Enforcement {
  if (can === false || on === false) return "not-enforced";
  return can === true && on === true ? "enforced" : "unknown";
}

function foundOf(candidate: Candidate, parts: PluginParts, complete: boolean): Found {
  const { plugin, signs, score, container } = candidate;
  const running = isRunning(candidate, complete);
  const { on, evidence } = switchState(candidate, parts);
  const settings = settingsOf(candidate, parts);
  const version = container?.tag;
  // A part of the node itself works unless told not to; an agent nobody saw may not.
  const works = running && (candidate.agents.length > 0 || plugin.daemonSets.length === 0) ? on : undefined;
  const enforces = Object.fromEntries(
    capabilities.map((one) => [one, verdictOf(supports(plugin.enforces[one], version), works)]),
  ) as Record<Capability, Enforcement>;
  if (settings.some(({ setting }) => setting.effect === "cluster-tiers") && enforces.ingress === "enforced")
    enforces.clusterTiers = "enforced";
  const shown = settings.filter(({ setting }) => setting.effect !== "off").map((held) => held.evidence);
  const detected: DetectedPlugin = {
    plugin,
    state: running ? "running" : "traces",
    ...(running ? { seen: seenOf(candidate) } : {}),
    score,
    ...(version === undefined ? {} : { version }),
    evidence: [...signs.map((sign) => sign.evidence), ...evidence, ...shown],
    enforces,
  };
  return { candidate, detected, settings };
}

/** Plugins of whose signs each is also one of a plugin that runs are not told of: Cilium's definitions are not GKE's. */
function withoutEchoes(found: readonly Found[]): readonly Found[] {
  const explained = new Set(
    found
      .filter(({ detected }) => detected.state === "running")
      .flatMap(({ candidate }) => candidate.signs.map(({ evidence }) => evidence.text)),
  );
  return found.filter(
    ({ detected, candidate }) =>
      detected.state === "running" || candidate.signs.some(({ evidence }) => !explained.has(evidence.text)),
  );
}

function overall(running: readonly DetectedPlugin[], one: Capability, complete: boolean): Enforcement {
  const verdicts = new Set(running.map(({ enforces }) => enforces[one]));
  if (verdicts.has("enforced")) return "enforced";
  if (verdicts.has("unknown") || !complete || running.length === 0) return "unknown";
  return "not-enforced";
}

function named(plugins: readonly DetectedPlugin[]): string {
  return plugins
    .map(({ plugin, version }) => (version === undefined ? plugin.name : `${plugin.name} ${version}`))
    .join(", ");
}

function reasonOf(running: readonly DetectedPlugin[], parts: PluginParts, complete: boolean): string {
  const enforcing = running.filter(({ enforces }) => enforces.ingress === "enforced");
  const unsure = running.filter(({ enforces }) => enforces.ingress === "unknown");
  if (enforcing.length > 0) return `${named(enforcing)} enforces policies`;
  if (unsure.length > 0) return `whether ${named(unsure)} enforces policies cannot be told from what was seen`;
  const gap = gapOf(parts["daemonsets.apps"]) ?? gapOf(parts.pods);
  if (running.length === 0)
    return complete || gap === undefined
      ? "no network plugin that is known here was recognised"
      : `no network plugin was seen: ${gap.reason}`;
  if (complete) return `${named(running)} does not enforce policies, and nothing else that does was seen`;
  return `${named(running)} does not enforce policies; whether something else does was not seen: ${gap?.reason ?? ""}`;
}

function buildPlugin(parts: PluginParts): Omit<NetworkPlugin, "otherPolicies"> {
  const complete = isComplete(parts);
  const all = candidatesOf(parts).map((candidate) => foundOf(candidate, parts, complete));
  const found = withoutEchoes(withoutBridge(all));
  const plugins = found
    .map(({ detected }) => detected)
    .toSorted((a, b) => (a.state < b.state ? -1 : a.state > b.state ? 1 : 0));
  const running = found.filter(({ detected }) => detected.state === "running");
  const enforcing = running.filter(({ detected }) => detected.enforces.ingress !== "not-enforced");
  const agents = enforcing.flatMap(({ candidate }) => candidate.agents);
  const onNode = enforcing.some(({ candidate }) => candidate.agents.length === 0);
  const gaps = onNode ? [] : nodeGaps(parts, agents);
  const nowhere =
    gaps.length > 0 &&
    gaps.length === parts.nodes.objects.length &&
    gaps.every(({ enforcement }) => enforcement === "not-enforced");
  const seen = running.map(({ detected }) => detected);
  const verdicts = Object.fromEntries(
    capabilities.map((one) => [one, nowhere ? "not-enforced" : overall(seen, one, complete)]),
  ) as Record<Capability, Enforcement>;
  const readers = enforcing.length > 0 ? enforcing : running;
  const settings = running.flatMap((one) => one.settings.map(({ setting }) => setting));
  return {
    ...verdicts,
    plugins,
    reason: nowhere
      ? `the agent that enforces policies runs on no node: ${gaps[0]?.reason ?? ""}`
      : reasonOf(seen, parts, complete),
    nodes: nowhere ? [] : gaps,
    caveats: [
      ...running.flatMap(({ detected }) => detected.plugin.caveats.map((text) => `${detected.plugin.name}: ${text}`)),
      ...settings.filter(({ effect }) => effect !== "off").map(({ text }) => text),
    ],
    ipBlockMatchesPods: readers.every(({ candidate }) => candidate.plugin.ipBlockMatchesPods),
    ipBlockMatchesNodes:
      settings.some(({ effect }) => effect === "ip-blocks-match-nodes") ||
      readers.every(({ candidate }) => candidate.plugin.ipBlockMatchesNodes),
    hostNetworkAsPod: readers.some(({ candidate }) => candidate.plugin.hostNetworkAsPod),
  };
}

/** The reference plugins are called by others; only alone are they the network. */
function withoutBridge(found: readonly Found[]): readonly Found[] {
  const isOther = ({ detected }: Found): boolean =>
    detected.state === "running" && detected.plugin.role === "network" && detected.plugin.id !== "bridge";
  return found.some(isOther) ? found.filter(({ detected }) => detected.plugin.id !== "bridge") : found;
}

const known = new WeakMap<ClusterModel, NetworkPlugin>();

/**
 * The plugin of a cluster, told from its DaemonSets and pods, nodes, custom resource definitions, and files of a node: never
 * from one sign alone. `unknown` where agents were not collected. Linear in them, once per model.
 */
export function networkPlugin(model: ClusterModel): NetworkPlugin {
  const before = known.get(model);
  if (before !== undefined) return before;
  const plugin = derive(model, pluginParts, buildPlugin);
  // Where no plugin was recognised, it may be any of them.
  const isKnown = plugin.plugins.some(({ state }) => state === "running");
  const makers = isKnown ? plugin.plugins.map((one) => one.plugin) : cniPlugins.rows;
  const kinds = new Set(makers.flatMap((row) => row.ownPolicies));
  const otherPolicies = model.otherKinds.filter(({ apiVersion, kind }) =>
    kinds.has(`${apiVersion.split("/")[0] ?? ""}/${kind}`),
  );
  const answer = { ...plugin, otherPolicies };
  known.set(model, answer);
  return answer;
}
