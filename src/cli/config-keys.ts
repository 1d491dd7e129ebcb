// The keys of the configuration file: the source of its checks and of docs/reference/config.md.

/** What a key holds. `checks` is a mapping from check id to {severity, options}. */
export type KeyType = "text" | "truth" | "list" | "choice" | "checks";

/** One key. */
export interface ConfigKey {
  readonly type: KeyType;
  readonly choices?: readonly string[];
  readonly fallback: unknown;
  readonly description: string;
}

const thresholds = ["critical", "high", "medium", "low", "info", "none"];

/** Every key, in the order of the reference. */
export const configKeys = {
  check: { type: "list", fallback: [], description: "Run only these checks (ids or globs)." },
  skip: { type: "list", fallback: [], description: "Leave these checks out (ids or globs)." },
  domain: { type: "list", fallback: [], description: "Run only the checks of these domains." },
  checks: { type: "checks", fallback: {}, description: "Per check: `severity` (a severity, or `off`) and `options`." },
  plugins: { type: "list", fallback: [], description: "Modules with checks of your own, each exporting `checks`." },
  failOn: {
    type: "choice",
    choices: thresholds,
    fallback: "high",
    description: "Exit 1 on findings of this severity or worse: critical, high, medium, low, info or none.",
  },
  strict: { type: "truth", fallback: false, description: "What could not be decided counts as a finding." },
  baseline: { type: "text", fallback: undefined, description: "Baseline file: only findings that are not in it fail." },
  waivers: { type: "text", fallback: undefined, description: "Waiver file." },
  annotationWaivers: {
    type: "truth",
    fallback: true,
    description:
      "Waivers that objects carry as annotations count; false where whoever writes objects must not excuse them.",
  },
  output: { type: "list", fallback: ["terminal"], description: "Formats, as with `-o`." },
  outputDir: { type: "text", fallback: undefined, description: "Folder for reports." },
  reportPrefix: { type: "text", fallback: "plimsoll-report", description: "First part of report file names." },
  groupBy: {
    type: "choice",
    choices: ["owner", "check"],
    fallback: "owner",
    description: "How the terminal groups findings: owner or check.",
  },
  kubernetesVersion: { type: "text", fallback: undefined, description: "Version to judge manifests for." },
  secrets: {
    type: "truth",
    fallback: false,
    description: "Also list Secrets (names, key names and the certificates of TLS Secrets; other values are dropped).",
  },
  complete: { type: "truth", fallback: false, description: "The files given are the whole cluster." },
} as const satisfies Readonly<Record<string, ConfigKey>>;

/** `failOn` → `PLIMSOLL_FAIL_ON`. */
export function environmentName(key: string): string {
  return `PLIMSOLL_${key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
