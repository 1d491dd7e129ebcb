// Imports a TypeScript module of the repository with generated files replaced by their new text.
import { mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build as bundle, type Plugin } from "esbuild";

function replace(root: string, texts: Readonly<Record<string, string>>): Plugin {
  const replaced = new Map(Object.entries(texts).map(([path, text]) => [resolve(root, path), text]));
  return {
    name: "generated-files",
    setup(build) {
      // Also where the file does not exist yet.
      build.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, resolveDir }) => {
        const file = resolve(resolveDir, path);
        return replaced.has(file) ? { path: file } : undefined;
      });
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const contents = replaced.get(path);
        return contents === undefined ? undefined : { contents, loader: "ts" };
      });
      // A check's test hands its cases to whoever asks, instead of running them.
      build.onResolve({ filter: /testing\/index\.ts$/ }, ({ importer, path, resolveDir }) =>
        importer.endsWith(".test.ts") && importer.includes("/checks/")
          ? { path: resolve(root, "scripts/generate/collecting-tests.ts") }
          : { path: resolve(resolveDir, path) },
      );
    },
  };
}

/** The exports of a module, bundled for this Node; packages stay outside. */
export async function importBundled<T>(
  root: string,
  file: string,
  texts: Readonly<Record<string, string>>,
): Promise<T> {
  const folder = mkdtempSync(join(root, "node_modules", ".plimsoll-generate-"));
  try {
    const outfile = join(folder, "module.mjs");
    await bundle({
      absWorkingDir: root,
      entryPoints: [file],
      outfile,
      bundle: true,
      packages: "external",
      platform: "node",
      format: "esm",
      target: "node20.19",
      logLevel: "error",
      plugins: [replace(root, texts), { name: "no-runner", setup: stubRunner }],
    });
    return (await import(pathToFileURL(outfile).href)) as T;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const stubRunner: Plugin["setup"] = (build) => {
  build.onResolve({ filter: /^vitest$/ }, () => ({ path: "vitest", namespace: "stub" }));
  build.onLoad({ filter: /.*/, namespace: "stub" }, () => ({
    contents: "export const describe = () => {}; export const it = () => {}; export const expect = () => {};",
  }));
};
