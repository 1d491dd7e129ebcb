// Options that say what to read, the same for every command that reads a cluster; kubectl's names where it has them.
import type { Command } from "commander";
import type { KindName } from "../kubernetes/index.ts";
import { collect } from "./collect.ts";

/** The options as commander delivers them. */
export interface InputOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: readonly string[];
  readonly allNamespaces?: true;
  readonly as?: string;
  readonly asGroup?: readonly string[];
  readonly secrets?: true;
  readonly insecureSkipTlsVerify?: true;
  readonly requestTimeout?: string;
  readonly sample?: true;
  readonly complete?: true;
  readonly kubernetesVersion?: string;
  readonly asOf?: string;
  /** No flag: the only kinds of a cluster that the question needs. */
  readonly kinds?: readonly KindName[];
  /** No flag: the question is about everything the server serves. */
  readonly allGroups?: boolean;
}

/** Adds the options to a command. */
export function inputOptions(command: Command): void {
  command
    .option("--kubeconfig <file>", "kubeconfig to use (default: $KUBECONFIG, then ~/.kube/config, then in-cluster)")
    .option("--context <name>", "context of the kubeconfig")
    .option(
      "-n, --namespace <name>",
      "read only these namespaces; for files: the namespace of objects that name none",
      collect,
    )
    .option("-A, --all-namespaces", "read all namespaces (the default)")
    .option("--as <user>", "impersonate a user")
    .option("--as-group <group>", "impersonate a group", collect)
    .option(
      "--secrets",
      "also list Secrets: names, key names and TLS certificates; all other values are dropped at once",
    )
    .option(
      "--insecure-skip-tls-verify",
      "do not verify the API server's certificate: anyone between may answer for it",
    )
    .option("--request-timeout <seconds>", "time limit of one request (default: 30)")
    .option("--sample", "use the sample cluster that comes with Plimsoll")
    .option("--complete", "the files given are the whole cluster: what they lack does not exist")
    .option(
      "--kubernetes-version <minor>",
      "version to judge manifests for, such as 1.36 (default: the newest supported)",
    )
    .option("--as-of <time>", "moment the answers are about, RFC 3339 (default: now, or when a snapshot was taken)");
}
