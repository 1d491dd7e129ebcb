// The architecture rules of DESIGN as functions over parsed files: each gives the sentences that tell what is wrong.
import type { Layer } from "../../layers.ts";
import type { SourceFile } from "./source-file.ts";

function layerOf(path: string): string {
  return path.split("/")[0] ?? "";
}

/** The isolated unit a file belongs to: a folder of the layer, or, for the catalogue and files at the top, the file itself. */
function childOf(path: string): string {
  const parts = path.split("/");
  const own = parts.slice(0, layerOf(path) === "checks" ? 3 : 2).join("/");
  return own.replace(/(?:\.test)?\.ts$/, "");
}

function isTest(path: string): boolean {
  return path.endsWith(".test.ts");
}

/** The command line may ask the package for its version. */
function isOwnVersion(file: SourceFile, target: string): boolean {
  return layerOf(file.path) === "cli" && target === "../package.json";
}

function importFault(file: SourceFile, target: string, layers: readonly Layer[]): string | undefined {
  const [from, to] = [layerOf(file.path), layerOf(target)];
  const [own, other] = [from, to].map((name) => layers.findIndex(({ folder }) => folder === name));
  const layer = layers[own ?? -1];
  if (layer === undefined || own === undefined || other === undefined || other === -1)
    return `${file.path} imports ${target}, which is in no layer`;
  if (other > own) return `${file.path} imports ${target}: ${from} may not import ${to}; ${layer.why}`;
  if (own !== other) {
    if (layers[other]?.pure === false && layer.pure)
      return `${file.path} imports ${target}: ${from} is pure and ${to} is not; ${layer.why}`;
    return target.endsWith("/index.ts")
      ? undefined
      : `${file.path} imports ${target}: other layers are imported through index.ts only`;
  }
  const sameChild = childOf(file.path) === childOf(target);
  const isFace = file.path === `${from}/index.ts`;
  if (
    layer.isolated &&
    !sameChild &&
    !isFace &&
    childOf(target) !== `${from}/reporter` &&
    target !== `${from}/index.ts`
  ) {
    return `${file.path} imports ${target}: children of ${from} do not see each other; ${layer.why}`;
  }
  const crossing = !sameChild && target.split("/").length > 2 && !isFace && layerOf(target) !== "checks";
  return crossing && !target.endsWith("/index.ts")
    ? `${file.path} imports ${target}: other folders are imported through index.ts only`
    : undefined;
}

/** Imports that break the order, the isolation or the public faces of the layers. */
export function importFaults(files: readonly SourceFile[], layers: readonly Layer[]): string[] {
  return files
    .filter(({ path }) => !isTest(path))
    .flatMap((file) =>
      file.imports
        .filter((target) => !isOwnVersion(file, target))
        .map((target) => importFault(file, target, layers))
        .filter((fault) => fault !== undefined),
    );
}

/** Impure names and node: modules in pure layers. */
export function purityFaults(files: readonly SourceFile[], layers: readonly Layer[]): string[] {
  const pure = new Map(layers.filter((layer) => layer.pure).map((layer) => [layer.folder, layer]));
  return files.flatMap((file) => {
    const layer = pure.get(layerOf(file.path));
    if (layer === undefined || isTest(file.path)) return [];
    const modules = file.modules.filter((module) => module.startsWith("node:"));
    return [...modules, ...file.impureNames].map(
      (name) => `${file.path} uses ${name}: ${layer.folder} is pure; ${layer.why}`,
    );
  });
}

/** Layers without files, and folders that are in no layer. */
export function layerFaults(files: readonly SourceFile[], layers: readonly Layer[]): string[] {
  const folders = new Set(files.map(({ path }) => layerOf(path)));
  const unlisted = [...folders].filter((folder) => !layers.some((layer) => layer.folder === folder));
  const empty = layers.filter(({ folder }) => !folders.has(folder));
  return [
    ...unlisted.map((folder) => `src/${folder} is in no layer of layers.ts`),
    ...empty.map(({ folder }) => `layers.ts lists ${folder}, but src/${folder} has no files`),
  ];
}

const vagueName = /(?:^|[/-])(?:utils?|helpers?|commons?|misc|managers?|types)(?:\.ts|\/|$)/;

/** Names, sizes and opening comments. Tables and generated files say so in their first line. */
export function styleFaults(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.split("\n").length - 1;
    const [first = ""] = text.split("\n");
    const exempt = /^\/\/ (?:Generated|Table)/.test(first);
    const limit = layerOf(path) === "checks" && !isTest(path) ? 80 : 300;
    return [
      vagueName.test(path) ? `${path}: the name does not say what is in it` : undefined,
      /^[a-z0-9./-]+$/.test(path) ? undefined : `${path}: names are kebab-case`,
      first.startsWith("// ") ? undefined : `${path}: the first line says in one sentence what the file is for`,
      lines > limit && !exempt ? `${path}: ${lines} lines, at most ${limit}` : undefined,
    ].filter((fault) => fault !== undefined);
  });
}
