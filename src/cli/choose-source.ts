// Which source a command line asks for.
import { PlimsollError, type Minor, parseMinor } from "../core/index.ts";
import type { Source } from "../model/index.ts";
import type { ClusterOptions } from "../sources/cluster/index.ts";
import type { InputOptions } from "./input-options.ts";
import type { Io } from "./io.ts";

function usage(message: string, hint: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_USAGE", { message, hint });
}

/** The version of --kubernetes-version. */
export function requestedVersion(text: string | undefined): Minor | undefined {
  if (text === undefined) return undefined;
  const minor = parseMinor(text);
  if (minor === undefined) throw usage(`"${text}" is not a Kubernetes version`, "write it as 1.36");
  return minor;
}

const timeForm = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?$/i;

/** Date would take 31 February for 3 March. */
function isDay(text: string | undefined): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

/** The moment of --as-of, normalised to RFC 3339. */
export function requestedTime(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (Number.isNaN(time.getTime()) || !isDay(timeForm.exec(text)?.[1]))
    throw usage(`"${text}" is not a time`, "write it as 2026-11-23T12:00:00Z or 2026-11-23");
  return time.toISOString();
}

function timeoutOf(text: string | undefined): number {
  const seconds = Number(text?.replace(/s$/, "") ?? 30);
  if (!Number.isFinite(seconds) || seconds <= 0 || seconds > 3600)
    throw usage(`"${text}" is not a number of seconds`, "use 1 to 3600");
  return seconds * 1000;
}

const clusterOnly = {
  kubeconfig: "--kubeconfig",
  context: "--context",
  as: "--as",
  asGroup: "--as-group",
  insecureSkipTlsVerify: "--insecure-skip-tls-verify",
  requestTimeout: "--request-timeout",
} as const satisfies Partial<Record<keyof InputOptions, string>>;

/** Whoever names a cluster and files may think that the cluster is read. */
function noteIdleOptions(options: InputOptions, io: Io): void {
  const idle = Object.entries(clusterOnly).flatMap(([name, flag]) =>
    options[name as keyof typeof clusterOnly] === undefined ? [] : [flag],
  );
  if (idle.length > 0) io.err(`note: no cluster is read: ${idle.join(", ")} did nothing\n`);
}

/** The source for these paths and options: the sample, files, a snapshot, or the cluster of the kubeconfig. */
export async function chooseSource(paths: readonly string[], options: InputOptions, io: Io): Promise<Source> {
  if (options.sample === true || paths.length > 0) noteIdleOptions(options, io);
  if (options.sample === true) {
    if (paths.length > 0) throw usage("--sample and paths were given", "scan one or the other");
    const { sampleSource } = await import("../sources/sample/index.ts");
    return sampleSource();
  }
  if (paths.length > 0) return fileSource(paths, options, io);
  const { clusterSource } = await import("../sources/cluster/index.ts");
  return clusterSource(clusterOptions(options, io));
}

/** How the options say to find and reach a cluster. */
export function clusterOptions(options: InputOptions, io: Io): ClusterOptions {
  return {
    ...(options.kubeconfig === undefined ? {} : { kubeconfig: options.kubeconfig }),
    ...(options.context === undefined ? {} : { context: options.context }),
    ...(options.namespace === undefined ? {} : { namespaces: options.namespace }),
    ...(options.as === undefined ? {} : { as: options.as }),
    ...(options.asGroup === undefined ? {} : { asGroups: options.asGroup }),
    ...(options.kinds === undefined ? {} : { kinds: options.kinds }),
    ...(options.allGroups === undefined ? {} : { allGroups: options.allGroups }),
    secrets: options.secrets === true,
    insecureSkipTlsVerify: options.insecureSkipTlsVerify === true,
    requestTimeoutMs: timeoutOf(options.requestTimeout),
    env: io.env,
    terminal: io.inIsTerminal,
    warn: (text) => io.err(`warning: ${text}\n`),
  };
}

async function fileSource(paths: readonly string[], options: InputOptions, io: Io): Promise<Source> {
  const { isSnapshot, snapshotSource } = await import("../sources/snapshot/index.ts");
  const snapshots = await Promise.all(paths.map(async (path) => path !== "-" && (await isSnapshot(path))));
  const snapshot = paths.find((_path, index) => snapshots[index]);
  if (snapshot !== undefined && paths.length > 1)
    throw usage(`${snapshot} is a snapshot, and there are other paths`, "scan a snapshot by itself");
  if (snapshot !== undefined) return snapshotSource(snapshot);
  const { manifestsSource } = await import("../sources/manifests/index.ts");
  const [namespace] = options.namespace ?? [];
  return manifestsSource(paths, {
    get stdin() {
      return io.stdin;
    },
    complete: options.complete === true,
    ...(namespace === undefined ? {} : { namespace }),
  });
}
