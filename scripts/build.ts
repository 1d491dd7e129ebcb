// Builds dist/: the command line (split, so that a command loads only what it needs) and the library's entry points.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { build, transform, type BuildOptions, type Metafile, type OutputFile, type Plugin } from "esbuild";
import { entryPoints } from "./public-api.ts";
import { thirdPartyNotices } from "./third-party-notices.ts";

const root = join(import.meta.dirname, "..");
const outdir = join(root, "dist");

/** What a module of ours gives and nobody takes is left out, with all it imports: loading a module changes nothing else. */
const leaveOutUnused: Plugin = {
  name: "leave-out-unused",
  setup(context) {
    context.onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path),
      sideEffects: false,
    }));
  },
};

/** Longer members of a table are read when they are first asked for: most runs need few of the tables. */
const readAtOnce = 500;

/** A table as JSON text, which is read about twice as fast as the same written as JavaScript; `later` gives the text of a member. */
function tableModule(json: string, later: (name: string, text: string) => string): string {
  const members = Object.entries(JSON.parse(json) as object).map(([name, value]) => {
    const [key, text] = [JSON.stringify(name), JSON.stringify(value)];
    if (text.length <= readAtOnce) return `${key}:${text}`;
    const keep = `Object.defineProperty(this,${key},{value,enumerable:true})`;
    return `get ${key}(){const value=${later(name, text)};${keep};return value}`;
  });
  return `export default {${members.join(",")}};`;
}

function tables(later: (table: string, name: string, text: string) => string): Plugin {
  return {
    name: "tables",
    setup(context) {
      context.onLoad({ filter: /[\\/]src[\\/].*\.json$/ }, ({ path }) => {
        const table = relative(join(root, "src"), path).replaceAll(/[^a-z]+/g, "-");
        return {
          contents: tableModule(readFileSync(path, "utf8"), (name, text) => later(table, name, text)),
          loader: "js",
        };
      });
      context.onResolve({ filter: /^\.\/table-/ }, ({ path }) => ({ path, external: true }));
    },
  };
}

/** commander loads what starts programs, and node's network with it, for subcommands that are programs: we have none. */
const withoutPrograms: Plugin = {
  name: "without-programs",
  setup(context) {
    context.onResolve({ filter: /^node:child_process$/ }, ({ importer, path }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path, namespace: "left-out" } : undefined,
    );
    context.onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: "module.exports = {};" }));
  },
};

const minified = { platform: "node", target: "node20.19", minifySyntax: true, minifyWhitespace: true } as const;

const shared = {
  absWorkingDir: root,
  ...minified,
  bundle: true,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
} as const satisfies BuildOptions;
const plugins = [leaveOutUnused, withoutPrograms];

async function buildLibrary(): Promise<readonly string[]> {
  const { metafile } = await build({
    ...shared,
    entryPoints: { ...entryPoints },
    outdir,
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    format: "esm",
    plugins: [...plugins, tables((_table, _name, text) => `JSON.parse(${JSON.stringify(text)})`)],
    // CommonJS packages inside the bundle ask for node's modules through require; made when first used, as most chunks never do.
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=(id)=>__createRequire(import.meta.url)(id);',
    },
  });
  return Object.keys(metafile.inputs);
}

/** Commands whose chunks are put into one script each, as they always load together; a chunk is in the first that needs it. */
const packs: readonly (readonly [pack: string, entryPoint: string])[] = [
  ["start", "src/cli/run-cli.ts"],
  ["scan", "src/cli/run-scan.ts"],
];

/** The script of every chunk, by names without extension. */
function scriptsOf({ outputs }: Metafile): ReadonlyMap<string, string> {
  const nameOf = (path: string): string => basename(path, ".js");
  const scripts = new Map<string, string>();
  const add = (path: string, pack: string): void => {
    if (scripts.has(nameOf(path))) return;
    scripts.set(nameOf(path), pack);
    for (const { path: imported, kind } of outputs[path]?.imports ?? [])
      if (kind === "import-statement" && imported in outputs) add(imported, pack);
  };
  for (const [pack, entry] of packs)
    for (const [path, { entryPoint }] of Object.entries(outputs)) if (entryPoint === entry) add(path, pack);
  for (const path of Object.keys(outputs)) if (!scripts.has(nameOf(path))) scripts.set(nameOf(path), nameOf(path));
  return scripts;
}

