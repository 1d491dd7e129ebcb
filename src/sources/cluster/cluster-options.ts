// What a caller decides about reading a cluster.

import type { KindName } from "../../kubernetes/index.ts";

/** How waits are made; tests record them instead of waiting. */
export interface Pacing {
  /** Ends early, rejecting, when `signal` is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<unknown>;
  /** 0 ≤ n < 1, spreads retries of many clients. */
  random(): number;
}

/** How to find, reach and read a cluster. Flags are kubectl's. */
export interface ClusterOptions {
  /** The process' environment: KUBECONFIG, HOME, KUBERNETES_SERVICE_HOST, proxies. Sources do not read it themselves. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** --kubeconfig: this file alone. */
  readonly kubeconfig?: string;
  readonly context?: string;
  /** --as, --as-uid, --as-group. */
  readonly as?: string;
  readonly asUid?: string;
  readonly asGroups?: readonly string[];
  /** -n: list kinds that live in namespaces only there. */
  readonly namespaces?: readonly string[];
  /** Only these kinds are listed: all a question needs. */
  readonly kinds?: readonly KindName[];
  /** What servers before 1.27 serve is looked into for all groups, one request for each version; newer ones tell at once. */
  readonly allGroups?: boolean;
  /** --secrets: list Secret objects too; only the names of their keys are kept. */
  readonly secrets?: boolean;
  readonly insecureSkipTlsVerify?: boolean;
  /** Milliseconds one request may take, body included; default 30,000. */
  readonly requestTimeoutMs?: number;
  /** Standard input is a terminal, so a credential plugin may ask its questions there. */
  readonly terminal?: boolean;
  /** Told what a person must know at once: verification switched off, what a credential plugin says. */
  readonly warn?: (text: string) => void;
  readonly pacing?: Pacing;
  /** Where a pod finds its service account; default Kubernetes' folder. */
  readonly serviceAccountFolder?: string;
}
