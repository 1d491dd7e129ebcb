// The one cluster and user that are meant.
import type { ClusterEntry, UserEntry } from "./kubeconfig-entries.ts";

/** What to talk to, and as whom. */
export interface Target {
  /** What the user calls it: the context. */
  readonly label: string;
  readonly clusterName: string;
  readonly userName: string;
  readonly cluster: ClusterEntry & { readonly server: string };
  readonly user: UserEntry;
  /** The namespace of the context, where it names one. */
  readonly namespace: string | undefined;
}
