// Loads the chunks the command line is built into, with what V8 compiled of them in earlier runs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { readCodeCache, writeCodeCache, type CodeCache } from "./code-cache.ts";

/** A CommonJS module: all a chunk knows of the world. */
type Chunk = (
  exports: unknown,
  require: (id: string) => unknown,
  module: { exports: unknown },
  importModule: (url: string) => Promise<unknown>,
) => void;

/** What a script gives: its chunks by name. Scripts are ASCII. */
type Chunks = Readonly<Record<string, Chunk>>;

/** Where chunks are, and where what V8 compiled is kept; nowhere: not kept. */
export interface ChunkPlaces {
  readonly folder: string;
  readonly cache: { readonly path: string; readonly user: number } | undefined;
}

function builtin(id: string): unknown {
  const found: unknown = process.getBuiltinModule(id);
  if (found === undefined) throw new Error(`${id} is no module of node, and all others are in chunks`);
  return found;
}

/** Loads each chunk once, when it is first asked for: by `script/chunk`, or a table by the name of its file. */
export class ChunkLoader {
  readonly #places: ChunkPlaces;
  readonly #loaded = new Map<string, { exports: unknown }>();
  readonly #scripts = new Map<string, { readonly script: Script; readonly chunks: Chunks }>();
  #cache: CodeCache | undefined;
  #isComplete = true;

  constructor(places: ChunkPlaces) {
    this.#places = places;
  }

  /** What a chunk exports, or a table holds. */
  load(id: string): unknown {
    const known = this.#loaded.get(id);
    if (known !== undefined) return known.exports;
    const module: { exports: unknown } = { exports: {} };
    this.#loaded.set(id, module);
    if (id.endsWith(".json")) module.exports = JSON.parse(readFileSync(join(this.#places.folder, id), "utf8"));
    else this.#run(id, module);
    return module.exports;
  }

  #run(id: string, module: { exports: unknown }): void {
    const [file = "", name = ""] = id.split("/");
    const chunk = this.#chunksOf(`${file}.cjs`)[name];
    if (chunk === undefined) throw new Error(`there is no chunk ${id}`);
    const require = (asked: string): unknown => (asked.startsWith("./") ? this.load(asked.slice(2)) : builtin(asked));
    chunk(module.exports, require, module, (url) => import(url));
  }

  #chunksOf(file: string): Chunks {
    const known = this.#scripts.get(file);
    if (known !== undefined) return known.chunks;
    const { folder, cache } = this.#places;
    if (cache !== undefined) this.#cache ??= readCodeCache(cache.path, cache.user);
    const filename = join(folder, file);
    const script = new Script(readFileSync(filename, "latin1"), {
      filename,
      cachedData: this.#cache?.scripts.get(file) as Buffer | undefined,
    });
    if (script.cachedDataRejected !== false) this.#isComplete = false;
    const chunks = script.runInThisContext() as Chunks;
    this.#scripts.set(file, { script, chunks });
    return chunks;
  }

  /**
   * Keeps what is compiled by now, with what earlier runs of the same command left: where a script was new, and where the run
   * that left it took more than twice as long. `took` is in milliseconds.
   */
  save(took: number): void {
    const { cache } = this.#places;
    if (cache === undefined || this.#cache === undefined) return;
    if (this.#isComplete && this.#cache.took <= took * 2) return;
    const scripts = new Map(this.#cache.scripts);
    for (const [file, { script }] of this.#scripts) scripts.set(file, script.createCachedData());
    writeCodeCache(cache.path, cache.user, { scripts, took });
  }
}
