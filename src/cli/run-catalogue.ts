// plimsoll explain and plimsoll checks: the catalogue, for people.
import { examples } from "../checks/examples/index.ts";
import { frameworksOf } from "../facts/frameworks/index.ts";
import { explain, type CheckExample } from "../use-cases/explain/index.ts";
import { listChecks } from "../use-cases/list-checks/index.ts";
import type { Io } from "./io.ts";
import { loadChecks } from "./load-checks.ts";
import type { OutputOptions } from "./output-options.ts";
import { readConfig } from "./read-config.ts";
import { parseTargets, writeAnswer } from "./write-answer.ts";

/** Options of checks as commander delivers them. */
export interface ChecksOptions extends OutputOptions {
  readonly domain?: string;
  readonly severity?: string;
  readonly framework?: string;
}

const view = { verbose: true, groupBy: "owner" } as const;

function examplesOf(id: string): readonly CheckExample[] {
  return Object.hasOwn(examples, id) ? ((examples[id] ?? []) as readonly CheckExample[]) : [];
}

/** Prints everything there is to know of one check. */
export async function runExplain(id: string, options: OutputOptions, io: Io): Promise<void> {
  const config = readConfig(undefined, io.env, { output: options.output });
  const targets = parseTargets(config);
  const { data, document } = explain(id, await loadChecks(config.plugins), { frameworksOf, examplesOf });
  await writeAnswer(targets, { data, document }, view, io);
}

/** Prints the list of checks that pass the filters. */
export async function runChecksList(text: string | undefined, options: ChecksOptions, io: Io): Promise<void> {
  const { domain, severity, framework } = options;
  const config = readConfig(undefined, io.env, { output: options.output });
  const targets = parseTargets(config);
  const filters = { domain, severity, framework, text };
  const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
  const { data, document } = listChecks(await loadChecks(config.plugins), given, frameworksOf);
  await writeAnswer(targets, { data, document }, view, io);
}
