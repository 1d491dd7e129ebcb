// The Node authorizer's graph: from things a kubelet may need to the nodes that need them (plugin/pkg/auth/authorizer/node/graph.go).
import { compareMinor, type Minor } from "../../../core/index.ts";
import { isGateOn, type FeatureGates } from "../../../kubernetes/index.ts";
import { fieldsAt, textAt, type NodeGraphObject, type NodeGraphObjects } from "./node-objects.ts";
import { podReferences, type VertexKind } from "./pod-references.ts";
import { volumeSecretNames } from "./volume-secrets.ts";

const mirrorAnnotation = "kubernetes.io/config.mirror";

/** A vertex as text: `secret:shop/tls`, `node:worker-1`. */
type Vertex = string;

/** Edges from each vertex towards nodes. */
export interface NodeGraph {
  readonly edges: ReadonlyMap<Vertex, readonly Vertex[]>;
}

type Connect = (from: Vertex, to: Vertex) => void;

/** The vertex of an object; `namespace` is empty for cluster-scoped ones. */
function vertex(kind: VertexKind, namespace: string, name: string): Vertex {
  return `${kind}:${namespace === "" ? "" : `${namespace}/`}${name}`;
}

/** The last object of each name, as a watch cache holds them. */
function latest(objects: readonly NodeGraphObject[] = []): Iterable<NodeGraphObject> {
  return new Map(objects.map((one) => [`${one.metadata.namespace ?? ""}/${one.metadata.name}`, one])).values();
}

/** A mirror pod connects nothing but itself: a node makes it, and must not give itself rights by it. */
function connectPod(pod: NodeGraphObject, connect: Connect, version: Minor, gates?: FeatureGates): void {
  const { namespace = "", name, annotations = {} } = pod.metadata;
  const nodeName = textAt(fieldsAt(pod.spec), "nodeName");
  if (nodeName === "") return;
  const own = vertex("pod", namespace, name);
  connect(own, vertex("node", "", nodeName));
  if (Object.hasOwn(annotations, mirrorAnnotation)) return;
  for (const used of podReferences(pod, version, gates)) connect(vertex(used.kind, namespace, used.name), own);
}

function connectVolume(volume: NodeGraphObject, connect: Connect, version: Minor): void {
  const spec = fieldsAt(volume.spec);
  if (!("claimRef" in spec)) return;
  const claim = fieldsAt(spec, "claimRef");
  const own = vertex("pv", "", volume.metadata.name);
  connect(own, vertex("pvc", textAt(claim, "namespace"), textAt(claim, "name")));
  for (const { namespace, name } of volumeSecretNames(spec, version)) connect(vertex("secret", namespace, name), own);
}

function connectNodeConfig(node: NodeGraphObject, connect: Connect): void {
  const source = fieldsAt(node.spec, "configSource", "configMap");
  const [namespace, name] = [textAt(source, "namespace"), textAt(source, "name")];
  if (namespace !== "" && name !== "")
    connect(vertex("configmap", namespace, name), vertex("node", "", node.metadata.name));
}

/** Objects that name their node in their spec; slices did so at the top in 1.30. */
function connectOwned(kind: VertexKind, objects: readonly NodeGraphObject[] | undefined, connect: Connect): void {
  for (const one of latest(objects)) {
    const nodeName = textAt(fieldsAt(one.spec), "nodeName") || textAt(fieldsAt(one), "nodeName");
    if (nodeName !== "")
      connect(vertex(kind, one.metadata.namespace ?? "", one.metadata.name), vertex("node", "", nodeName));
  }
}

/** Builds the graph for a version. Linear in objects and what they refer to. */
export function buildNodeGraph(objects: NodeGraphObjects, version: Minor, gates?: FeatureGates): NodeGraph {
  const edges = new Map<Vertex, Vertex[]>();
  const connect: Connect = (from, to) => {
    const known = edges.get(from);
    if (known === undefined) edges.set(from, [to]);
    else known.push(to);
  };
  for (const pod of latest(objects.pods)) connectPod(pod, connect, version, gates);
  for (const volume of latest(objects.persistentVolumes)) connectVolume(volume, connect, version);
  if (isGateOn("DynamicKubeletConfig", version, gates)) {
    for (const node of latest(objects.nodes)) connectNodeConfig(node, connect);
  }
  connectOwned("volumeattachment", objects.volumeAttachments, connect);
  if (compareMinor(version, "1.30") >= 0) connectOwned("resourceslice", objects.resourceSlices, connect);
  if (isGateOn("PodCertificateRequest", version, gates)) {
    connectOwned("podcertificaterequest", objects.podCertificateRequests, connect);
  }
  return { edges };
}

/**
 * The way from an object to a node, both ends included; undefined where there is none.
 * Linear in the edges that lead on from the object: four steps deep at most.
 */
export function pathToNode(
  graph: NodeGraph,
  from: { readonly kind: VertexKind; readonly namespace: string; readonly name: string },
  nodeName: string,
): readonly Vertex[] | undefined {
  const goal = vertex("node", "", nodeName);
  const start = vertex(from.kind, from.namespace, from.name);
  const cameFrom = new Map<Vertex, Vertex | undefined>([[start, undefined]]);
  const waiting = [start];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const next of graph.edges.get(at) ?? []) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      if (next === goal) return wayBack(cameFrom, goal);
      if (!next.startsWith("node:")) waiting.push(next);
    }
  }
  return undefined;
}

function wayBack(cameFrom: ReadonlyMap<Vertex, Vertex | undefined>, goal: Vertex): Vertex[] {
  const way: Vertex[] = [];
  for (let at: Vertex | undefined = goal; at !== undefined; at = cameFrom.get(at)) way.unshift(at);
  return way;
}
