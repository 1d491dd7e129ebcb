// plimsoll network plugin: what enforces policies in a cluster, how that is known, and where it does not.
import { describeObject, type Answer, type Cell, type Document, type Evidence } from "../../../core/index.ts";
import type { Capability, Support } from "../../../facts/cni-plugins/index.ts";
import { policyParts } from "../../../checking/network/index.ts";
import {
  networkPlugin,
  type ClusterModel,
  type DetectedPlugin,
  type Enforcement,
  type NetworkPlugin,
  type NodeGap,
} from "../../../model/index.ts";

/** One plugin of the answer. */
export interface ReportedPlugin {
  readonly id: string;
  readonly name: string;
  readonly state: DetectedPlugin["state"];
  readonly seen?: DetectedPlugin["seen"];
  readonly score: number;
  readonly version?: string;
  readonly enforces: Readonly<Record<Capability, Enforcement>>;
  /** What the table says of all its versions. */
  readonly supports: Readonly<Record<Capability, Support>>;
  readonly supportEnded?: string;
  readonly evidence: readonly Evidence[];
  readonly caveats: readonly string[];
  readonly source: string;
}

/** The answer as data. */
export interface NetworkPluginReport {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "NetworkPlugin";
  /** Whether ingress and egress policies have effect on every node. */
  readonly enforced: "yes" | "no" | "partly" | "unknown";
  readonly reason: string;
  readonly verdicts: Readonly<Record<Capability, Enforcement>>;
  readonly plugins: readonly ReportedPlugin[];
  readonly nodes: readonly NodeGap[];
  readonly policies: number;
  readonly otherPolicies: NetworkPlugin["otherPolicies"];
  readonly readings: Readonly<Record<"ipBlockMatchesPods" | "ipBlockMatchesNodes" | "hostNetworkAsPod", boolean>>;
  readonly notes: readonly string[];
}

const capabilities: readonly (readonly [Capability, string])[] = [
  ["ingress", "ingress rules"],
  ["egress", "egress rules"],
  ["endPort", "port ranges (endPort)"],
  ["adminTiers", "AdminNetworkPolicy, BaselineAdminNetworkPolicy"],
  ["clusterTiers", "ClusterNetworkPolicy"],
];

const cells: Readonly<Record<Enforcement, Cell>> = {
  enforced: { text: "enforced", tone: "good" },
  "not-enforced": { text: "not enforced", tone: "bad" },
  unknown: { text: "unknown", tone: "warning" },
};

function summaryOf({ ingress, egress, nodes }: NetworkPlugin): NetworkPluginReport["enforced"] {
  const both = [ingress, egress];
  if (both.every((one) => one === "not-enforced")) return "no";
  if (both.includes("not-enforced")) return "partly";
  if (both.includes("unknown")) return "unknown";
  return nodes.length > 0 ? "partly" : "yes";
}

function reported({ plugin, ...detected }: DetectedPlugin): ReportedPlugin {
  const { id, name, supportEnded, caveats, source, enforces: supports } = plugin;
  return { id, name, ...detected, supports, ...(supportEnded === undefined ? {} : { supportEnded }), caveats, source };
}

function notesOf(model: ClusterModel, plugin: NetworkPlugin): string[] {
  const faults = model.parts["node/cni"].objects.flatMap(({ root, file, fault }) =>
    fault === undefined ? [] : [`${root}/etc/cni/net.d${file === "" ? "" : `/${file}`}: ${fault}.`],
  );
  const others = plugin.otherPolicies.map(({ kind, count }) => `${count} of ${kind}`);
  const kept = others.length === 0 ? [] : [`Policies of other makers are not evaluated here: ${others.join(", ")}.`];
  const readings = [
    plugin.ipBlockMatchesPods ? [] : ["An ipBlock does not match pods."],
    plugin.ipBlockMatchesNodes ? [] : ["An ipBlock does not match nodes."],
  ].flat();
  return [...plugin.caveats.map((text) => `${text}.`), ...readings, ...kept, ...faults];
}

function dataOf(model: ClusterModel): NetworkPluginReport {
  const plugin = networkPlugin(model);
  const { ingress, egress, endPort, adminTiers, clusterTiers, nodes, otherPolicies, reason } = plugin;
  const { ipBlockMatchesPods, ipBlockMatchesNodes, hostNetworkAsPod } = plugin;
  return {
    apiVersion: "plimsoll/v1",
    kind: "NetworkPlugin",
    enforced: summaryOf(plugin),
    reason,
    verdicts: { ingress, egress, endPort, adminTiers, clusterTiers },
    plugins: plugin.plugins.map(reported),
    nodes,
    policies: policyParts.reduce((sum, part) => sum + model.parts[part].objects.length, 0),
    otherPolicies,
    readings: { ipBlockMatchesPods, ipBlockMatchesNodes, hostNetworkAsPod },
    notes: notesOf(model, plugin),
  };
}

const headlines: Readonly<Record<NetworkPluginReport["enforced"], readonly [string, Cell["tone"]]>> = {
  yes: ["Network policies are enforced.", "good"],
  no: ["Network policies are NOT enforced: they have no effect.", "bad"],
  partly: ["Network policies are enforced only in part.", "warning"],
  unknown: ["Whether network policies are enforced is not known.", "warning"],
};

/** One block: evidence of each plugin, in the order of its weight. */
function evidenceText({ object, text }: Evidence): string {
  return object === undefined ? text : `${describeObject(object)} ${text}`;
}

function stateText({ state, seen }: ReportedPlugin): string {
  if (state === "traces") return "only traces of it";
  return seen === "file" ? "configured in a file of a node; whether it runs was not seen" : "running";
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function documentOf(data: NetworkPluginReport): Document {
  const [headline, tone] = headlines[data.enforced];
  const policies = data.policies === 1 ? "1 policy" : `${data.policies} policies`;
  const words = tone === undefined ? {} : { tone };
  const rows = capabilities.map(([one, text]): Cell[] => [{ text }, cells[data.verdicts[one]]]);
  const gaps = data.nodes.map(({ node, enforcement, reason }): Cell[] => [
    { text: node },
    cells[enforcement],
    { text: reason },
  ]);
  return {
    title: "Network plugin",
    blocks: [
      { type: "paragraph", text: headline, ...words },
      { type: "paragraph", text: `${sentence(data.reason)} ${policies} in the input.` },
      { type: "heading", level: 2, text: "What is enforced" },
      { type: "table", columns: ["what", "verdict"], rows },
      { type: "heading", level: 2, text: "Detected" },
      ...(data.plugins.length === 0
        ? ([{ type: "paragraph", text: "No sign of any plugin that is known here." }] as const)
        : []),
      {
        type: "tree",
        roots: data.plugins.map((plugin) => ({
          text: `${plugin.name}${plugin.version === undefined ? "" : ` ${plugin.version}`}: ${stateText(plugin)} (weight of the signs ${plugin.score})`,
          children: plugin.evidence.map((one) => ({ text: evidenceText(one) })),
        })),
      },
      ...(gaps.length === 0
        ? []
        : ([
            { type: "heading", level: 2, text: "Nodes that differ" },
            { type: "table", columns: ["node", "policies", "why"], rows: gaps },
          ] as const)),
      ...(data.notes.length === 0 ? [] : ([{ type: "list", items: data.notes }] as const)),
    ],
  };
}

/** What enforces policies. Linear in DaemonSets, pods and nodes. */
export function networkPluginReport(model: ClusterModel): Answer<NetworkPluginReport> {
  const data = dataOf(model);
  return { data, document: documentOf(data) };
}
