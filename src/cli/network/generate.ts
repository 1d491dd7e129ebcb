// plimsoll network generate: a default-deny and the least policies, with the proof.
import { Option, type Command } from "commander";
import { PlimsollError } from "../../core/index.ts";
import { parseCidr, parseIpAddress } from "../../kubernetes/index.ts";
import type { GenerateRequest } from "../../use-cases/network/index.ts";
import { readQuestioned, writeQuestioned } from "../ask.ts";
import { collect } from "../collect.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";
import { readConfig } from "../read-config.ts";
import type { Outcome } from "../run-cli.ts";
import { parseTargets } from "../write-answer.ts";

interface GenerateOptions extends QuestionOptions {
  readonly allNamespaces?: true;
  readonly flows?: string;
  readonly wish?: string;
  readonly egress: boolean;
  readonly existing: "keep" | "replace";
  readonly callers: "namespace" | "known";
  readonly apiServer?: readonly string[];
  readonly cidrPrefix?: string;
  readonly outDir?: string;
  readonly force?: true;
}

function usage(message: string, hint: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_USAGE", { message, hint });
}

/** `203.0.113.7`, `203.0.113.7:443`, `[2001:db8::1]:443`, `2001:db8::1`. */
function parseApiServer(text: string): GenerateRequest["apiServer"][number] {
  const [, inner, sixPort] = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(text) ?? [];
  const [, four, fourPort] = inner === undefined ? (/^([\d.]+):(\d{1,5})$/.exec(text) ?? []) : [];
  const address = inner ?? four ?? text;
  const port = Number(sixPort ?? fourPort ?? 6443);
  if (parseIpAddress(address, "strict") === undefined || port < 1 || port > 65_535)
    throw usage(
      `"${text}" is not the address of an API server`,
      "write an address, with its port if it is not 6443: 203.0.113.7:443",
    );
  return { address, port };
}

/** `24`, or `24,64` for both families. */
function parsePrefixes(text: string | undefined): { prefix4: number; prefix6: number } {
  const [four = "32", six = "128", ...rest] = text?.split(",") ?? [];
  const valid =
    rest.length === 0 && [`0.0.0.0/${four}`, `::/${six}`].every((cidr) => parseCidr(cidr, "strict") !== undefined);
  if (!valid) throw usage(`"${text ?? ""}" is not a prefix`, "write 24 for blocks of /24, or 24,64 for IPv4 and IPv6");
  return { prefix4: Number(four), prefix6: Number(six) };
}

function checkOptions(options: GenerateOptions): void {
  if (options.namespace !== undefined && options.allNamespaces === true)
    throw usage("-n and -A were given", "choose some namespaces, or all");
  const stdin = [options.flows, options.wish, ...(options.filename ?? [])].filter((path) => path === "-");
  if (stdin.length > 1) throw usage("standard input was given twice", "name files for all but one");
  if (options.force === true && options.outDir === undefined)
    throw usage("--force is for --out-dir", "name a folder with --out-dir");
}

async function requestOf(options: GenerateOptions, io: Io) {
  const { MentionCollector } = await import("../../use-cases/network/index.ts");
  const { readLines } = await import("./read-lines.ts");
  const named = (options.namespace ?? "").split(",").filter((name) => name !== "");
  const mentions = new MentionCollector();
  const request: GenerateRequest = {
    namespaces: named,
    allNamespaces: options.allNamespaces === true,
    egress: options.egress,
    existing: options.existing,
    callers: options.callers,
    apiServer: (options.apiServer ?? []).map(parseApiServer),
    mentions,
    ...(options.flows === undefined ? {} : { flows: readLines(options.flows, io) }),
    ...(options.wish === undefined ? {} : { wishes: readLines(options.wish, io) }),
    grouping: { ...parsePrefixes(options.cidrPrefix), namespace: named[0] ?? "default" },
    verbose: options.verbose === true,
  };
  return { request, mentions };
}

async function generate(options: GenerateOptions, io: Io, outcome: Outcome): Promise<void> {
  checkOptions(options);
  const asYaml = options.output === undefined || options.output.join() === "yaml";
  if (!asYaml) parseTargets(readConfig(undefined, io.env, { ...options }));
  const { request, mentions } = await requestOf(options, io);
  const model = await readQuestioned(options, io, options.filename ?? [], mentions.observe);
  const { networkGenerate, isProven } = await import("../../use-cases/network/index.ts");
  const { printPolicies, writePolicyFiles } = await import("./write-policies.ts");
  const answer = await networkGenerate(model, request);
  if (options.outDir !== undefined) writePolicyFiles(answer.data, options.outDir, options.force === true, io);
  if (!asYaml || options.outDir !== undefined)
    await writeQuestioned(answer, asYaml ? { ...options, output: ["terminal"] } : options, io);
  else printPolicies(answer.data, io);
  outcome.exitCode = isProven(answer.data) ? 0 : 1;
}

/** Adds the verb. */
export function addGenerate(area: Command, io: Io, outcome: Outcome): void {
  const command = area
    .command("generate")
    .description("Writes a default-deny and the least policies for what is declared or was observed, and proves them.")
    .option("-A, --all-namespaces", "all namespaces that have pods (default: those without policies)")
    .option("--flows <file>", "what was observed, instead of what is declared: CSV, JSON lines of Hubble, or -")
    .option("--wish <file>", "further connections to allow: CSV with source, destination, port, protocol")
    .option("--no-egress", "limit only what comes in")
    .addOption(
      new Option("--existing <what>", "whether policies that are there stay")
        .choices(["keep", "replace"])
        .default("keep"),
    )
    .addOption(
      new Option(
        "--callers <who>",
        "who may call a Service of which no caller is known: pods of its namespace, or nobody",
      )
        .choices(["namespace", "known"])
        .default("namespace"),
    )
    .option("--api-server <address>", "where the API server answers, if the input does not tell", collect)
    .option("--cidr-prefix <bits>", "take observed addresses outside together in blocks: 24, or 24,64 for IPv6 too")
    .option("--out-dir <folder>", "write one file for each namespace, NAMESPACE.yaml")
    .option("--force", "write over files that exist");
  questionOptions(command);
  command
    .addHelpText("after", helpText("network generate"))
    .action(async (options: GenerateOptions) => generate(options, io, outcome));
}
