// The Pod Security policy a namespace asks for by its labels (k8s.io/pod-security-admission/api PolicyToEvaluate).
import type { Minor } from "../../core/index.ts";
import type { Labels } from "../../kubernetes/index.ts";
import { levels, type Level } from "./control.ts";

const prefix = "pod-security.kubernetes.io/";

/** What the API server does with violations: refuse, note in the audit log, warn the client. */
export type Mode = "enforce" | "audit" | "warn";

/** A level as of a version; `latest` is the version of the API server. */
export interface LevelVersion {
  readonly level: Level;
  readonly version: Minor | "latest";
}

/** A label whose value the API server cannot read. */
export interface PolicyProblem {
  readonly label: string;
  readonly value: string;
  readonly expected: string;
}

/** The policy in force, and the labels that were not understood. */
export interface NamespacePolicy {
  readonly modes: Readonly<Record<Mode, LevelVersion>>;
  readonly problems: readonly PolicyProblem[];
}

/** The defaults of an API server without an admission configuration of its own: nothing is refused. */
const builtIn: LevelVersion = { level: "privileged", version: "latest" };

/** The label that sets the level of a mode. */
export function levelLabel(mode: Mode): string {
  return prefix + mode;
}

/** The label that pins the version of a mode. */
export function versionLabel(mode: Mode): string {
  return `${prefix}${mode}-version`;
}

function parseLevel(text: string): Level | undefined {
  return levels.find((level) => level === text);
}

function parseVersion(text: string): LevelVersion["version"] | undefined {
  if (text === "latest") return "latest";
  const minor = /^v1\.(0|[1-9]\d*)$/.exec(text)?.[1];
  return minor === undefined || minor.length > 9 ? undefined : `1.${Number(minor)}`;
}

/** `restricted:v1.25`, `baseline:latest`: as the API server writes a policy. */
export function formatLevelVersion({ level, version }: LevelVersion): string {
  return `${level}:${version === "latest" ? version : `v${version}`}`;
}

class LabelReader {
  readonly problems: PolicyProblem[] = [];
  readonly #labels: NonNullable<Labels>;

  constructor(labels: Labels) {
    this.#labels = labels ?? {};
  }

  /** The value of a label read by `parse`; undefined where it is not set, `invalid` where it cannot be read. */
  read<T>(label: string, parse: (text: string) => T | undefined, invalid: T, expected: string): T | undefined {
    const value = Object.hasOwn(this.#labels, label) ? this.#labels[label] : undefined;
    if (value === undefined) return undefined;
    const parsed = parse(value);
    if (parsed === undefined) this.problems.push({ label, value, expected });
    return parsed ?? invalid;
  }

  mode(mode: Mode, invalid: Level): Partial<LevelVersion> {
    const level = this.read(levelLabel(mode), parseLevel, invalid, `one of ${levels.join(", ")}`);
    const version = this.read(versionLabel(mode), parseVersion, "latest", `"latest" or "v1.x"`);
    return { ...(level === undefined ? {} : { level }), ...(version === undefined ? {} : { version }) };
  }
}

/**
 * The policy of a namespace with these labels. A level that cannot be read fails closed for enforce (restricted) and
 * open for audit and warn (privileged); a version that cannot be read is the latest. Unless warn is set, it follows a
 * readable enforce level that is stricter than its default.
 */
export function namespacePolicy(labels: Labels, defaults: LevelVersion = builtIn): NamespacePolicy {
  const reader = new LabelReader(labels);
  const given = {
    enforce: reader.mode("enforce", "restricted"),
    audit: reader.mode("audit", "privileged"),
    warn: reader.mode("warn", "privileged"),
  };
  const enforce = { ...defaults, ...given.enforce };
  const readable = !reader.problems.some(({ label }) => label === levelLabel("enforce"));
  const follows =
    given.warn.level === undefined &&
    given.enforce.level !== undefined &&
    readable &&
    levels.indexOf(enforce.level) > levels.indexOf(defaults.level);
  const warn = follows ? { ...enforce, ...given.warn } : { ...defaults, ...given.warn };
  return { modes: { enforce, audit: { ...defaults, ...given.audit }, warn }, problems: reader.problems };
}
