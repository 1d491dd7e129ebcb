// The options of kubeconfig create, and what they ask for.
import type { Command } from "commander";
import { PlimsollError } from "../../core/index.ts";
import { parseGoDuration } from "../../kubernetes/index.ts";
import { collectWhole } from "../collect.ts";
import { outOptions, placeOptions, type OutOptions, type PlaceOptions } from "./kubeconfig-options.ts";

/** The options as commander delivers them. */
export interface CreateOptions extends PlaceOptions, OutOptions {
  readonly serviceAccount?: string;
  readonly duration?: string;
  readonly audience?: readonly string[];
  readonly fromCsr?: string;
  readonly key?: string;
  readonly tokenFile?: string;
  readonly user?: string;
  readonly namespace?: string;
  readonly requestTimeout?: string;
  readonly insecureSkipTlsVerify?: true;
  readonly apply?: true;
}

/** Where the credential comes from. */
export type CreatePlan =
  | {
      readonly from: "service-account";
      readonly namespace: string;
      readonly name: string;
      readonly seconds?: number;
      readonly audiences: readonly string[];
    }
  | { readonly from: "csr"; readonly request: string; readonly key: string }
  | { readonly from: "token-file"; readonly file: string };

/** Adds the options. */
export function createOptions(command: Command): void {
  command
    .option("--service-account <namespace/name>", "a service account, by a token that is asked of the API server")
    .option("--duration <time>", "how long the token should hold: 1h, 45m; at least 10m (default: the server's, 1h)")
    .option("--audience <name>", "whom the token is for, other than the API server; once for each", collectWhole)
    .option("--from-csr <name>", "the user of a signing request that was issued; needs --key")
    .option("--key <file>", "the private key the signing request was made with")
    .option("--token-file <file>", "whoever this token is of")
    .option("--user <name>", "what the user is called in the kubeconfig")
    .option("-n, --namespace <name>", "namespace of the context (default: the service account's)");
  placeOptions(command, "context whose cluster is meant (default: the current one)");
  command
    .option(
      "--insecure-skip-tls-verify",
      "do not verify the API server's certificate: anyone between may answer for it",
    )
    .option("--request-timeout <seconds>", "time limit of one request (default: 30)")
    .option("--apply", "send the request for a token; without it nothing is sent, and the commands are printed");
  outOptions(command);
}

function usage(message: string, hint: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_USAGE", { message, hint });
}

const nameForm = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;
const shortest = 600;
const longest = 2 ** 32;

function secondsOf(text: string): number {
  const seconds = parseGoDuration(text);
  if (seconds === undefined) throw usage(`--duration ${text} is no duration`, "write it as 1h, 45m or 1h30m");
  if (seconds >= shortest && seconds <= longest) return Math.round(seconds);
  throw usage(`--duration ${text} is not issued by any API server`, "ask for at least 10m, and at most 2^32 seconds");
}

function accountPlan(text: string, { duration, audience = [] }: CreateOptions): CreatePlan {
  const [namespace = "", name = "", ...more] = text.replace(/^sa:/, "").split("/");
  if (![namespace, name].every((one) => nameForm.test(one)) || more.length > 0)
    throw usage(`"${text}" names no service account`, "write --service-account namespace/name");
  const seconds = duration === undefined ? {} : { seconds: secondsOf(duration) };
  return { from: "service-account", namespace, name, ...seconds, audiences: audience };
}

/** Reads the options. @throws PlimsollError PLIMSOLL_USAGE where they ask for nothing, or for two things */
export function createPlan(options: CreateOptions): CreatePlan {
  const { serviceAccount, fromCsr, tokenFile, key, duration, audience } = options;
  const sources = [serviceAccount, fromCsr, tokenFile].filter((one) => one !== undefined);
  if (sources.length !== 1)
    throw usage(
      "it is not said, or said twice, whom the kubeconfig is for",
      "give one of --service-account, --from-csr and --token-file",
    );
  if (serviceAccount === undefined && (duration !== undefined || audience !== undefined))
    throw usage("--duration and --audience are for --service-account", "leave them out");
  if ((fromCsr === undefined) !== (key === undefined))
    throw usage("--from-csr and --key belong together", "name the request, and the file of its private key");
  if (serviceAccount !== undefined) return accountPlan(serviceAccount, options);
  return fromCsr === undefined
    ? { from: "token-file", file: tokenFile ?? "" }
    : { from: "csr", request: fromCsr, key: key ?? "" };
}
