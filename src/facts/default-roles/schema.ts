// The shape of the table of roles every cluster has.
import type { Minor } from "../../core/index.ts";

/** One rule, its lists sorted. */
export interface DefaultRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

/** A role that the API server, or kubeadm, creates, with every rule it has had in the covered minors. */
export interface DefaultRole {
  readonly kind: string;
  /** Absent for a ClusterRole. */
  readonly namespace?: string;
  readonly name: string;
  /** Whom the API server binds it to: `Group system:masters`, `User …`, `ServiceAccount namespace/name`. */
  readonly subjects: readonly string[];
  /** Whom kubeadm binds it to beside them. */
  readonly kubeadm?: string;
  readonly rules: readonly DefaultRule[];
  /** Go module and folder. */
  readonly source: string;
}

/** The whole table. */
export interface DefaultRoles {
  /** RFC 3339 date on which the sources were read. */
  readonly retrieved: string;
  readonly coversSince: Minor;
  readonly coversUntil: Minor;
  readonly rows: readonly DefaultRole[];
}
