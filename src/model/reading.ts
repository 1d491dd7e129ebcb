// The port every source implements: what reading an input gives.
import type { KindName, KubernetesObject } from "../kubernetes/index.ts";
import type { InputProblem, Locate, Origin, OtherKind, VersionSeen } from "./cluster-model.ts";
import type { Gap, Part } from "./part.ts";
import type { ServedSeen } from "./served-seen.ts";

/** What a source read; parts that are absent were not collected. */
export interface Reading {
  readonly origin: Origin;
  /** RFC 3339 capture time; absent for input that has none (the caller says now). */
  readonly capturedAt?: string;
  readonly version?: VersionSeen;
  readonly served?: ServedSeen;
  readonly parts: ReadonlyMap<KindName, Part<KubernetesObject>>;
  /** What holds for the kinds that are absent from `parts`: files given are simply without them, a cluster was not asked. */
  readonly others: { readonly status: "given" | "not-collected"; readonly gap: Gap };
  readonly otherKinds: readonly OtherKind[];
  readonly problems: readonly InputProblem[];
  readonly locate: Locate;
}

/** Tells a person how far long work is; never called more often than useful. */
export interface Progress {
  step(text: string, done?: number, total?: number): void;
}

/** Takes every object on its arrival, before the next one is read, and may change what is in it. */
export type Arrival = (kind: KindName, object: KubernetesObject) => void;

/** Something that can be read into a model. Sources that hold many objects tell `arrive` of each; the others need not. */
export interface Source {
  read(progress: Progress, arrive?: Arrival): Promise<Reading>;
}
