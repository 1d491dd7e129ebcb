// Attacks by content: names, encodings, damage, code.
import { gzipSync } from "node:zlib";
import { broken, config, fine, head, refused, type Attack } from "./attack.ts";

const keys: readonly Attack[] = [
  {
    name: "a key set twice",
    language: "yaml",
    bytes: () => Buffer.from(`${head}data:\n  a: b\n  a: c\n`),
    expect: { read: 1, complaints: ['6:3 the key "a" is set twice in one mapping: kubectl takes the last'] },
  },
  {
    name: "a key set twice",
    language: "json",
    bytes: () => Buffer.from(config('{"a":"b",\n"a":"c"}')),
    expect: { read: 1, complaints: ['2:1 the key "a" is set twice in one object: kubectl takes the last'] },
  },
  {
    name: "prototype names",
    language: "yaml",
    bytes: () =>
      Buffer.from(
        `${head}data: {__proto__: x, constructor: x, toString: x}\n__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}\n`,
      ),
    expect: fine,
  },
  {
    name: "prototype names",
    language: "json",
    bytes: () =>
      Buffer.from(
        `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},${config('{"__proto__":"x"}').slice(1)}`,
      ),
    expect: fine,
  },
  {
    name: "prototype names where metadata is",
    language: "json",
    bytes: () => Buffer.from('{"apiVersion":"v1","kind":"ConfigMap","__proto__":{"metadata":{"name":"x"}}}'),
    ...broken(1, 1, "ConfigMap: metadata must be set, and a mapping"),
    except: { json: fine },
  },
  {
    name: "prototype names as kinds",
    language: "yaml",
    bytes: () => Buffer.from(`${head}---\napiVersion: constructor\nkind: __proto__\nmetadata: {name: toString}\n`),
    expect: { read: 1, complaints: [] },
    except: { yaml: { read: 2, complaints: [] } },
  },
  {
    name: "a mapping as key",
    language: "yaml",
    bytes: () => Buffer.from(`${head}? {a: 1}\n: b\n`),
    ...broken(4, 3, "a list or mapping cannot be a key"),
  },
];

const junk = Buffer.from(Array.from({ length: 4096 }, (_, index) => ((index * 7919) % 251) + 1));

const encodings: readonly Attack[] = [
  {
    name: "a program",
    language: "bytes",
    bytes: () => Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]),
    expect: refused(/is binary, not text \(a zero byte at offset 7\)/),
  },
  {
    name: "bytes at random",
    language: "bytes",
    bytes: () => junk,
    expect: refused(/:\d+:\d+: the stream contains non-printable characters/),
  },
  {
    name: "control characters",
    language: "yaml",
    bytes: () => Buffer.from(`${head}data: {a: b\u0007c}\n`),
    ...broken(4, 12, "the stream contains non-printable characters"),
  },
  {
    name: "control characters",
    language: "json",
    bytes: () => Buffer.from(config('{"a":"\u0007"}')),
    ...broken(1, 75, "a string has a bad escape or a raw control character"),
  },
  {
    name: "bytes that are not UTF-8",
    language: "yaml",
    bytes: () =>
      Buffer.concat([Buffer.from(`${head}data: {a: "`), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from('"}\n')]),
    expect: fine,
  },
  { name: "a byte order mark", language: "yaml", bytes: () => Buffer.from(`\ufeff${head}`), expect: fine },
  {
    name: "a byte order mark",
    language: "json",
    bytes: () => Buffer.from(`\ufeff${config("{}")}`),
    expect: fine,
    except: { json: refused(/^1:1 ".*" where a value is needed/) },
  },
  {
    name: "UTF-16, little end first",
    language: "bytes",
    bytes: () => Buffer.from(`\ufeff${head}`, "utf16le"),
    expect: fine,
  },
  {
    name: "UTF-16, big end first",
    language: "bytes",
    bytes: () => Buffer.from(`\ufeff${config("{}")}`, "utf16le").swap16(),
    expect: fine,
  },
  {
    name: "UTF-16 without a mark",
    language: "bytes",
    bytes: () => Buffer.from(head, "utf16le"),
    expect: refused(/is binary, not text \(a zero byte at offset 1\)/),
  },
  {
    name: "CRLF",
    language: "yaml",
    bytes: () => Buffer.from(`${head}data:\n  a: |\n    b\n---\n${head}`.replaceAll("\n", "\r\n")),
    expect: { read: 2, complaints: [] },
  },
  {
    name: "CR",
    language: "yaml",
    bytes: () => Buffer.from(`${head}x: [`.replaceAll("\n", "\r")),
    ...broken(4, 5, "unexpected end of the stream within a flow collection"),
  },
];

const archives: readonly Attack[] = [
  {
    name: "a gzip file cut off",
    language: "bytes",
    bytes: () => gzipSync(head.repeat(100)).subarray(0, 60),
    expect: refused(/is a gzip file that is cut off/),
    except: { "gzip file": refused(/control characters|non-printable|binary/) },
  },
  {
    name: "a gzip file damaged",
    language: "bytes",
    bytes: () => gzipSync(head).fill(0x55, 12, 30),
    expect: refused(/is a damaged gzip file \(Z_DATA_ERROR\)/),
    except: { "gzip file": refused(/control characters|non-printable|binary/) },
  },
  {
    name: "a gzip bomb",
    language: "bytes",
    bytes: () => gzipSync(Buffer.alloc(200 * 1024 * 1024, " ")),
    expect: refused(/expands to more than \d+ bytes, which looks like an attack/),
    except: { "gzip file": refused(/binary|non-printable/) },
  },
];

const text: readonly Attack[] = [
  {
    name: "an open quote",
    language: "yaml",
    bytes: () => Buffer.from(`${head}data: "a\n---\n${head}`),
    expect: { read: 1, complaints: ["5:1 unexpected end of the stream within a double quoted scalar"] },
  },
  {
    name: "an open bracket",
    language: "json",
    bytes: () => Buffer.from(config("{").slice(0, -1)),
    ...broken(1, 71, "the text ends where a key in double quotes is needed"),
  },
  {
    name: "code in tags",
    language: "yaml",
    bytes: () =>
      Buffer.from(
        `${head}data: {a: !!js/function "function(){ globalThis.polluted = 1 }", b: !!python/object/apply:os.system "x"}\n`,
      ),
    expect: fine,
  },
  {
    name: "numbers that overflow",
    language: "yaml",
    bytes: () => Buffer.from(`${head}a: 1e400\nb: -1e999999999\nc: 0x${"f".repeat(100_000)}\n`),
    expect: fine,
  },
  {
    name: "numbers that overflow",
    language: "json",
    bytes: () => Buffer.from(config('{"a":1e400}')),
    ...broken(1, 75, "a number is too large for a 64-bit float"),
  },
  {
    name: "numbers that are none",
    language: "yaml",
    bytes: () => Buffer.from(`${head}a: .nan\n`),
    ...broken(4, 4, ".nan cannot be sent to the API: it is not a finite number"),
  },
  {
    name: "a Helm template",
    language: "yaml",
    bytes: () => Buffer.from(`${head}{{- if .Values.x }}\na: 1\n{{- end }}\n`),
    expect: refused(/looks like a Helm template, not a manifest: render it with `helm template` first/),
    except: { yaml: refused(/^\d+:\d+ /) },
  },
];

export const contentAttacks: readonly Attack[] = [...keys, ...encodings, ...archives, ...text];