/**
 * A chunk as a CommonJS module, which names others as `./script/chunk`; what it imports when it runs is required then, and modules of
 * a user's own are asked of the loader. In
 * ASCII, which V8 keeps in a byte a character: esbuild leaves other text in regular expressions.
 */
async function asCommonModule(text: string, scripts: ReadonlyMap<string, string>): Promise<string> {
  const { code } = await transform(text, { ...minified, format: "cjs" });
  const required = (name: string): string => `require("./${scripts.get(name)}/${name}")`;
  return code
    .replace(/\bimport\("\.\/([\w.-]+)\.js"\)/g, (all, name: string) =>
      scripts.has(name) ? `Promise.resolve().then(()=>${required(name)})` : all,
    )
    .replace(/\brequire\("\.\/([\w.-]+)\.js"\)/g, (all, name: string) => (scripts.has(name) ? required(name) : all))
    .replace(/\bimport\("(node:[\w/]+)"\)/g, 'Promise.resolve().then(()=>require("$1"))')
    .replace(/\bimport\((?!")/g, "importModule(")
    .replace(/[^\0-\x7F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Scripts, by file: each is an object with a function for every chunk in it. */
async function asScripts(files: readonly OutputFile[], metafile: Metafile): Promise<ReadonlyMap<string, string>> {
  const scripts = scriptsOf(metafile);
  const members = new Map<string, string[]>();
  for (const { path, text } of files) {
    const name = basename(path, ".js");
    const file = `${scripts.get(name)}.cjs`;
    const code = await asCommonModule(text, scripts);
    members.set(file, [
      ...(members.get(file) ?? []),
      `${JSON.stringify(name)}:function(exports,require,module,importModule){${code}}`,
    ]);
  }
  return new Map(Array.from(members, ([file, functions]) => [file, `({${functions.join(",\n")}})`]));
}

/** The command line: dist/cli.cjs, and the chunks it loads from dist/cli/ as scripts, so that V8's compiled code can be kept. */
async function buildCommandLine(): Promise<readonly string[]> {
  const folder = join(outdir, "cli");
  mkdirSync(folder, { recursive: true });
  const putAside = (table: string, name: string, text: string): string => {
    const file = `table-${table}-${name}.json`;
    writeFileSync(join(folder, file), text);
    return `require("./${file}")`;
  };
  const { outputFiles, metafile } = await build({
    ...shared,
    entryPoints: { "run-cli": "src/cli/run-cli.ts" },
    outdir: folder,
    splitting: true,
    chunkNames: "[name]-[hash]",
    format: "esm",
    write: false,
    plugins: [...plugins, tables(putAside)],
  });
  const digest = createHash("sha256");
  for (const [file, code] of await asScripts(outputFiles, metafile)) {
    digest.update(`${file} ${code.length}\n${code}`);
    writeFileSync(join(folder, file), code);
  }
  await build({
    ...shared,
    entryPoints: { cli: "src/cli/main.ts" },
    outdir,
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    plugins,
    define: {
      "import.meta.dirname": "__dirname",
      chunksDigest: JSON.stringify(digest.digest("hex").slice(0, 16)),
    },
  });
  return Object.keys(metafile.inputs);
}

rmSync(outdir, { recursive: true, force: true });
const inputs = new Set([...(await buildLibrary()), ...(await buildCommandLine())]);
writeFileSync(join(outdir, "THIRD-PARTY-NOTICES.txt"), thirdPartyNotices(root, [...inputs]));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
process.stdout.write(`plimsoll ${version} built in dist/\n`);
