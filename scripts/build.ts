// Builds dist/: the command line (split, so that a command loads only what it needs) and the library's entry points.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { entryPoints } from "./public-api.ts";
import { thirdPartyNotices } from "./third-party-notices.ts";

const root = join(import.meta.dirname, "..");
const outdir = join(root, "dist");

rmSync(outdir, { recursive: true, force: true });
const result = await build({
  absWorkingDir: root,
  entryPoints: { cli: "src/cli/main.ts", ...entryPoints },
  outdir,
  bundle: true,
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  platform: "node",
  format: "esm",
  target: "node20.19",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  // CommonJS packages inside the bundle ask for node's modules through require; made when first used, as most chunks never do.
  banner: {
    js: 'import{createRequire as __createRequire}from"node:module";const require=(id)=>__createRequire(import.meta.url)(id);',
  },
});
writeFileSync(join(outdir, "THIRD-PARTY-NOTICES.txt"), thirdPartyNotices(root, Object.keys(result.metafile.inputs)));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
process.stdout.write(`plimsoll ${version} built in dist/\n`);
