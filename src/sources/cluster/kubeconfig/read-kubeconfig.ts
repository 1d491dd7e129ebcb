// Finds, reads and merges kubeconfig files as kubectl does (client-go tools/clientcmd/loader.go).
import { createReadStream } from "node:fs";
import { delimiter, join } from "node:path";
import type { ClusterOptions } from "../cluster-options.ts";
import { kubeconfigEntries, type Kubeconfig } from "./kubeconfig-entries.ts";
import { kubeconfigError } from "./kubeconfig-error.ts";
import { parseKubeconfig } from "./parse-kubeconfig.ts";

const sizeLimit = 16 * 1024 * 1024;

/** The merged files, and their names for messages; `kubeconfig` is undefined where no file exists. */
export interface FoundKubeconfig {
  readonly files: readonly string[];
  readonly kubeconfig: Kubeconfig | undefined;
}

/** What one file holds, not looked at yet. */
export interface KubeconfigBytes {
  readonly file: string;
  readonly bytes: Buffer;
}

/** Where kubeconfigs are looked for. */
type Place = Pick<ClusterOptions, "kubeconfig" | "env">;

/**
 * Reads the file of --kubeconfig, else the files of KUBECONFIG, else ~/.kube/config. Of several files the first that
 * names an entry wins; missing ones are skipped.
 * @throws PlimsollError PLIMSOLL_KUBECONFIG
 */
export async function readKubeconfig(options: ClusterOptions): Promise<FoundKubeconfig> {
  const found = await readKubeconfigBytes(options);
  const read = found.map(({ bytes, file }) => kubeconfigEntries(parseKubeconfig(bytes, file), file));
  return { files: kubeconfigFiles(options), kubeconfig: read.length === 0 ? undefined : merge(read) };
}

/**
 * The files kubectl would read, in its order, those that exist.
 * @throws PlimsollError PLIMSOLL_KUBECONFIG where one cannot be read, or the one of --kubeconfig is missing
 */
export async function readKubeconfigBytes(place: Place): Promise<readonly KubeconfigBytes[]> {
  const read: KubeconfigBytes[] = [];
  for (const file of kubeconfigFiles(place)) {
    const bytes = await readBounded(file);
    if (bytes !== undefined) read.push({ file, bytes });
    else if (file === place.kubeconfig) throw missing(file);
  }
  return read;
}

/** The files kubectl would look for. */
export function kubeconfigFiles({ kubeconfig, env }: Place): readonly string[] {
  if (kubeconfig !== undefined) return [kubeconfig];
  const list = env["KUBECONFIG"] ?? "";
  if (list !== "") return [...new Set(list.split(delimiter))].filter((file) => file !== "");
  const home = env["HOME"] ?? env["USERPROFILE"];
  return home === undefined || home === "" ? [] : [join(home, ".kube", "config")];
}

function missing(file: string): Error {
  return kubeconfigError(file, "there is no such file", { hint: "name a kubeconfig that exists with --kubeconfig" });
}

async function readBounded(file: string): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > sizeLimit) break;
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw kubeconfigError(file, unreadable[code] ?? `cannot be read (${code})`, { file, cause: error });
  }
  if (size > sizeLimit) throw kubeconfigError(file, "is larger than 16 MiB, so it is no kubeconfig", { file });
  return Buffer.concat(chunks);
}

const unreadable: Readonly<Record<string, string>> = {
  EISDIR: "is a folder, not a file",
  EACCES: "may not be read by this user",
};

function merge(configs: readonly Kubeconfig[]): Kubeconfig {
  // Later entries of a Map constructor win, so the files go in backwards.
  const backwards = configs.toReversed();
  return {
    clusters: new Map(backwards.flatMap(({ clusters }) => [...clusters])),
    users: new Map(backwards.flatMap(({ users }) => [...users])),
    contexts: new Map(backwards.flatMap(({ contexts }) => [...contexts])),
    currentContext: configs.find(({ currentContext }) => currentContext !== undefined)?.currentContext,
  };
}
