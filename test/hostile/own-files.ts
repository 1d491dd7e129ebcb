// The files a user writes for Plimsoll or that Plimsoll wrote: configuration, waivers, baseline, kubeconfig, snapshot; and attacks on each.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parseConfig } from "../../src/cli/read-config.ts";
import { formatLocation, PlimsollError } from "../../src/core/index.ts";
import type { Source } from "../../src/model/index.ts";
import { clusterSource } from "../../src/sources/cluster/index.ts";
import { snapshotSource } from "../../src/sources/snapshot/index.ts";
import { parseBaseline, parseWaivers } from "../../src/use-cases/scan/index.ts";

/** A parser of such a file: `read` throws what it has to say. `fields` are texts of the format with one wrong type each. */
export interface OwnFile {
  readonly name: string;
  readonly code: string;
  /** Begins a valid file; attacks follow on the next line. */
  readonly head: string;
  read(bytes: Buffer): void | Promise<void>;
  readonly wrongTypes: readonly string[];
}

const header = '{"apiVersion":"plimsoll-snapshot/v1"';

async function readFrom(name: string, bytes: Buffer, sourceOf: (path: string) => Source): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-own-"));
  try {
    writeFileSync(join(folder, name), bytes);
    await sourceOf(join(folder, name)).read({ step() {} });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const text = (bytes: Buffer): string => bytes.toString("utf8");

/** The columns of the table. */
export const ownFiles: readonly OwnFile[] = [
  {
    name: "configuration",
    code: "PLIMSOLL_CONFIG",
    head: "failOn: high",
    read: (bytes) => void parseConfig(text(bytes), "file"),
    wrongTypes: [
      "failOn: 3",
      "failOn: worst",
      "strict: maybe",
      "check: a",
      "check: [1]",
      "checks: [a]",
      "checks: {a: b}",
      "checks: {a: {severity: 1}}",
      "checks: {a: {options: 1}}",
      "plugins: {a: b}",
      "output: 7",
      "- a",
      "text",
    ],
  },
  {
    name: "waivers",
    code: "PLIMSOLL_WAIVERS_INVALID",
    head: "waivers:\n- {check: a-b, object: {name: x}, reason: r}",
    read: (bytes) => void parseWaivers(text(bytes), "file"),
    wrongTypes: [
      "waivers: a",
      "waivers: [a]",
      "waivers: [{check: 1, object: {name: x}, reason: r}]",
      "waivers: [{check: a, object: x, reason: r}]",
      "waivers: [{check: a, object: {name: [x]}, reason: r}]",
      "waivers: [{check: a, object: {name: x}}]",
      "waivers: [{check: a, object: {name: x}, reason: r, expires: soon}]",
      "waivers: [{check: a, object: {name: x}, reason: r, expires: 2027-02-31}]",
      "- a",
      "text",
    ],
  },
  {
    name: "baseline",
    code: "PLIMSOLL_BASELINE_INVALID",
    head: '{"apiVersion": "plimsoll/v1", "kind": "Baseline", "findings": []}',
    read: (bytes) => void parseBaseline(text(bytes), "file"),
    wrongTypes: [
      '{"kind": "Baseline"}',
      '{"apiVersion": "plimsoll/v1", "kind": "Baseline", "findings": {}}',
      '{"apiVersion": "plimsoll/v1", "kind": "Baseline", "findings": [1]}',
      '{"apiVersion": "plimsoll/v1", "kind": "Baseline", "findings": [{"fingerprint": 1}]}',
      '{"apiVersion": "plimsoll/v2", "kind": "Baseline", "findings": []}',
      "[]",
      "7",
    ],
  },
  {
    name: "kubeconfig",
    code: "PLIMSOLL_KUBECONFIG",
    head: "apiVersion: v1\nkind: Config",
    read: (bytes) => readFrom("config", bytes, (kubeconfig) => clusterSource({ env: {}, kubeconfig })),
    wrongTypes: [
      "clusters: a",
      "clusters: [a]",
      "contexts: {a: b}",
      "users: [{name: [x]}]",
      "current-context: [x]",
      "users: [{name: a, user: {token: 7}}]",
      "users: [{name: a, user: {exec: x}}]",
      "clusters: [{name: a, cluster: {insecure-skip-tls-verify: maybe}}]",
      "- a",
      "text",
    ],
  },
  {
    name: "snapshot",
    code: "PLIMSOLL_SNAPSHOT_INVALID",
    head: "",
    read: (bytes) => readFrom("snapshot", gzipSync(bytes), (path) => snapshotSource(path)),
    wrongTypes: [
      "[]",
      "7",
      '{"apiVersion":"plimsoll-snapshot/v9"}',
      `${header}}`,
      `${header},"kind":"Snapshot","asOf":7}`,
      `${header},"kind":"Snapshot","parts":[]}`,
      "{}",
    ],
  },
];

/** What a parser says of bytes: nothing, or `CODE place: message`. */
export async function complaintOf(file: OwnFile, bytes: Buffer): Promise<string> {
  try {
    await file.read(bytes);
    return "";
  } catch (error) {
    if (!(error instanceof PlimsollError)) throw error;
    const place = error.location === undefined ? "" : `${formatLocation(error.location)}: `;
    return `${error.code} ${place}${error.message}`;
  }
}

/** What is valid, but holds nothing to connect to. */
const accepted = { kubeconfig: /names no cluster, user or context/, snapshot: /is not a Plimsoll snapshot|is empty/ };

const nested = (depth: number): string => `x: ${"[".repeat(depth)}${"]".repeat(depth)}`;
const bomb = [
  "a: &a [x,x,x,x,x,x,x,x,x]",
  ..."bcdefghij"
    .split("")
    .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghi"[index]}`).join(",")}]`),
].join("\n");

/** What each file's parser answers to lines after a valid head, by file; a file that is left out must accept them. */
export interface TextAttack {
  readonly name: string;
  readonly lines: string;
  readonly answers: Readonly<Record<string, RegExp>>;
}

const notOurs = { baseline: /:2:1: .*end of the stream/, snapshot: /is not a Plimsoll snapshot/ };

/** Attacks by content. */
export const textAttacks: readonly TextAttack[] = [
  { name: "alias bomb", lines: bomb, answers: answers(/:\d+:9: .*aliases expand to too many values/) },
  { name: "cyclic alias", lines: "x: &x [*x]", answers: answers(/:\d+:9: .*the anchor (?:"x" )?contains itself/) },
  { name: "deep nesting", lines: nested(5000), answers: answers(/:\d+:203: .*nested deeper than 200 levels/) },
  { name: "unclosed bracket", lines: "x: [1, 2", answers: answers(/:\d+:1: .*unexpected end of the stream/) },
  {
    name: "a key set twice",
    lines: "x: 1\nx: 2",
    answers: {
      ...notOurs,
      configuration: /:3:1: the key "x" is set twice/,
      waivers: /:4:1: .*the key "x" is set twice/,
      kubeconfig: /names no cluster, user or context/,
    },
  },
  {
    name: "prototype names",
    lines: "__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}",
    answers: {
      ...notOurs,
      configuration: /:2: `__proto__` is not a configuration key/,
      waivers: /:3:1: .*__proto__ is not a key that is known/,
      kubeconfig: /names no cluster, user or context/,
    },
  },
  {
    name: "an unknown key",
    lines: "no-such-key: 1",
    answers: {
      ...notOurs,
      configuration: /:2: `no-such-key` is not a configuration key/,
      waivers: /:3:1: .*no-such-key is not a key that is known/,
      kubeconfig: /names no cluster, user or context/,
    },
  },
  {
    name: "50 MB of text",
    lines: `x: ${"a".repeat(50_000_000)}`,
    answers: {
      ...notOurs,
      configuration: /:2: `x` is not a configuration key/,
      waivers: /:3:1: .*x is not a key that is known/,
      kubeconfig: /is larger than 16 MiB/,
    },
  },
];

function answers(yaml: RegExp): Readonly<Record<string, RegExp>> {
  return { ...notOurs, configuration: yaml, waivers: yaml, kubeconfig: yaml };
}

/** Attacks by encoding: the bytes of a valid file, changed. */
export const byteAttacks: readonly {
  readonly name: string;
  readonly change: (head: string) => Buffer;
  readonly answers: Readonly<Record<string, RegExp>>;
}[] = [
  {
    name: "a program",
    change: () => Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 255]),
    answers: {
      configuration: /null byte/,
      waivers: /null byte/,
      baseline: /null byte/,
      kubeconfig: /is not text/,
      snapshot: /is not a Plimsoll snapshot/,
    },
  },
  {
    name: "UTF-16",
    change: (head) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(head, "utf16le")]),
    answers: {
      configuration: /null byte/,
      waivers: /null byte/,
      baseline: /null byte/,
      kubeconfig: /is UTF-16 text/,
      snapshot: /is not a Plimsoll snapshot/,
    },
  },
  { name: "a byte order mark", change: (head) => Buffer.from(`\uFEFF${head}`), answers: accepted },
  { name: "CRLF", change: (head) => Buffer.from(`${head.replaceAll("\n", "\r\n")}\r\n`), answers: accepted },
  {
    name: "nothing",
    change: () => Buffer.alloc(0),
    answers: {
      waivers: /is empty/,
      baseline: /is empty/,
      kubeconfig: /names no cluster, user or context/,
      snapshot: /is empty/,
    },
  },
];
