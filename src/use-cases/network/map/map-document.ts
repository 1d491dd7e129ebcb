// The map for people: how much is open, who is unprotected, how namespaces are connected, and the graph.
import type { Block, Cell, Document, Graph } from "../../../core/index.ts";
import type { MapConnections, NamespaceConnection, NetworkMap } from "./map-data.ts";
import { edgeTone, isOpen, portFacts } from "./edge-tone.ts";
import type { MapGraph } from "./map-graph.ts";
import type { MapUnit, Protection } from "./map-units.ts";
import { namespaceId } from "./namespace-edges.ts";
import type { OutsidePlace } from "./outside-places.ts";
import type { ReachMatrix } from "./reach-matrix.ts";

const mostNamespaces = 60;
const mostWorkloads = 40;
const widestMatrix = 9;
const mostNodes = 5;

function paragraph(text: string, tone?: Cell["tone"]): Block {
  return { type: "paragraph", text, ...(tone === undefined ? {} : { tone }) };
}

function plural(count: number, word: string): string {
  return `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
}

function share({ connectedPairs, pairs }: MapConnections): string {
  const percent = pairs === 0 ? 0 : (100 * connectedPairs) / pairs;
  return `${connectedPairs.toLocaleString("en")} of ${pairs.toLocaleString("en")} (${percent.toFixed(1)} %)`;
}

/** What policies say, and what the plugin makes of them. */
function summary({ written, enforced, plugin, cautions }: NetworkMap, graphIs: "written" | "enforced"): Block[] {
  const workloads = plural(written.workloads.length, "workload");
  const blocks = [
    paragraph(`${workloads}. As policies are written, of all pairs ${share(written)} can connect on some port.`),
  ];
  if (enforced !== undefined) {
    const shown =
      graphIs === "enforced"
        ? "Below is what is enforced (--as-written: what is written)."
        : "Below is what is written.";
    blocks.push(paragraph(`As enforced, ${share(enforced)} can connect: ${plugin.reason}. ${shown}`, "bad"));
  } else
    blocks.push(paragraph(`Enforcement: ${plugin.reason}.`, plugin.ingress === "enforced" ? undefined : "warning"));
  const effects = {
    "not-enforced": "policies have no effect",
    unknown: "it is not known whether policies have effect",
  };
  for (const { node, enforcement, reason } of plugin.nodes.slice(0, mostNodes)) {
    if (enforcement === "enforced") continue;
    const text = `On node ${node} ${effects[enforcement]}, which the map does not show: ${reason}.`;
    blocks.push(paragraph(text, "warning"));
  }
  const rest = plugin.nodes.length - mostNodes;
  if (rest > 0)
    blocks.push(paragraph(`So it is on ${plural(rest, "more node")}: plimsoll network plugin lists them.`, "warning"));
  return [...blocks, ...cautions.map((text) => paragraph(text, "warning"))];
}

const words: Readonly<Record<Protection, Cell>> = {
  open: { text: "open: no policy", tone: "bad" },
  "allow-all": { text: "open: allowed all", tone: "bad" },
  "host-network": { text: "host network", tone: "warning" },
  limited: { text: "limited", tone: "good" },
};

/** Which units have a connection with a place that is worth telling. */
function reachers({ units, rows, ports }: ReachMatrix, place: OutsidePlace["id"]): ReadonlySet<MapUnit> {
  const facts = ports.ranges.map(portFacts);
  const at = units.flatMap((unit, index) => (unit.place?.id === place ? index : []));
  return new Set(
    units.filter((unit, index) =>
      at.some((target) => {
        const [set = 0, to] = [rows[index]?.[target], units[target]];
        const tone = set === 0 || to === undefined ? undefined : edgeTone(unit, to, facts[set]);
        return tone === "bad" || tone === "warning";
      }),
    ),
  );
}

function yes(value: boolean, tone: Cell["tone"]): Cell {
  return value ? { text: "yes", ...(tone === undefined ? {} : { tone }) } : { text: "no", tone: "muted" };
}

function workloadTable(matrix: ReachMatrix, graph: Graph): Block {
  const { units } = matrix;
  const [internet, metadata] = [reachers(matrix, "internet"), reachers(matrix, "metadata")];
  const named = new Map(graph.nodes.map(({ id, label }) => [id, label]));
  const rows = units
    .flatMap((unit) =>
      unit.workloads.map((workload) => ({ unit, id: `w${workload.number}`, namespace: workload.namespace })),
    )
    .filter(({ id }) => named.has(id))
    .map(({ unit, id, namespace }) => ({ namespace, name: named.get(id) ?? id, unit, id }))
    .sort((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1))
    .map(({ namespace, name, unit }): readonly Cell[] => [
      { text: `${namespace}/${name}` },
      words[unit.ingress],
      words[unit.egress],
      yes(unit.exposed, "warning"),
      yes(internet.has(unit), "warning"),
      yes(metadata.has(unit), "bad"),
    ]);
  const columns = ["workload", "what reaches it", "what it reaches", "exposed", "to internet", "to metadata"];
  return { type: "table", columns, rows };
}

function counted(count: number, of: number, tone: Cell["tone"]): Cell {
  if (count === 0) return { text: "–", tone: "muted" };
  return { text: count === of ? `all ${of}` : `${count} of ${of}`, ...(tone === undefined ? {} : { tone }) };
}

interface NamespaceCounts {
  workloads: number;
  openIn: number;
  openOut: number;
  host: number;
  internet: number;
  metadata: number;
}

function countNamespaces(matrix: ReachMatrix, graph: Graph): ReadonlyMap<string, NamespaceCounts> {
  const [internet, metadata] = [reachers(matrix, "internet"), reachers(matrix, "metadata")];
  const named = new Set(graph.nodes.map(({ id }) => id));
  const counts = new Map<string, NamespaceCounts>();
  for (const unit of matrix.units) {
    for (const { namespace, number } of unit.workloads) {
      if (!named.has(`w${number}`) && !named.has(namespaceId(namespace))) continue;
      const none = { workloads: 0, openIn: 0, openOut: 0, host: 0, internet: 0, metadata: 0 };
      const count = counts.get(namespace) ?? none;
      counts.set(namespace, count);
      const onHost = unit.ingress === "host-network";
      count.workloads++;
      if (onHost) count.host++;
      if (!onHost && isOpen(unit.ingress)) count.openIn++;
      if (!onHost && isOpen(unit.egress)) count.openOut++;
      if (internet.has(unit)) count.internet++;
      if (metadata.has(unit)) count.metadata++;
    }
  }
  return counts;
}

function namespaceTable(matrix: ReachMatrix, graph: Graph): readonly Block[] {
  const counts = countNamespaces(matrix, graph);
  const all = [...counts].sort(([a, x], [b, y]) => y.openIn + y.openOut - x.openIn - x.openOut || (a < b ? -1 : 1));
  const rows = all
    .slice(0, mostNamespaces)
    .map(([namespace, { workloads, openIn, openOut, host, internet: web, metadata: cloud }]) => [
      { text: namespace },
      { text: String(workloads) },
      counted(openIn, workloads, "bad"),
      counted(openOut, workloads, "bad"),
      counted(host, workloads, "warning"),
      counted(web, workloads, "warning"),
      counted(cloud, workloads, "bad"),
    ]);
  const columns = [
    "namespace",
    "workloads",
    "open inwards",
    "open outwards",
    "host network",
    "to internet",
    "to metadata",
  ];
  const table: Block = { type: "table", columns, rows };
  const rest = all.length - rows.length;
  return rest > 0 ? [table, paragraph(`… and ${plural(rest, "more namespace")}: -o json has all.`, "muted")] : [table];
}

/** How many connections each namespace has to each; only while it fits. */
function namespaceMatrix(connections: readonly NamespaceConnection[], placeNames: readonly string[]): readonly Block[] {
  const names = [...new Set(connections.flatMap(({ from, to }) => [from, to]))];
  const boxes = names.filter((name) => !placeNames.includes(name)).sort();
  const all = [...boxes, ...placeNames.filter((name) => names.includes(name))];
  if (boxes.length < 2 || all.length > widestMatrix) return [];
  const weights = new Map(connections.map(({ from, to, connections: weight }) => [`${from}\n${to}`, weight]));
  const rows = all.map((from) => [
    { text: from, tone: "strong" } as const,
    ...all.map((to): Cell => {
      const weight = weights.get(`${from}\n${to}`);
      return weight === undefined ? { text: from === to ? "" : "–", tone: "muted" } : { text: String(weight) };
    }),
  ]);
  return [
    { type: "heading", level: 2, text: "Connections between namespaces" },
    { type: "table", columns: ["from ↓ to →", ...all], rows },
  ];
}

const tooMany =
  "There are more connections than can be told by workload: what is drawn, and written as CSV, are namespaces. -n NAMESPACE shows the workloads of one; -o json has everything.";

/** The document of a map. */
export function mapDocument(
  data: NetworkMap,
  matrix: ReachMatrix,
  { graph, by }: MapGraph,
  drawn: "written" | "enforced",
): Document {
  const count = graph.nodes.filter(({ group }) => group !== undefined).length;
  const placeNames = matrix.units.flatMap(({ place }) => (place === undefined ? [] : place.label));
  return {
    title: data.namespace === undefined ? "Network map" : `Network map of namespace ${data.namespace}`,
    blocks: [
      ...summary(data, drawn),
      ...(by === data.by ? [] : [paragraph(tooMany, "warning")]),
      { type: "heading", level: 1, text: "Map" },
      { type: "graph", ...graph },
      { type: "heading", level: 1, text: "Who is unprotected" },
      ...(by === "namespace" || count > mostWorkloads ? namespaceTable(matrix, graph) : [workloadTable(matrix, graph)]),
      ...namespaceMatrix(data.namespaces, placeNames),
      paragraph(
        "A pod and the host of its own node always reach each other, whatever policies say; that is not drawn.",
        "muted",
      ),
    ],
  };
}
