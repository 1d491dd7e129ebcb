// plimsoll pki list: every certificate, what it is for, when it ends, what is wrong with it.
import type { Command } from "commander";
import { PlimsollError } from "../../core/index.ts";
import { readCertificates, type Certificate } from "../../languages/x509/index.ts";
import { writeQuestioned } from "../ask.ts";
import { requestedTime } from "../choose-source.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { questionOptions } from "../question-options.ts";
import { readConfig } from "../read-config.ts";
import { readNamedFile } from "../read-named-file.ts";
import type { Outcome } from "../run-cli.ts";
import { parseTargets } from "../write-answer.ts";
import type { GatherOptions } from "./gather.ts";

interface ListOptions extends GatherOptions {
  readonly within?: string;
  readonly ca?: string;
}

const mostBytes = 4 * 1024 * 1024;

function usage(message: string, hint: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_USAGE", { message, hint });
}

/** `30d`, `30` or `72h`, in days. */
function daysOf(text: string): number {
  const [, digits = "", unit = "d"] = /^(\d{1,5})([dhw]?)$/.exec(text) ?? [];
  if (digits === "") throw usage(`"${text}" is no number of days`, "write it as 30d, 72h or 12w");
  return Number(digits) * ({ h: 1 / 24, w: 7 }[unit] ?? 1);
}

function timeoutOf(text: string | undefined): number {
  const seconds = Number(text?.replace(/s$/, "") ?? 10);
  if (!Number.isFinite(seconds) || seconds <= 0 || seconds > 3600)
    throw usage(`"${text}" is not a number of seconds`, "use 1 to 3600");
  return seconds * 1000;
}

function readAuthorities(file: string | undefined): { readonly roots?: readonly Certificate[] } {
  if (file === undefined) return {};
  const hint = "name a file with certificates in PEM";
  const read = readNamedFile(file, mostBytes);
  if ("fault" in read) throw usage(`${file} ${read.fault}`, hint);
  const { certificates, error } = readCertificates(new TextDecoder().decode(read.bytes));
  if (error === undefined) return { roots: certificates };
  throw usage(`${file} is no bundle of authorities: ${error}`, hint);
}

async function runList(places: readonly string[], options: ListOptions, io: Io): Promise<0 | 1> {
  parseTargets(readConfig(undefined, io.env, { ...options }));
  const withinDays = daysOf(options.within ?? "30d");
  const asked = requestedTime(options.asOf);
  const roots = readAuthorities(options.ca);
  const { gather } = await import("./gather.ts");
  const input = await gather([...places, ...(options.filename ?? [])], options, timeoutOf(options.requestTimeout), io);
  const { askPkiList } = await import("../../use-cases/pki/index.ts");
  const { sameKey, sha256, verifySignature: verify } = await import("../crypto-primitives.ts");
  const [model, another] = input.models;
  const captured = another === undefined && places.length <= 1 ? model?.asOf : undefined;
  const asOf = Date.parse(asked ?? captured ?? io.now());
  const verbose = options.verbose === true;
  const answer = askPkiList({ ...input, ...roots }, { asOf, withinDays, verbose, verify, sha256, sameKey });
  await writeQuestioned(answer, options, io);
  return answer.data.needsAttention ? 1 : 0;
}

/** Adds `pki list`. */
export function addList(area: Command, io: Io, outcome: Outcome): void {
  const command = area
    .command("list")
    .summary("every certificate, when it ends, and what is wrong with it")
    .description(
      "Lists certificates and keys of files, kubeconfigs, snapshots, manifests, servers or a cluster: what each is for, who issued it, when it ends, what breaks then, and what is wrong.",
    )
    .argument("[place...]", "folders, files, snapshots or servers (host:port); none: the cluster of the kubeconfig")
    .option("--within <time>", "what ends within this time needs attention: 30d, 72h, 12w (default: 30d)")
    .option("--ca <file>", "authorities by which to verify servers")
    .option("--secrets", "also read the certificates of TLS Secrets of a cluster; their keys are dropped at once");
  questionOptions(command);
  command.addHelpText("after", helpText("pki list")).action(async (places: readonly string[], options: ListOptions) => {
    outcome.exitCode = await runList(places, options, io);
  });
}
