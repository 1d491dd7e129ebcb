// Every folder of real manifests and every dump of the shared corpus reads without a problem. The corpus is not part of the project:
// PLIMSOLL_SHARED names it, else ../shared beside the repository; without it this is skipped.
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatLocation } from "../../src/core/index.ts";
import { manifestsSource } from "../../src/sources/manifests/index.ts";

const shared = process.env["PLIMSOLL_SHARED"] ?? fileURLToPath(new URL("../../../shared", import.meta.url));
const manifests = join(shared, "corpus", "manifests");
const dumps = join(shared, "corpus", "cluster-dumps");
const there = existsSync(manifests) && existsSync(dumps);
const namesIn = (folder: string, name: RegExp): string[] =>
  there ? readdirSync(folder).filter((entry) => name.test(entry)) : [];

async function problemsOf(path: string): Promise<{ readonly objects: number; readonly problems: readonly string[] }> {
  const reading = await manifestsSource([path]).read({ step() {} });
  const objects = [...reading.parts.values()].reduce((sum, part) => sum + part.objects.length, 0);
  const problems = reading.problems.map(
    ({ location, message }) => `${location && formatLocation(location)} ${message}`,
  );
  return { objects, problems };
}

describe.skipIf(!there)("the corpus", () => {
  it("is there to be read", () => {
    expect(namesIn(manifests, /^[^.]/).length).toBeGreaterThan(10);
    expect(namesIn(dumps, /\.json\.gz$/).length).toBeGreaterThan(0);
  });

  it.each(namesIn(manifests, /^[^.]/))("manifests/%s", { timeout: 60_000 }, async (name) => {
    const { objects, problems } = await problemsOf(join(manifests, name));
    // Some real manifests set a key twice; they are read as kubectl reads them, and it is told.
    expect(
      problems.filter((problem) => !problem.endsWith(" is set twice in one mapping: kubectl takes the last")),
    ).toEqual([]);
    expect(objects).toBeGreaterThan(0);
  });

  it.each(namesIn(dumps, /\.json\.gz$/))("cluster-dumps/%s", { timeout: 60_000 }, async (name) => {
    const reading = await manifestsSource([join(dumps, name)]).read({ step() {} });
    expect(reading.problems).toEqual([]);
    expect(reading.parts.get("pods")).toMatchObject({ status: "collected" });
    const [pod] = reading.parts.get("pods")?.objects ?? [];
    expect(pod && reading.locate(pod, "spec.containers[0].image")?.line).toBe(1);
  });
});
