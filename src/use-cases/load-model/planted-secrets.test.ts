// A secret planted in every place a cluster can hold one is in no snapshot and nowhere in the model, but where it must be.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { keptFields } from "../../../test/fixtures/kept-fields.ts";
import { plantEverywhere, type Planted } from "../../../test/fixtures/plant-everywhere.ts";
import { readingOf } from "../../../test/fixtures/redaction.ts";
import { writeSnapshot } from "../../actions/write-snapshot/index.ts";
import { kindNames } from "../../kubernetes/index.ts";
import { encodeSnapshot } from "../../model/index.ts";
import { rulesOf } from "./kind-rules.ts";
import { loadModel } from "./index.ts";
import { textRules, type TextRuleName } from "./text-rules.ts";

/** Secrets to plant, each its own, and how to find them again. */
interface Plant {
  readonly textOf: (index: number) => string;
  readonly pattern: RegExp;
}

/** Nothing a detector knows: only the rules can keep it out. */
const unknown: Plant = {
  textOf: (index) => `quaysidelantern${String(index).padStart(5, "0")}`,
  pattern: /quaysidelantern\d{5}/g,
};
/** Known by its form wherever it stands. */
const credential: Plant = {
  textOf: (index) => `ghp_${"Qzx8".repeat(7)}${String(index).padStart(8, "0")}`,
  pattern: /ghp_\w{36}/g,
};

async function exposed({ textOf, pattern }: Plant): Promise<readonly Planted[]> {
  const planted: Planted[] = [];
  const objects = kindNames.map((kind) => plantEverywhere(kind, rulesOf(kind), textOf, planted));
  const source = { read: async () => readingOf(objects) };
  const model = await loadModel(source, { now: "2026-11-23T00:00:00Z", newestSupported: "1.37" });
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-planted-"));
  try {
    const file = join(folder, "snapshot");
    await writeSnapshot(file, encodeSnapshot(model));
    const texts = [gunzipSync(readFileSync(file)).toString("utf8"), JSON.stringify(model)];
    expect(planted.length).toBeGreaterThan(1000);
    const found = new Set(texts.flatMap((text) => text.match(pattern) ?? []));
    return planted.filter(({ text }) => found.has(text));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function isKept(rule: string): boolean {
  return Object.hasOwn(textRules, rule) && textRules[rule as TextRuleName].keeps;
}

describe("a secret planted in every field of every kind", () => {
  it("is gone from the snapshot and the model, but for fields that are listed with the reason", async () => {
    const survivors = await exposed(unknown);
    expect(survivors.filter(({ rule }) => !isKept(rule)).map(({ path }) => path)).toEqual([]);
    const byRule: Record<string, string[]> = {};
    for (const { rule, path } of survivors) {
      const paths = (byRule[rule] ??= []);
      if (!paths.includes(path)) paths.push(path);
    }
    for (const paths of Object.values(byRule)) paths.sort();
    expect(byRule).toEqual(keptFields);
  });

  it("is gone even from those when it has the form of a credential, but for what identifies the object", async () => {
    const survivors = await exposed(credential);
    expect(new Set(survivors.map(({ rule }) => rule))).toEqual(new Set(["identity"]));
  });

  it("may stay only for a reason", () => {
    const reasons = Object.keys(keptFields).map((rule) => textRules[rule as TextRuleName].why);
    expect(reasons.every((why) => why.length > 20)).toBe(true);
    const rules = Object.entries(textRules).filter(([, { keeps }]) => keeps);
    // The text of configuration files is kept by the key of its ConfigMap, which facts/kept-literals lists.
    expect(rules.map(([name]) => name).filter((name) => !Object.hasOwn(keptFields, name))).toEqual(["settings"]);
  });
});
