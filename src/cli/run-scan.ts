// plimsoll scan: reads the input, scans it, writes the reports, decides the exit code.
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { writeFile } from "../actions/write-file/index.ts";
import { PlimsollError, type ErrorCode, type Report } from "../core/index.ts";
import { frameworksOf } from "../facts/frameworks/index.ts";
import { newestSupported, oldestSupported } from "../facts/kubernetes-versions/index.ts";
import {
  baselineOf,
  formatBaseline,
  gate,
  parseBaseline,
  parseWaivers,
  scan,
  selectChecks,
  type ScanOptions,
} from "../use-cases/scan/index.ts";
import type { InputOptions } from "./input-options.ts";
import type { Io } from "./io.ts";
import { loadChecks } from "./load-checks.ts";
import type { OutputOptions } from "./output-options.ts";
import { readConfig, type Config } from "./read-config.ts";
import { readModel } from "./read-model.ts";
import { version } from "./version.ts";
import { parseTargets, writeAnswer } from "./write-answer.ts";

/** Options of scan as commander delivers them. */
export interface ScanCommandOptions extends InputOptions, OutputOptions {
  readonly config?: string;
  readonly writeBaseline?: string;
  /** False with --no-annotation-waivers; true says nothing. */
  readonly annotationWaivers?: boolean;
  readonly printRbac?: true;
}

function readText(path: string, code: ErrorCode, what: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new PlimsollError(code, {
      message: `${what} ${path} cannot be read: ${(error as Error).message}`,
      hint: "name an existing file",
      cause: error,
    });
  }
}

function scanOptionsOf(config: Config, timestamp: boolean): Omit<ScanOptions, "checkOptions" | "catalogue"> {
  const { waivers, baseline, annotationWaivers } = config;
  return {
    toolVersion: version,
    supported: { oldest: oldestSupported, newest: newestSupported },
    digest: (text) => hash("sha256", text),
    frameworksOf,
    timestamp,
    annotationWaivers,
    ...(waivers === undefined
      ? {}
      : { waivers: parseWaivers(readText(waivers, "PLIMSOLL_WAIVERS_INVALID", "the waiver file"), waivers) }),
    ...(baseline === undefined
      ? {}
      : { baseline: parseBaseline(readText(baseline, "PLIMSOLL_BASELINE_INVALID", "the baseline"), baseline) }),
  };
}

function acceptBaseline(path: string, report: Report, io: Io): void {
  const baseline = baselineOf(report.findings);
  writeFile(path, [formatBaseline(baseline)]);
  const count = baseline.findings.length;
  io.err(`baseline of ${count} ${count === 1 ? "finding" : "findings"} written to ${path}\n`);
}

/** Runs the command. 0, or 1 when the gate closes. */
export async function runScan(paths: readonly string[], options: ScanCommandOptions, io: Io): Promise<0 | 1> {
  if (options.printRbac === true) {
    const { printRbac } = await import("./print-rbac.ts");
    printRbac(options, io);
    return 0;
  }
  const { annotationWaivers, ...given } = options;
  const flags = annotationWaivers === false ? { ...given, annotationWaivers } : given;
  const config = readConfig(options.config, io.env, { ...flags });
  const targets = parseTargets(config, "report");
  const catalogue = await loadChecks(config.plugins);
  const { checks, options: checkOptions } = selectChecks(catalogue, config);
  const scanOptions = scanOptionsOf(config, options.timestamp !== false);
  const model = await readModel(paths, options, config, io);
  const { data: report } = scan(model, checks, { ...scanOptions, checkOptions, catalogue });
  await writeAnswer(targets, { report }, { verbose: options.verbose === true, groupBy: config.groupBy }, io);
  if (options.writeBaseline !== undefined) {
    acceptBaseline(options.writeBaseline, report, io);
    return 0;
  }
  const { exitCode, reasons, notes } = gate(report, config);
  for (const note of notes) io.err(`note: ${note}\n`);
  for (const reason of reasons) io.err(`failed: ${reason}\n`);
  return exitCode;
}
