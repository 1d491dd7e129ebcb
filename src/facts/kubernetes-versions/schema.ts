// The shape of the table of Kubernetes releases.
import type { Minor } from "../../core/index.ts";

/** One minor; dates are RFC 3339 dates. */
export interface KubernetesVersion {
  readonly minor: Minor;
  readonly released: string;
  /** From here on only severe fixes are made. */
  readonly maintenance: string;
  /** From here on nothing is fixed. */
  readonly endOfLife: string;
  /** The dates after the release are planned, not past. */
  readonly estimated?: boolean;
  readonly source: string;
}

/** The whole table, oldest minor first. */
export interface KubernetesVersions {
  /** RFC 3339 date on which the sources were read. */
  readonly retrieved: string;
  readonly coversUntil: Minor;
  readonly rows: readonly KubernetesVersion[];
}
