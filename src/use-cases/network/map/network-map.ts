// All connections of a cluster, by workload or namespace: as written, and as the plugin enforces them.
import { nearest, PlimsollError, type Answer, type GraphEdge } from "../../../core/index.ts";
import { networkView, type NetworkView, type NetworkWorkload } from "../../../checking/network/index.ts";
import type { Compiled, PortRanges } from "../../../engines/network-policy/index.ts";
import type { ClusterModel } from "../../../model/index.ts";
import { asEnforced } from "../question/as-enforced.ts";
import { noPorts, parseAskedPort, unionOfPorts } from "../question/port-text.ts";
import { cautions, certaintyOf, refusedPolicies, unseenFor } from "../question/unseen.ts";
import { connectionsData, type NamespaceConnection, type NetworkMap } from "./map-data.ts";
import { mapDocument } from "./map-document.ts";
import { mapGraph } from "./map-graph.ts";
import { waysIn } from "../question/ways-in.ts";
import { workloadUnits, type MapUnit } from "./map-units.ts";
import { namespaceEdges, namespaceId } from "./namespace-edges.ts";
import { outsidePlaces } from "./outside-places.ts";
import { onlyPorts, reachMatrix, type ReachMatrix } from "./reach-matrix.ts";

/** What is asked for. */
export interface MapRequest {
  /** Default: workload. */
  readonly by?: "workload" | "namespace";
  /** Only connections with an end in this namespace. */
  readonly namespace?: string;
  /** Only connections on these ports: `443`, `53/UDP`; a port without a protocol is TCP, UDP and SCTP. */
  readonly ports?: readonly string[];
  /** Draws what is written even where the plugin enforces something else. */
  readonly asWritten?: boolean;
}

function wantedPorts(texts: readonly string[]): PortRanges | undefined {
  if (texts.length === 0) return undefined;
  return texts.reduce((wanted: PortRanges, text) => {
    const asked = parseAskedPort(text);
    if ("name" in asked) {
      const hint = "write its number: pods may give a name to different ports (plimsoll network reach takes names)";
      throw new PlimsollError("PLIMSOLL_USAGE", { message: `"${text}" names a port`, hint });
    }
    const range = [[asked.port, asked.port]] as const;
    const added = /\//.test(text) ? { ...noPorts, [asked.protocol]: range } : { TCP: range, UDP: range, SCTP: range };
    return unionOfPorts(wanted, added);
  }, noPorts);
}

function checkNamespace({ input }: NetworkView, namespace: string | undefined): void {
  const known = new Set([...input.namespaces.map(({ name }) => name), ...input.pods.map((pod) => pod.namespace)]);
  if (namespace === undefined || known.has(namespace)) return;
  const close = nearest(namespace, known);
  throw new PlimsollError("PLIMSOLL_UNKNOWN_OBJECT", {
    message: `the input has no namespace "${namespace}"`,
    hint: close.length > 0 ? `did you mean "${close.join('" or "')}"?` : "leave -n out for all namespaces",
  });
}

interface Question {
  readonly model: ClusterModel;
  readonly view: NetworkView;
  readonly namespace: string | undefined;
  readonly ports: PortRanges | undefined;
}

/** Units of a namespace come together: what they reach is short to write. */
function placeOf({ workloads: [first] }: MapUnit): string {
  return `${first?.namespace}/${first?.name}`;
}

function matrixOf({ model, view, namespace, ports }: Question, compiled: Compiled): ReachMatrix {
  const exposed = waysIn(model, view);
  const inside = (workload: NetworkWorkload): boolean => namespace === undefined || workload.namespace === namespace;
  const marks = {
    exposed: ({ number }: NetworkWorkload) => exposed.has(number),
    mark: (workload: NetworkWorkload) => String(inside(workload)),
  };
  const places = outsidePlaces(model, view, compiled).map((place): MapUnit => {
    return { classes: place.classes, workloads: [], place, ingress: "open", egress: "open", exposed: false };
  });
  const isInside = ({ place, workloads: [first] }: MapUnit): boolean =>
    place === undefined && first !== undefined && inside(first);
  const pair = (from: MapUnit, to: MapUnit): boolean => isInside(from) || isInside(to);
  const units = [...workloadUnits(view, compiled, marks)].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  return reachMatrix(compiled, [...units, ...places], { pair, ports: onlyPorts(ports) });
}

function namespaceConnections(matrix: ReachMatrix, coarse: readonly GraphEdge[]): NamespaceConnection[] {
  const labels = new Map(
    matrix.units.flatMap(({ place }) => (place === undefined ? [] : [[place.id as string, place.label]])),
  );
  const nameOf = (id = ""): string => labels.get(id) ?? id.slice(namespaceId("").length);
  return coarse.map(({ from: [from], to: [to], label = "", weight = 1 }) => {
    return { from: nameOf(from), to: nameOf(to), ports: label, connections: weight };
  });
}

/**
 * Who can talk to whom. Throws PLIMSOLL_UNKNOWN_OBJECT for a namespace that does not exist, PLIMSOLL_USAGE for a port
 * that is none. Time and memory grow with the square of the number of classes of pods, not of pods.
 */
export function networkMap(model: ClusterModel, request: MapRequest = {}): Answer<NetworkMap> {
  const { by = "workload", namespace, asWritten = false } = request;
  const view = networkView(model);
  checkNamespace(view, namespace);
  const question = { model, view, namespace, ports: wantedPorts(request.ports ?? []) };
  const written = matrixOf(question, view.compiled);
  // Of a pod on a node that differs, the document says so: one map cannot show a workload both ways.
  const effective = asEnforced(view).between(undefined, undefined);
  const enforced = effective === view.compiled ? undefined : matrixOf(question, effective);
  const drawn = asWritten ? written : (enforced ?? written);
  const coarse = namespaceEdges(drawn);
  const graph = mapGraph(
    drawn,
    coarse,
    by,
    ({ workloads: [first] }) => namespace === undefined || first?.namespace === namespace,
  );
  const unseen = unseenFor(model, namespace === undefined ? undefined : [namespace]);
  const { plugin } = view;
  const data: NetworkMap = {
    apiVersion: "plimsoll/v1",
    kind: "NetworkMap",
    by,
    ...(namespace === undefined ? {} : { namespace }),
    certainty: certaintyOf(model, unseen),
    cautions: [...refusedPolicies(model, view), ...cautions(model, view, unseen)],
    plugin: { reason: plugin.reason, ingress: plugin.ingress, egress: plugin.egress, nodes: plugin.nodes },
    written: connectionsData(written),
    ...(enforced === undefined ? {} : { enforced: connectionsData(enforced) }),
    namespaces: namespaceConnections(drawn, coarse),
  };
  return { data, document: mapDocument(data, drawn, graph, drawn === enforced ? "enforced" : "written") };
}
