// The public API: names are added on purpose and removed never; what is pure runs in a browser.
import { join } from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { layers } from "../../layers.ts";
import { entryPoints } from "../../scripts/public-api.ts";

const root = join(import.meta.dirname, "../..");
const pure = new Set(layers.filter((layer) => layer.pure).map(({ folder }) => folder));
const layerOf = (file: string): string => file.split("/")[1] ?? "";
const browserSafe = Object.entries(entryPoints).filter(([, file]) => pure.has(layerOf(file)));

describe("the public API", () => {
  it("exports these names", async () => {
    const names = await Promise.all(
      Object.entries(entryPoints).map(async ([name, file]) => {
        const module = (await import(join(root, file))) as object;
        return [name, Object.keys(module).sort()] as const;
      }),
    );
    expect(names.length).toBeGreaterThan(10);
    expect(Object.fromEntries(names)).toMatchSnapshot();
  });

  it.each(browserSafe)("%s bundles for a browser", async (_name, file) => {
    const result = await build({
      absWorkingDir: root,
      entryPoints: [file],
      bundle: true,
      write: false,
      platform: "browser",
      format: "esm",
      logLevel: "silent",
    });
    expect(result.errors).toEqual([]);
    expect(result.outputFiles[0]?.text.length).toBeGreaterThan(100);
  });
});
