// The shape of the table of workloads that need their node.
import type { Minor } from "../../core/index.ts";

/** A component of the platform that cannot do its work inside the Pod Security Standards. */
export interface PlatformWorkload {
  readonly component: string;
  /** Where it is installed by its own manifests. */
  readonly namespaces: readonly string[];
  /** The object at the top: static pods have none above them. */
  readonly kind: "Pod" | "DaemonSet";
  /** Name of that object; `*` stands for any text. */
  readonly name: string;
  /** Repositories of all its images, without the registry, which may be a mirror. */
  readonly images: readonly string[];
  /** Checks whose findings it cannot do without. */
  readonly checks: readonly string[];
  /** What it does, as a sentence about "it". */
  readonly why: string;
  readonly source: string;
}

/** The whole table. */
export interface PlatformWorkloads {
  /** RFC 3339 date on which the sources were read. */
  readonly retrieved: string;
  /** The newest minor whose kubeadm was read; ranks of newer clusters use the table all the same. */
  readonly coversUntil: Minor;
  readonly rows: readonly PlatformWorkload[];
}
