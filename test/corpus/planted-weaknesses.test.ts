// Weaknesses planted in the generated clusters of the shared corpus are found. The corpus is not part of the project: PLIMSOLL_SHARED
// names it, else ../shared beside the repository; without it this is skipped.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { recallOfDump } from "./recall-of-dump.ts";

const shared = process.env["PLIMSOLL_SHARED"] ?? resolve(import.meta.dirname, "../../../shared");
const corpus = join(shared, "corpus");

/** Rights over cluster-wide resources give nothing in a namespace, and no check is about reading the Secrets of one namespace. */
const namespaced = new Set(["rbac-list-secrets", "rbac-nodes-proxy", "rbac-webhooks"]);

describe.skipIf(!existsSync(join(corpus, "cluster-dumps")))("weaknesses planted in", () => {
  it.each([
    ["tiny", 12],
    ["medium", 30],
  ])("%s are all found where a check looks for them", async (name, types) => {
    const covered = (await recallOfDump(corpus, name)).filter((row) => row.covered);
    expect(covered.length).toBeGreaterThanOrEqual(types);
    const missed = covered.flatMap((row) => row.missed.map((object) => `${row.type}: ${object}`));
    expect(
      missed.filter((text) => !(namespaced.has(text.split(":")[0] ?? "") && text.includes(": RoleBinding "))),
    ).toEqual([]);
  });
});
