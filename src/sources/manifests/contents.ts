// File contents kept or read again, so that the line of a finding can be told long after the scan.
import { readFileSync, statSync } from "node:fs";
import { LineIndex } from "./line-index.ts";
import type { ReadLimits } from "./manifests-options.ts";
import { unpackAgain } from "./unpack.ts";

/** Unpacked bytes of a file, with its lines. */
export interface Content {
  readonly bytes: Buffer;
  readonly lines: LineIndex;
}

/** How a file was when it was read. */
export interface Stamp {
  readonly size: number;
  readonly modified: number;
}

/** What was read, found again by name: from a cache of the files used last, else from disk if unchanged. */
export class Contents {
  private readonly limits: ReadLimits;
  private readonly mostCached: number;
  private readonly stamps = new Map<string, Stamp>();
  /** Content of inputs that cannot be read twice. */
  private readonly kept = new Map<string, Buffer>();
  private readonly cached = new Map<string, Content>();
  private size = 0;

  /** `mostCached` in bytes: beyond it, files are read again when asked for. */
  constructor(limits: ReadLimits, mostCached = 256 * 1024 * 1024) {
    this.limits = limits;
    this.mostCached = mostCached;
  }

  /** Remembers how a file was when it was read. */
  remember(file: string, bytes: Buffer, stamp: Stamp): void {
    this.stamps.set(file, stamp);
    this.cache(file, { bytes, lines: new LineIndex(bytes) });
  }

  /** Keeps the content itself: standard input, pipes. */
  keep(file: string, bytes: Buffer): void {
    this.kept.set(file, bytes);
  }

  /** The content of a file, or undefined if it has changed or gone. */
  of(file: string): Content | undefined {
    const known = this.cached.get(file);
    if (known !== undefined) return known;
    const bytes = this.kept.get(file) ?? this.readAgain(file);
    if (bytes === undefined) return undefined;
    const content = { bytes, lines: new LineIndex(bytes) };
    this.cache(file, content);
    return content;
  }

  private readAgain(file: string): Buffer | undefined {
    const stamp = this.stamps.get(file);
    try {
      const { size, mtimeMs } = statSync(file);
      if (stamp === undefined || size !== stamp.size || mtimeMs !== stamp.modified) return undefined;
      return unpackAgain(readFileSync(file), this.limits);
    } catch {
      return undefined;
    }
  }

  private cache(file: string, content: Content): void {
    this.cached.set(file, content);
    this.size += content.bytes.length;
    for (const [name, { bytes }] of this.cached) {
      if (this.size <= this.mostCached || name === file) break;
      this.cached.delete(name);
      this.size -= bytes.length;
    }
  }
}
