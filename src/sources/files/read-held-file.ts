// One file: certificates and keys as PEM or DER, a kubeconfig, a manifest, or nothing of ours.
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { platform } from "node:os";
import { dirname, isAbsolute, join, resolve, sep } from "node:path";
import { latin1 } from "../../languages/x509/index.ts";
import { parseYamlDocuments } from "../../languages/yaml/index.ts";
import {
  isKubeconfig,
  kubeconfigEntries,
  kubeconfigHoldings,
  readItems,
  type FileFacts,
  type Holding,
  type KubeconfigEntries,
  type PublicHalf,
} from "../../model/index.ts";
import { refusal, type MetFile } from "./walk-folder.ts";

/** What a file is. */
export type FileContents =
  | { readonly kind: "holdings"; readonly holdings: readonly Holding[]; readonly kubeconfig?: KubeconfigEntries }
  /** Objects of the API. */
  | { readonly kind: "manifest" }
  | { readonly kind: "other"; readonly size: number }
  | { readonly kind: "problem"; readonly reason: string };

/** Bundles of all public authorities are a quarter of it; kubeconfigs of a thousand clusters are less. */
const mostBytes = 4 * 1024 * 1024;
const headBytes = 64 * 1024;

interface Loaded {
  readonly bytes: Uint8Array;
  readonly facts: FileFacts;
}

function readFirst(descriptor: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let length = 0;
  while (length < bytes.length) {
    const read = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

/** Opened without waiting, so that a pipe does not hold us up; what is no file is not read. */
function load(real: string): Loaded | { readonly tooLarge: number; readonly isPem: boolean } | undefined {
  const descriptor = openSync(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const { mode, uid, size } = fstatSync(descriptor);
    if ((mode & constants.S_IFMT) !== constants.S_IFREG) return undefined;
    const bytes = readFirst(descriptor, size > mostBytes ? headBytes : size);
    if (size > mostBytes) return { tooLarge: size, isPem: latin1(bytes).includes("-----BEGIN ") };
    const rights = platform() === "win32" ? {} : { mode: mode & 0o7777, uid };
    return { bytes, facts: { path: real, ...rights } };
  } finally {
    closeSync(descriptor);
  }
}

/** As file names are matched: absolute, with slashes. */
export function slashed(path: string): string {
  const absolute = resolve(path);
  return sep === "/" ? absolute : absolute.replaceAll(sep, "/");
}

const objectText = /(?:^|[\s{,"'])kind["']?\s*:\s*["']?[A-Z]/;
const kubeconfigText = /(?:^|[\s{,"'])(?:kind["']?\s*:\s*["']?Config\b|clusters["']?\s*:)/;

/** Only what may be a kubeconfig is parsed: manifests can be large, and are read elsewhere. */
function structured(text: string): FileContents | KubeconfigEntries | undefined {
  if (kubeconfigText.test(text)) {
    const found = parseYamlDocuments(text).documents.flatMap(({ value }) =>
      isKubeconfig(value) ? [kubeconfigEntries(value)] : [],
    );
    const [first] = found;
    // kubectl reads the first document alone, but what the others hold lies in the file all the same.
    if (first !== undefined)
      return {
        ...first,
        clusters: found.flatMap(({ clusters }) => clusters),
        users: found.flatMap(({ users }) => users),
      };
  }
  return objectText.test(text) ? { kind: "manifest" } : undefined;
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What is in a file, by its content: its name says nothing. */
function contentsOf({ bytes, facts }: Loaded, name: string, publicHalf: PublicHalf): FileContents {
  const text = bytes[0] === 0x30 ? undefined : decoded(bytes);
  const place = { place: name, path: slashed(name), file: facts };
  const isYaml = text !== undefined && !text.trimStart().startsWith("-----BEGIN") && !text.includes("\0");
  const read = isYaml ? structured(text) : undefined;
  if (read !== undefined && "kind" in read) return read;
  if (read !== undefined)
    return { kind: "holdings", holdings: kubeconfigHoldings(read, place, publicHalf), kubeconfig: read };
  const items = readItems(bytes, publicHalf);
  if (items.length === 0) return { kind: "other", size: bytes.length };
  return { kind: "holdings", holdings: [{ kind: "file", ...place, items }] };
}

/** Reads one file, of at most 4 MiB. Expected trouble is data. */
export function readHeldFile({ name, real }: MetFile, publicHalf: PublicHalf): FileContents {
  try {
    const loaded = load(real);
    if (loaded === undefined) return { kind: "problem", reason: "is not a file" };
    if ("tooLarge" in loaded && loaded.isPem)
      return { kind: "problem", reason: "is larger than 4 MiB, and was not read" };
    if ("tooLarge" in loaded) return { kind: "other", size: loaded.tooLarge };
    return contentsOf(loaded, name, publicHalf);
  } catch (error) {
    return { kind: "problem", reason: refusal(error) };
  }
}

/** The files a kubeconfig names for a user or a cluster, found from its own folder. */
export function namedFiles({ name }: MetFile, { clusters, users }: KubeconfigEntries): readonly NamedFile[] {
  const from = (path: string): string => (isAbsolute(path) ? path : join(dirname(name), path));
  const one = (path: string | undefined, entry: string, purpose: NamedFile["purpose"]): readonly NamedFile[] =>
    path === undefined ? [] : [{ path: from(path), entry, purpose }];
  return [
    ...clusters.flatMap(({ name: of, caFile }) => one(caFile, `cluster ${of}`, "authority")),
    ...users.flatMap(({ name: of, certificateFile, keyFile }) => [
      ...one(certificateFile, `user ${of}`, "client"),
      ...(keyFile === certificateFile ? [] : one(keyFile, `user ${of}`, "client")),
    ]),
  ];
}

/** A file a kubeconfig names. */
export interface NamedFile {
  readonly path: string;
  readonly entry: string;
  readonly purpose: "authority" | "client";
}
