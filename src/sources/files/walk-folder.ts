// From what a user names to files, in an order no file system decides; links lead nowhere outside the folder.
import { readdirSync, realpathSync, statSync, type Dirent } from "node:fs";
import { join, sep } from "node:path";

/** A file met: as the user would write it, and where it really is. */
export interface MetFile {
  readonly name: string;
  readonly real: string;
}

/** Files met, and what was not read, with the reason. */
export interface Walk {
  readonly files: readonly MetFile[];
  readonly problems: readonly { readonly place: string; readonly reason: string }[];
  /** Links that were not followed. */
  readonly outside: readonly string[];
}

const deepest = 32;
const mostFiles = 20_000;
const skipped: ReadonlySet<string> = new Set([".git", "node_modules", "proc", "sys"]);

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EACCES: "may not be read: permission denied",
  EPERM: "may not be read: permission denied",
  ELOOP: "is a symbolic link that leads in a circle",
  ENOTDIR: "does not exist: a part of its path is not a folder",
  ENAMETOOLONG: "does not exist: its name is too long",
};

/** Why the operating system refused, in words. */
export function refusal(error: unknown): string {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === "string" ? (reasons[code] ?? `could not be read (${code})`) : "could not be read";
}

function isInside(path: string, root: string): boolean {
  return root === sep || path === root || path.startsWith(root + sep);
}

class Walker {
  readonly files: MetFile[] = [];
  readonly problems: { readonly place: string; readonly reason: string }[] = [];
  readonly outside: string[] = [];
  private readonly folders = new Set<string>();
  private readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  attempt(place: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      this.problems.push({ place, reason: refusal(error) });
    }
  }

  folder(name: string, depth: number): void {
    const real = realpathSync(name);
    if (this.folders.has(real)) return;
    this.folders.add(real);
    if (depth > deepest) {
      this.problems.push({ place: name, reason: `is nested deeper than ${deepest} folders` });
      return;
    }
    const entries = readdirSync(name, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (this.files.length >= mostFiles) return;
      const path = join(name, entry.name);
      this.attempt(path, () => this.entry(entry, path, depth));
    }
    if (depth === 0 && this.files.length >= mostFiles)
      this.problems.push({ place: name, reason: `has more than ${mostFiles} files: the rest was not read` });
  }

  private entry(entry: Dirent, path: string, depth: number): void {
    if (entry.isDirectory()) {
      if (!skipped.has(entry.name)) this.folder(path, depth + 1);
      return;
    }
    if (entry.isFile()) this.files.push({ name: path, real: realpathSync(path) });
    if (!entry.isSymbolicLink()) return;
    const real = realpathSync(path);
    if (!isInside(real, this.root)) {
      this.outside.push(path);
      return;
    }
    const stats = statSync(real);
    if (stats.isDirectory()) this.folder(path, depth + 1);
    else if (stats.isFile()) this.files.push({ name: path, real });
  }
}

/**
 * A file alone, or every file of a folder, sorted by name, 32 folders deep and 20,000 files at most.
 * @throws Error of node:fs where the path itself cannot be followed
 */
export function walkFolder(name: string): Walk {
  const real = realpathSync(name);
  if (!statSync(real).isDirectory()) return { files: [{ name, real }], problems: [], outside: [] };
  const walker = new Walker(real);
  walker.folder(name, 0);
  return walker;
}
