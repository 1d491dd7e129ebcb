// The kubectl commands that lead from a request to a kubeconfig.
import { shellWord } from "../../kubeconfig/index.ts";

/** What the commands are about. */
export interface CommandParts {
  readonly name: string;
  readonly user: string;
  readonly object: string;
  readonly key: string;
  readonly certificate: string;
  /** Flags that choose the cluster. */
  readonly cluster: readonly string[];
  /** A client certificate is put into the kubeconfig; others are only fetched. */
  readonly isClient: boolean;
}

/** Commands in order: send, approve, fetch, use; those done already are left out. */
export function nextCommands(
  parts: CommandParts,
  done: "nothing" | "created" | "approved" = "nothing",
): readonly string[] {
  const { name, user, object, key, certificate, cluster, isClient } = parts;
  const kubectl = (...words: readonly string[]): string => ["kubectl", ...cluster, ...words].map(shellWord).join(" ");
  const receive = `${kubectl("get", "csr", name, "-o", "jsonpath={.status.certificate}")} | base64 --decode > ${shellWord(certificate)}`;
  const use = [
    kubectl(
      "config",
      "set-credentials",
      `--client-certificate=${certificate}`,
      `--client-key=${key}`,
      "--embed-certs=true",
      // A name may look like a flag.
      ...(user.startsWith("-") ? ["--", user] : [user]),
    ),
  ];
  return [
    ...(done === "nothing" ? [kubectl("create", "-f", object)] : []),
    ...(done === "approved" ? [] : [kubectl("certificate", "approve", name)]),
    receive,
    ...(isClient ? use : []),
  ];
}
