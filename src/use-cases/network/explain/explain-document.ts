// What isolates a pod, in sentences for somebody new to network policies.
import { describeObject, formatLocation, type Block, type Document, type TreeNode } from "../../../core/index.ts";
import type { NetworkView } from "../../../checking/network/index.ts";
import type { Direction, ExposedPorts } from "../../../engines/network-policy/index.ts";
import type { ClusterModel } from "../../../model/index.ts";
import { foldNames, type FoldNames } from "../question/fold-names.ts";
import { reasonText } from "../question/plugin-text.ts";
import { formatPorts, isNoPort } from "../question/port-text.ts";
import { cautions } from "../question/unseen.ts";
import type { ReachedOther } from "../reach/reach-all.ts";
import type {
  ExplainedDirection,
  ExplainedPods,
  ExplainedPolicy,
  NetworkExplain,
  ServiceInFront,
} from "./network-explain.ts";

const shownRules = 12;
const shownNames = 6;

const titles: Readonly<Record<Direction, string>> = { ingress: "Coming in (ingress)", egress: "Going out (egress)" };

function isolationText({ direction, isolated, policies }: ExplainedDirection, hostNetwork: boolean): string {
  const way = direction === "ingress" ? "comes in" : "goes out";
  if (hostNetwork)
    return `Policies do not select pods on the host network: nothing limits what ${way}, beyond what limits the node.`;
  const own = policies.filter(({ tier }) => tier === "network").length;
  if (isolated) {
    const count = own === 1 ? "One NetworkPolicy isolates" : `${own} NetworkPolicies isolate`;
    return `${count} these pods: only what ${own === 1 ? "it allows" : "at least one of them allows"} ${way}.`;
  }
  if (policies.length > 0)
    return `No NetworkPolicy isolates these pods; the policies of the cluster's administrators below decide first, and what they leave undecided is open.`;
  const everything =
    direction === "ingress"
      ? "Every pod, node and address that is routed here may connect to every port."
      : "They may connect to every pod, node and address, on every port.";
  return `No policy limits what ${way}. ${everything}`;
}

function policyNode(
  { label, tier, priority, rules, location }: ExplainedPolicy,
  direction: Direction,
  verbose: boolean,
): TreeNode {
  const place = location === undefined ? "" : ` (${formatLocation({ file: location.file, line: location.line })})`;
  const rank = tier === "network" ? "" : `, ${tier} tier, priority ${priority}`;
  const preposition = direction === "ingress" ? "from" : "to";
  const shown = verbose ? rules : rules.slice(0, shownRules);
  const children: TreeNode[] = shown.map(({ action, peers, ports }) => {
    const verb = action === "accept" ? "allows" : action === "deny" ? "denies" : "passes on to the next tier";
    return { text: `${verb} ${ports} ${preposition} ${peers}`, tone: action === "deny" ? "bad" : "good" };
  });
  const rest = rules.length - shown.length;
  const none: TreeNode[] =
    rules.length === 0
      ? [
          {
            text: tier === "network" ? "allows nothing: it only isolates (default deny)" : "has no rule",
            tone: "warning",
          },
        ]
      : [];
  const more: TreeNode[] = rest > 0 ? [{ text: `${rest} more rules (-v shows them)`, tone: "muted" }] : [];
  return { text: `${label}${place}${rank}`, children: [...children, ...none, ...more] };
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return "nobody";
  const shown = names.slice(0, shownNames).join(", ");
  return names.length > shownNames ? `${shown} and ${names.length - shownNames} more` : shown;
}

/** `on 80/TCP Deployment shop/web; on all ports all of namespace ci`. */
function openByPorts(open: readonly ReachedOther[], fold: FoldNames): string {
  const byPorts = new Map<string, string[]>();
  for (const { label, ports } of open) {
    const text = formatPorts(ports, 3);
    byPorts.set(text, [...(byPorts.get(text) ?? []), label]);
  }
  if (byPorts.size === 0) return "";
  return `: ${[...byPorts].map(([text, labels]) => `${fold(labels)} on ${text}`).join("; ")}`;
}

function openText({ direction, workloads, outside }: ExplainedDirection, fold: FoldNames): string {
  const open = workloads.filter((other) => other.open && !other.ownNode);
  const near = workloads.filter(({ ownNode }) => ownNode).length;
  const places = outside
    .filter((other) => other.open && !other.ownNode)
    .map(({ label, everywhere }) => (everywhere ? label : `part of ${label}`));
  const all = openByPorts(open, fold);
  const away = places.length === 0 ? "nothing" : listed(places);
  const host = near === 0 ? "" : ` What runs on the network of their own node (${near} more) always does.`;
  return direction === "ingress"
    ? `Of ${workloads.length} other workloads, ${open.length} ${open.length === 1 ? "reaches" : "reach"} them${all}.${host} From outside: ${away}.`
    : `Of ${workloads.length} other workloads they reach ${open.length}${all}.${host} Outside: ${away}.`;
}

