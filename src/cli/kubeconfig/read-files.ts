// The kubeconfig files kubectl would read, as the use cases look at them.
import { resolve } from "node:path";
import { isJsonObject, parsePath, PlimsollError, type JsonObject } from "../../core/index.ts";
import {
  FieldFault,
  kubeconfigEntries,
  kubeconfigFiles,
  parseKubeconfig,
  readKubeconfigBytes,
} from "../../sources/cluster/kubeconfig/index.ts";
import { placeOf, type BrokenFile, type ConfigFile } from "../../use-cases/kubeconfig/index.ts";
import type { Io } from "../io.ts";

/** What was found: files, and the names of those that are not there. */
export interface FoundFiles {
  readonly files: readonly ConfigFile[];
  readonly missing: readonly string[];
}

function configFile(bytes: Buffer, file: string): ConfigFile {
  const value = parseKubeconfig(bytes, file);
  return {
    file,
    text: new TextDecoder().decode(bytes),
    value: isJsonObject(value) ? value : ({} satisfies JsonObject),
  };
}

function none(names: readonly string[]): PlimsollError {
  const message = names.length === 0 ? "neither KUBECONFIG nor HOME is set" : `there is no ${names.join(", ")}`;
  return new PlimsollError("PLIMSOLL_KUBECONFIG", { message, hint: "name a kubeconfig with --kubeconfig" });
}

async function find(kubeconfig: string | undefined, io: Io) {
  const place = { env: io.env, ...(kubeconfig === undefined ? {} : { kubeconfig }) };
  const [names, found] = [kubeconfigFiles(place), await readKubeconfigBytes(place)];
  if (found.length === 0) throw none(names);
  return { found, missing: names.filter((name) => !found.some(({ file }) => file === name)) };
}

/** Reads what kubectl reads and refuses what it refuses. @throws PlimsollError PLIMSOLL_KUBECONFIG */
export async function readFiles(kubeconfig: string | undefined, io: Io): Promise<FoundFiles> {
  const { found, missing } = await find(kubeconfig, io);
  const files = found.map(({ bytes, file }) => {
    const read = configFile(bytes, file);
    checkFields(parseKubeconfig(bytes, file), read);
    return read;
  });
  return { files, missing };
}

/** As clients do; a wrong field is told with its line. */
function checkFields(value: unknown, file: ConfigFile): void {
  try {
    kubeconfigEntries(value, file.file);
  } catch (error) {
    if (!(error instanceof PlimsollError) || !(error.cause instanceof FieldFault)) throw error;
    const { code, message, hint, cause } = error;
    throw new PlimsollError(code, { message, hint, cause, location: placeOf(file, parsePath(cause.path)) });
  }
}

/** Reads files with whatever is wrong in them. @throws PlimsollError PLIMSOLL_KUBECONFIG where a file cannot be read at all */
export async function readFilesAsTheyAre(
  kubeconfig: string | undefined,
  io: Io,
): Promise<FoundFiles & { readonly broken: readonly BrokenFile[] }> {
  const { found, missing } = await find(kubeconfig, io);
  const broken: BrokenFile[] = [];
  const attempt = (file: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof PlimsollError)) throw error;
      const { message, location } = error;
      broken.push({ file, message, ...(location === undefined ? {} : { location }) });
    }
  };
  const files: ConfigFile[] = [];
  for (const { bytes, file } of found) {
    attempt(file, () => {
      const read = configFile(bytes, file);
      files.push(read);
      checkFields(parseKubeconfig(bytes, file), read);
    });
  }
  return { files, missing, broken };
}

/** Reads named files. @throws PlimsollError PLIMSOLL_KUBECONFIG, also where one is not there */
export async function readNamedFiles(names: readonly string[], io: Io): Promise<readonly ConfigFile[]> {
  const distinct = [...new Map(names.map((name) => [resolve(name), name])).values()];
  const read: ConfigFile[] = [];
  for (const name of distinct) read.push(...(await readFiles(name, io)).files);
  return read;
}
