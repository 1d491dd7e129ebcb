// The options of csr create, and what they ask for.
import { Option, type Command } from "commander";
import { PlimsollError, type Minor } from "../../core/index.ts";
import type { RequestKey } from "../../languages/x509/index.ts";
import { newestSupported } from "../../facts/kubernetes-versions/index.ts";
import { usernameOf } from "../access/index.ts";
import { requestedVersion } from "../choose-source.ts";
import { collect, collectWhole } from "../collect.ts";
import type { InputOptions } from "../input-options.ts";
import type { RequestSubject } from "./make-request.ts";

/** The options as commander delivers them. */
export interface CreateOptions extends Pick<
  InputOptions,
  "kubeconfig" | "context" | "insecureSkipTlsVerify" | "requestTimeout" | "kubernetesVersion"
> {
  readonly user?: string;
  readonly sa?: string;
  readonly group?: readonly string[];
  readonly dns?: readonly string[];
  readonly ip?: readonly string[];
  readonly signer: string;
  readonly usages?: readonly string[];
  readonly days: string;
  readonly key: RequestKey;
  readonly name?: string;
  readonly namespace?: string;
  readonly outDir: string;
  readonly apply?: true;
  readonly approve?: true;
  readonly wait: string;
  readonly output?: readonly string[];
}

/** Adds the options to the command. */
export function createOptions(command: Command): void {
  command
    .option("--user <name>", "the user the certificate is for")
    .option("--sa <namespace/name>", "a service account the certificate is for, instead of a user")
    .option("--group <name>", "a group of the user; once for each", collectWhole)
    .option("--dns <name>", "a DNS name in the certificate, for servers", collect)
    .option("--ip <address>", "an IP address in the certificate, for servers", collect)
    .option("--signer <name>", "who should sign it", "kubernetes.io/kube-apiserver-client")
    .option("--usages <list>", "what it may be used for (default: what the signer wants)", collect)
    .option("--days <number>", "how long it should be valid; the signer may give less", "90")
    .addOption(
      new Option("--key <kind>", "kind of the private key").choices(["ecdsa", "rsa", "ed25519"]).default("ecdsa"),
    )
    .option("--name <name>", "name of the signing request (default: the user and some random letters)")
    .option("-n, --namespace <name>", "namespace of the kubeconfig's context")
    .option("--out-dir <folder>", "folder of the files", ".")
    .option("--apply", "send the request to the cluster, wait, and write a kubeconfig; without it nothing is sent")
    .option("--approve", "with --apply: also approve the request")
    .option("--wait <seconds>", "with --apply: how long to wait for the certificate", "30")
    .option("--kubeconfig <file>", "with --apply: kubeconfig to use (default: $KUBECONFIG, then ~/.kube/config)")
    .option("--context <name>", "with --apply: context of the kubeconfig")
    .option("--insecure-skip-tls-verify", "with --apply: do not verify the API server's certificate")
    .option("--request-timeout <seconds>", "with --apply: time limit of one request (default: 30)")
    .option("--kubernetes-version <minor>", "version to judge the request for, without --apply (default: the newest)")
    .option("-o, --output <format[=file]>", "terminal, json, markdown, html or csv", collectWhole);
}

/** What the options ask for, in order. */
export interface CreatePlan {
  readonly subject: RequestSubject;
  readonly expirationSeconds: number;
  readonly waitSeconds: number;
  readonly version: Minor;
}

function usage(message: string, hint: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_USAGE", { message, hint });
}

function accountName(text: string): string {
  return usernameOf(text.startsWith("sa:") ? text : `sa:${text}`);
}

/** The groups of a service account are those the API server gives to its tokens. */
function subjectOf(options: CreateOptions): RequestSubject {
  const { user, sa, group = [], dns = [], ip = [] } = options;
  if ((user === undefined) === (sa === undefined))
    throw usage("it is not said whom the certificate is for", "name one with --user jane, or --sa namespace/name");
  if (user === "") throw usage("--user is empty", "name a user");
  if (sa === undefined) return { user: user ?? "", groups: group, dns, ips: ip };
  const name = accountName(sa);
  const groups = ["system:serviceaccounts", `system:serviceaccounts:${name.split(":")[2] ?? ""}`, ...group];
  return { user: name, groups, dns, ips: ip };
}

function numberOf(text: string, option: string, most: number): number {
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number) && number > 0 && number <= most) return number;
  throw usage(`${option} ${text} is not a number from 0 to ${most}`, `write ${option} 30`);
}

/** Reads the options. @throws PlimsollError PLIMSOLL_USAGE */
export function createPlan(options: CreateOptions): CreatePlan {
  if (options.approve === true && options.apply !== true)
    throw usage("--approve does nothing without --apply", "add --apply, or leave --approve out");
  return {
    subject: subjectOf(options),
    expirationSeconds: Math.round(numberOf(options.days, "--days", 3650) * 86_400),
    waitSeconds: numberOf(options.wait, "--wait", 3600),
    version: requestedVersion(options.kubernetesVersion) ?? newestSupported,
  };
}
