// The audit policy a command is about, and the options all such commands share.
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { PlimsollError, type Answer, type Minor } from "../../core/index.ts";
import { newestSupported } from "../../facts/kubernetes-versions/index.ts";
import { readPolicy, type ReadPolicy } from "../../use-cases/audit/index.ts";
import { requestedVersion } from "../choose-source.ts";
import { collect } from "../collect.ts";
import type { Io } from "../io.ts";
import { readConfig } from "../read-config.ts";
import { parseTargets, writeAnswer } from "../write-answer.ts";

/** The options as commander delivers them. */
export interface PolicyOptions {
  readonly output?: readonly string[];
  readonly verbose?: true;
  readonly kubernetesVersion?: string;
}

/** A policy and the version it is read for. */
export interface PolicyInput extends ReadPolicy {
  readonly version: Minor;
}

/** Adds the argument and the options to a command. */
export function policyOptions(command: Command): void {
  command
    .argument("<policy>", "the audit policy file, or - for standard input")
    .option("--kubernetes-version <minor>", "version of the API server, such as 1.36 (default: the newest supported)")
    .option("-o, --output <format[=file]>", "terminal, json, markdown, html or csv; several times for several", collect)
    .option("-v, --verbose", "show all there is");
}

const mostBytes = 16 * 1024 * 1024;

async function textOf(file: string, io: Io): Promise<string> {
  if (file !== "-") {
    try {
      return readFileSync(file, "utf8");
    } catch (error) {
      const message = `${file} cannot be read: ${(error as Error).message}`;
      throw new PlimsollError("PLIMSOLL_INPUT_UNREADABLE", { message, hint: "name an existing file", cause: error });
    }
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of io.stdin) {
    length += chunk.length;
    if (length > mostBytes)
      throw new PlimsollError("PLIMSOLL_INPUT_UNREADABLE", {
        message: "standard input is longer than 16 MiB",
        hint: "an audit policy is a small file",
      });
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** Reads a policy, asks, and draws; answers the data, for the exit code. */
export async function askOfPolicy<D>(
  file: string,
  options: PolicyOptions,
  io: Io,
  question: (input: PolicyInput) => Answer<D>,
): Promise<D> {
  const config = readConfig(undefined, io.env, { output: options.output });
  const targets = parseTargets(config);
  const version = requestedVersion(options.kubernetesVersion) ?? newestSupported;
  const name = file === "-" ? "standard input" : file;
  const answer = question({ ...readPolicy(await textOf(file, io), name, version), version });
  await writeAnswer(targets, answer, { verbose: options.verbose === true, groupBy: config.groupBy }, io);
  return answer.data;
}
