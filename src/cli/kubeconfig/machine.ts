// The machine a kubeconfig stands on, as the use cases look at it: nothing here throws, waits or reads without end.
import { createPrivateKey, X509Certificate } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
  type Stats,
} from "node:fs";
import { delimiter, dirname, isAbsolute, join, resolve } from "node:path";
import { readPem } from "../../languages/x509/index.ts";
import type { FileReading, PathState, Surroundings } from "../../use-cases/kubeconfig/index.ts";
import { requestedTime } from "../choose-source.ts";
import type { Io } from "../io.ts";

/** Certificates, keys and tokens are far smaller. */
const mostBytes = 4 * 1024 * 1024;

const faults: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EACCES: "may not be read by this user",
  EISDIR: "is a folder, not a file",
};

function faultOf(error: unknown): string {
  const { code = "unknown" } = error as NodeJS.ErrnoException;
  return faults[code] ?? `cannot be read (${code})`;
}

/** Opened without waiting: a kubeconfig from elsewhere may name a pipe or a device. */
function read(path: string): FileReading {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const state = fstatSync(descriptor);
    if (state.isDirectory()) return { fault: "is a folder, not a file" };
    if (!state.isFile()) return { fault: "is no plain file" };
    const bytes = Buffer.alloc(Math.min(state.size, mostBytes) + 1);
    let length = 0;
    for (let got = 1; got > 0 && length < bytes.length; length += got)
      got = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (length > mostBytes) return { fault: "is larger than 4 MiB" };
    return { bytes: bytes.subarray(0, length) };
  } catch (error) {
    return { fault: faultOf(error) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function kindOf(state: Stats): PathState["kind"] {
  if (state.isFile()) return "file";
  return state.isDirectory() ? "folder" : "other";
}

function state(path: string): PathState | undefined {
  try {
    const linksTo = lstatSync(path).isSymbolicLink() ? realpathSync(path) : undefined;
    const found = statSync(path);
    return { kind: kindOf(found), mode: found.mode & 0o7777, owner: found.uid, linksTo };
  } catch {
    return undefined;
  }
}

function isProgram(path: string): boolean {
  const found = state(path);
  return found?.kind === "file" && (found.mode & 0o111) !== 0;
}

function lookUp(program: string, path: string): string | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, program)).find(isProgram);
}

/** The first key of the text: a file may hold its certificate, too. */
function certificateFits(certificate: string, key: string): boolean | "unreadable" {
  try {
    const block = readPem(key).blocks.find(({ label }) => label.endsWith("PRIVATE KEY"));
    if (block === undefined || block.headers.has("DEK-Info")) return "unreadable";
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key.slice(block.start)));
  } catch {
    return "unreadable";
  }
}

/** The machine as of the time that is asked for. @throws PlimsollError PLIMSOLL_USAGE for a time that is none */
export function machineOf(io: Io, asOf?: string): Surroundings {
  return {
    resolve: (file, path) => (isAbsolute(path) ? path : resolve(dirname(resolve(file)), path)),
    folderOf: (path) => dirname(resolve(path)),
    read,
    state,
    lookUp: (program) => lookUp(program, io.env["PATH"] ?? ""),
    certificateFits,
    user: process.getuid?.(),
    asOf: Date.parse(requestedTime(asOf) ?? io.now()),
  };
}
