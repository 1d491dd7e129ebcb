// The columns of the hostile-input table: every parser that takes text or bytes from outside.
// A new parser is one row of `parsers`: a name, the languages attacks may come in, and `read`, which tells in plain lines
// what it made of the bytes. It must not throw anything but PlimsollError.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { formatLocation, PlimsollError, textPosition } from "../../src/core/index.ts";
import { parseJsonExactly } from "../../src/languages/json/index.ts";
import { parseYamlDocuments } from "../../src/languages/yaml/index.ts";
import type { Reading, Source } from "../../src/model/index.ts";
import { manifestsSource } from "../../src/sources/manifests/index.ts";

/** The language an attack is written in; `bytes` are attacks below any language. */
export type Language = "yaml" | "json" | "bytes";

/** What a parser said: how many values or objects it read, and every complaint as `line:column message`. */
export interface Verdict {
  readonly read: number;
  readonly complaints: readonly string[];
}

/** One column of the table. */
export interface Parser {
  readonly name: string;
  readonly languages: readonly Language[];
  read(bytes: Buffer): Verdict | Promise<Verdict>;
}

function readYaml(bytes: Buffer): Verdict {
  const { documents, errors } = parseYamlDocuments(bytes.toString("utf8"));
  return {
    read: documents.length,
    complaints: errors.map(({ line, column, message }) => `${line}:${column} ${message}`),
  };
}

function readJson(bytes: Buffer): Verdict {
  const text = bytes.toString("utf8");
  const reading = parseJsonExactly(text);
  const faults = "value" in reading ? reading.notes : [reading.fault];
  const complaints = faults.map(({ message, offset }) => {
    const { line, column } = textPosition(text, offset);
    return `${line}:${column} ${message}`;
  });
  return { read: "value" in reading ? 1 : 0, complaints };
}

function verdictOf(reading: Reading): Verdict {
  const read = [...reading.parts.values()].reduce((sum, { objects }) => sum + objects.length, 0);
  const complaints = reading.problems.map(({ location, message }) => {
    const place = location === undefined ? "" : formatLocation(location);
    return `${place.replace(/^.*?:(?=\d)/s, "")} ${message}`;
  });
  return { read, complaints };
}

/** What a source says; nothing read at all is its one error. */
export async function readSource(source: Source): Promise<Verdict> {
  try {
    return verdictOf(await source.read({ step() {} }));
  } catch (error) {
    if (!(error instanceof PlimsollError)) throw error;
    return { read: 0, complaints: [error.message] };
  }
}

async function readFileNamed(name: string, bytes: Buffer): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-hostile-"));
  try {
    writeFileSync(join(folder, name), bytes);
    return await readSource(manifestsSource([join(folder, name)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1 << 20) yield bytes.subarray(at, at + (1 << 20));
}

/** The columns. Kubeconfig, snapshot, waivers, baseline and configuration join here. */
export const parsers: readonly Parser[] = [
  { name: "yaml", languages: ["yaml"], read: readYaml },
  { name: "json", languages: ["json"], read: readJson },
  { name: "manifest file", languages: ["yaml", "json", "bytes"], read: (bytes) => readFileNamed("attack.yaml", bytes) },
  {
    name: "gzip file",
    languages: ["yaml", "json", "bytes"],
    read: (bytes) => readFileNamed("attack.yaml.gz", gzipSync(bytes, { level: 1 })),
  },
  {
    name: "standard input",
    languages: ["yaml", "json", "bytes"],
    read: (bytes) => readSource(manifestsSource(["-"], { stdin: piecesOf(bytes) })),
  },
];
