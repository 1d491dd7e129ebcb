// Text is read as kubectl reads it: against readings recorded with kubectl 1.36.3, and against kubectl itself where it can run.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isJsonObject, stringifyJson, type JsonValue } from "../../src/core/index.ts";
import { parseYamlDocuments } from "../../src/languages/yaml/index.ts";
import { kubectlPackageFits, obtainKubectl, runKubectl } from "../control-plane/kubectl.ts";

interface ScalarReading {
  readonly text: string;
  readonly json?: string;
  readonly error?: string;
}
interface DocumentReading {
  readonly name: string;
  readonly text: string;
  readonly documents: readonly JsonValue[];
  readonly error?: string;
}

const recorded = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/kubectl/${name}`, import.meta.url), "utf8"));
const scalars = recorded("scalars.json") as readonly ScalarReading[];
const documents = recorded("documents.json") as readonly DocumentReading[];
const head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n";

/** kubectl prints integers beyond int64 as floats; we keep them exact. */
function sameJson(ours: JsonValue, theirs: string): boolean {
  if (typeof ours !== "bigint") return stringifyJson(ours) === JSON.stringify(JSON.parse(theirs));
  return String(ours) === theirs || Number(ours) === Number(theirs);
}

function readScalar(text: string): { readonly value?: JsonValue; readonly fault?: string } {
  const read = parseYamlDocuments(`${head}v: ${text}\n`);
  const fault = read.errors[0]?.message;
  const value = read.documents[0]?.value;
  return fault === undefined && isJsonObject(value) ? { value: value["v"] ?? null } : { fault: fault ?? "not read" };
}

describe("scalars", () => {
  it("are enough to mean something", () => {
    expect(scalars.length).toBeGreaterThan(150);
  });

  it.each(scalars)("$text", ({ text, json }) => {
    const { value, fault } = readScalar(text);
    if (json === undefined) expect(fault).toBeTypeOf("string");
    else
      expect({ fault, same: value !== undefined && sameJson(value, json) }).toEqual({ fault: undefined, same: true });
  });
});

/** Text kubectl refuses and we read; nothing is lost by looking at it. */
const lenient = new Set(
  [
    "tab-blank tab-comment tab-after-dash flow-plain-q key-big anchor-colon anchor-punct",
    "del nel ls c1 fffe esc esc-surr",
    "text list-top json-case", // YAML all right; refused later, as not being an object
  ].flatMap((names) => names.split(" ")),
);
/** Text kubectl reads and we tell a fault of beside the value. */
const told = new Set(["dup", "dup-nonstr", "key-alias", "docs-dots", "json-dup"]);
/** Text that only the JSON reader has to do with: values one after the other, numbers, escapes. */
const jsonOnly = new Set(["json-multi", "json-bigint", "json-bigint2", "json-surr"]);
/** kubectl takes .inf as a key; nothing in the API has such a key. */
const stricter = new Set(["key-inf"]);

function plain(value: JsonValue): unknown {
  return JSON.parse(stringifyJson(value));
}

describe("documents", () => {
  const rows = documents.filter(({ name }) => !jsonOnly.has(name) && !stricter.has(name));

  it("are enough to mean something", () => {
    expect(rows.length).toBeGreaterThan(150);
  });

  it.each(rows)("$name", ({ name, text, documents: expected, error }) => {
    const read = parseYamlDocuments(text);
    const values = read.documents.map(({ value }) => value).filter((value) => value !== null);
    expect(read.errors.length > 0).toBe(told.has(name) || (error !== undefined && !lenient.has(name)));
    if (error !== undefined) return;
    const flat = values.flatMap((value) => (isJsonObject(value) && value["kind"] === "List" ? value["items"] : value));
    expect(flat.map((value) => plain(value as JsonValue))).toEqual(expected);
  });
});

describe.skipIf(!kubectlPackageFits())("kubectl itself", () => {
  it("still reads the scalars so", { timeout: 120_000 }, async () => {
    const { kubectl } = await obtainKubectl();
    const home = mkdtempSync(join(tmpdir(), "plimsoll-kubectl-"));
    try {
      const good = scalars.filter(({ json }) => json !== undefined);
      const input = `${head}v:\n${good.map(({ text }, index) => `  k${index}: ${text}\n`).join("")}`;
      const args = ["label", "--local", "-f", "-", "-o", "json", "x=y"];
      const { stdout, stderr } = await runKubectl(args, { program: kubectl, home, kubeconfig: "/dev/null", input });
      expect(stderr).toBe("");
      const printed = JSON.parse(stdout) as { readonly v: Readonly<Record<string, unknown>> };
      good.forEach(({ json = "" }, index) => {
        expect(printed.v[`k${index}`]).toEqual(JSON.parse(json));
      });
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});