function exposedText({ ports, named }: ExposedPorts): string {
  const names = named.length === 0 ? "" : ` and the ports named ${named.join(", ")}`;
  return `${isNoPort(ports) && named.length > 0 ? "no port by number" : formatPorts(ports)}${names}`;
}

function futureTexts({ direction, anyPod, future }: ExplainedDirection): string[] {
  if (anyPod === undefined) return [];
  const towards =
    direction === "ingress"
      ? "Any pod started tomorrow, in any namespace, would reach"
      : "Of any pod started tomorrow they would reach";
  const unborn = future.filter(({ exists }) => !exists);
  return [
    `${towards} ${exposedText(anyPod)}.`,
    ...unborn
      .slice(0, shownNames)
      .map(({ who, exposed }) =>
        direction === "ingress"
          ? `Nobody is ${who} today; such a pod would reach ${exposedText(exposed)}.`
          : `Nobody is ${who} today; of such a pod they would reach ${exposedText(exposed)}.`,
      ),
  ];
}

function dnsTexts({ dns }: ExplainedDirection): string[] {
  if (dns === undefined || (dns.udp && dns.tcp)) return [];
  if (dns.udp) return ["Names are resolved over UDP, but not over TCP, which long answers need."];
  return [
    `Names cannot be resolved: the cluster's DNS (port ${dns.ports.join(" or ")}) is not allowed${dns.tcp ? " over UDP" : ""}.`,
  ];
}

function enforcementText({ enforcement, policies }: ExplainedDirection, view: NetworkView): string[] {
  if (policies.length === 0) return [];
  if (enforcement === "enforced") return [`This has effect. ${reasonText(view)}`];
  if (enforcement === "not-enforced") return [`This has no effect here, everything is open. ${reasonText(view)}`];
  return [`Whether this has effect is not known. ${reasonText(view)}`];
}

function directionBlocks(
  explained: ExplainedDirection,
  hostNetwork: boolean,
  view: NetworkView,
  verbose: boolean,
): Block[] {
  const { direction, policies, isolated, enforcement } = explained;
  const tone = !isolated || enforcement === "not-enforced" ? "warning" : "good";
  const items = [
    ...enforcementText(explained, view),
    openText(explained, foldNames(view.workloads)),
    ...futureTexts(explained),
    ...dnsTexts(explained),
  ];
  const roots = policies.map((policy) => policyNode(policy, direction, verbose));
  return [
    { type: "heading", level: 2, text: titles[direction] },
    { type: "paragraph", text: isolationText(explained, hostNetwork), tone },
    ...(roots.length === 0 ? [] : [{ type: "tree", roots } as const]),
    { type: "list", items },
  ];
}

function groupBlocks(group: ExplainedPods, alone: boolean, view: NetworkView, verbose: boolean): Block[] {
  const which: Block[] = alone ? [] : [{ type: "paragraph", text: `${listed(group.pods)}:`, tone: "strong" }];
  return [
    ...which,
    ...directionBlocks(group.ingress, group.hostNetwork, view, verbose),
    ...directionBlocks(group.egress, group.hostNetwork, view, verbose),
  ];
}

function serviceText({ name, type, ports, ingress }: ServiceInFront): string {
  const texts = ports.map(({ port, protocol, target, nodePort }) => {
    const outside = nodePort === undefined ? "" : `, on every node ${nodePort}`;
    return `${port}/${protocol} → ${target.join(" or ") || "nothing"}${outside}`;
  });
  const before = ingress === undefined ? "" : `; published by ${describeObject(ingress)}`;
  return `Service ${name} (${type}): ${texts.join("; ")}${before}. Policies are asked about the port on the pod.`;
}

function inFrontTexts({ services, waysIn }: NetworkExplain): readonly string[] {
  const led = waysIn.length === 0 ? [] : [`From outside of the cluster they are reached through ${listed(waysIn)}.`];
  return [...services.map(serviceText), ...led];
}

/** The document of an explanation. */
export function explainDocument(
  model: ClusterModel,
  view: NetworkView,
  data: NetworkExplain,
  verbose: boolean,
): Document {
  const { groups } = data;
  const unsure =
    data.certainty === "unknown"
      ? [
          {
            type: "paragraph",
            text: "What decides was not seen completely; this is what was seen.",
            tone: "warning",
          } as const,
        ]
      : [];
  const inFront = inFrontTexts(data);
  const notes = [...data.notes, ...cautions(model, view, data.unseen)];
  return {
    title: `What limits ${data.subject}`,
    blocks: [
      ...unsure,
      ...groups.flatMap((group) => groupBlocks(group, groups.length === 1, view, verbose)),
      ...(inFront.length === 0
        ? []
        : ([
            { type: "heading", level: 2, text: "In front" },
            { type: "list", items: inFront },
          ] as const)),
      ...(notes.length === 0
        ? []
        : ([
            { type: "heading", level: 2, text: "To know" },
            { type: "list", items: notes },
          ] as const)),
    ],
  };
}
