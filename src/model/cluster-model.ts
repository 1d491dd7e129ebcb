// The model: everything seen of one cluster, immutable, with the gaps as data.
import type { Location, Minor, ObjectRef } from "../core/index.ts";
import type { KindName, KubernetesObject, ObjectOfKind } from "../kubernetes/index.ts";
import type { CniConfiguration } from "./cni-configuration.ts";
import type { ComponentInstance, ComponentName } from "./components.ts";
import type { Part } from "./part.ts";
import type { ServedSeen } from "./served-seen.ts";

/** Parts by name: each kind that is read, each component, and what was read of nodes' own files. */
export type Parts = { readonly [K in KindName]: Part<ObjectOfKind<K>> } & {
  readonly [C in `component/${ComponentName}`]: Part<ComponentInstance>;
} & { readonly "node/cni": Part<CniConfiguration> };

/** The name of a part. */
export type PartName = keyof Parts;

/** A document, file or object of the input that could not be used, told as data. */
export interface InputProblem {
  readonly message: string;
  /** The document was read and judged all the same; the problem is what may have been meant (a key set twice). */
  readonly examined?: true;
  readonly location?: Location;
  readonly object?: ObjectRef;
}

/** Objects of a kind that no engine reads: counted, so that nothing disappears silently. */
export interface OtherKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly count: number;
}

/** The Kubernetes version the questions are asked about, and how we know it. */
export interface VersionSeen {
  readonly minor: Minor;
  readonly source: "server" | "flag" | "newest-supported";
  /** As the server printed it: v1.31.4-gke.100. */
  readonly gitVersion?: string;
}

/** Where the model came from. */
export interface Origin {
  readonly kind: "cluster" | "manifests" | "snapshot" | "sample";
  /** What the user named: a context, paths, a file. */
  readonly label: string;
}

/** Finds the line of a field in the files it came from; undefined for input without files. */
export type Locate = (object: KubernetesObject, path?: string) => Location | undefined;

/** Everything seen of one cluster. */
export interface ClusterModel {
  readonly origin: Origin;
  /** RFC 3339: the moment the answers are about. */
  readonly asOf: string;
  readonly version: VersionSeen;
  /** What the server's discovery told; absent where no server was asked. */
  readonly served?: ServedSeen;
  readonly parts: Parts;
  readonly otherKinds: readonly OtherKind[];
  readonly problems: readonly InputProblem[];
  readonly locate: Locate;
}
