// The Node authorizer's graph: from things a kubelet may need to the nodes that need them (plugin/pkg/auth/authorizer/node/graph.go).
import { compareMinor, type Minor } from "../../../core/index.ts";
import { isGateOn, type FeatureGates } from "../../../kubernetes/index.ts";
import { fieldsAt, textAt, type NodeGraphObject, type NodeGraphObjects } from "./node-objects.ts";
import { podReferences, type VertexKind } from "./pod-references.ts";
import { volumeSecretNames } from "./volume-secrets.ts";

const mirrorAnnotation = "kubernetes.io/config.mirror";

/** A vertex as text: `secret:shop/tls`, `node:worker-1`. */
export type Vertex = string;

/** Edges from each vertex towards nodes. */
export interface NodeGraph {
  readonly edges: ReadonlyMap<Vertex, readonly Vertex[]>;
}

/** The vertex of an object; `namespace` is empty for cluster-scoped ones. */
export function vertex(kind: VertexKind, namespace: string, name: string): Vertex {
  return namespace === "" ? `${kind}:${name}` : `${kind}:${namespace}/${name}`;
}

class GraphBuilder implements NodeGraph {
  readonly edges = new Map<Vertex, Vertex[]>();

  constructor(
    private readonly version: Minor,
    private readonly gates: FeatureGates | undefined,
  ) {}
}
