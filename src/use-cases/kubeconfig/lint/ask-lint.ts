// Answers kubeconfig lint: what is wrong with the files, worst first, each finding with its place.
import { severities, severityRank, type Answer, type Location, type Severity } from "../../../core/index.ts";
import { placeOf, type ConfigEntry, type ConfigFile } from "../config-file.ts";
import { mergeFiles } from "../merge-files.ts";
import type { Surroundings } from "../surroundings.ts";
import { certificateLints } from "./certificate-lints.ts";
import { clusterLints } from "./cluster-lints.ts";
import { credentialLints } from "./credential-lints.ts";
import { fileLints } from "./file-lints.ts";
import type { Linter, LintHit, ServerAnswer } from "./lint-context.ts";
import { lintDocument } from "./lint-document.ts";
import { lintRules, type LintId } from "./lint-rules.ts";
import { pluginLints } from "./plugin-lints.ts";
import { structureLints } from "./structure-lints.ts";

/** One finding. */
export interface KubeconfigFinding {
  readonly id: LintId;
  readonly severity: Severity;
  readonly location: Location;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
}

/** The answer. */
export interface KubeconfigLint {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "KubeconfigLint";
  readonly files: readonly string[];
  readonly counts: Readonly<Record<Severity, number>>;
  /** The worst first, then by place. */
  readonly findings: readonly KubeconfigFinding[];
  /** What was not looked at, and how it would be. */
  readonly notSeen: readonly string[];
}

/** A file that clients refuse, and why. */
export interface BrokenFile {
  readonly file: string;
  readonly message: string;
  readonly location?: Location;
}

/** What is linted. */
export interface LintInput {
  readonly files: readonly ConfigFile[];
  readonly broken: readonly BrokenFile[];
  readonly machine: Surroundings;
  readonly soonDays: number;
  /** Answers of servers by cluster; undefined where none was asked. */
  readonly servers?: ReadonlyMap<ConfigEntry, ServerAnswer>;
  readonly verbose: boolean;
}

const linters: readonly Linter[] = [
  clusterLints,
  certificateLints,
  credentialLints,
  pluginLints,
  fileLints,
  structureLints,
];

function finding({ id, file, path, message, severity }: LintHit): KubeconfigFinding {
  const { severity: usual, why, fix } = lintRules[id];
  return { id, severity: severity ?? usual, location: placeOf(file, path), message, why, fix };
}

function brokenFinding({ file, message, location }: BrokenFile): KubeconfigFinding {
  const { severity, why, fix } = lintRules.unreadable;
  return { id: "unreadable", severity, location: location ?? { file, line: 1 }, message, why, fix };
}

function order(a: KubeconfigFinding, b: KubeconfigFinding): number {
  return (
    severityRank(b.severity) - severityRank(a.severity) ||
    a.location.file.localeCompare(b.location.file, "en") ||
    a.location.line - b.location.line ||
    (a.id < b.id ? -1 : 1)
  );
}

/** What nobody looked at. */
function unseen({ servers }: LintInput): readonly string[] {
  if (servers === undefined) return ["whether the servers' certificates fit the CAs: --connect asks the servers"];
  return [...servers].flatMap(([{ name }, answer]) =>
    "unreachable" in answer ? [`the certificate of cluster ${name}: ${answer.unreachable}`] : [],
  );
}

/** Lints files as they are; broken ones are findings. Linear in entries but for comparing those of one name. */
export function askLint(input: LintInput): Answer<KubeconfigLint> {
  const { files, broken, machine, soonDays, servers = new Map<ConfigEntry, ServerAnswer>() } = input;
  const context = { files, merged: mergeFiles(files), machine, soonDays, servers };
  const hits = linters.flatMap((linter) => [...linter(context)]);
  const findings = [...broken.map(brokenFinding), ...hits.map(finding)].sort(order);
  const counts = Object.fromEntries(
    severities.map((severity) => [severity, findings.filter((one) => one.severity === severity).length]),
  ) as Record<Severity, number>;
  const names = [...files.map(({ file }) => file), ...broken.map(({ file }) => file)];
  const data: KubeconfigLint = {
    apiVersion: "plimsoll/v1",
    kind: "KubeconfigLint",
    files: [...new Set(names)],
    counts,
    findings,
    notSeen: unseen(input),
  };
  return { data, document: lintDocument(data, input.verbose) };
}
