// From the paths a user names to the files to read, in an order that no file system decides.
import { realpathSync, readdirSync, statSync, type Dirent } from "node:fs";
import { join } from "node:path";

/** One file to read; `name` is as the user wrote it, `-` for standard input. */
export interface InputFile {
  readonly name: string;
  /** Named by the user, not met in a folder. */
  readonly explicit: boolean;
}

/** Files in order, and paths that could not be followed with the reason. */
export interface FoundFiles {
  readonly files: readonly InputFile[];
  readonly unreadable: readonly { readonly name: string; readonly reason: string }[];
}

const manifestName = /\.(?:ya?ml|json)(?:\.gz)?$/i;
const skippedFolders = new Set([".git", "node_modules"]);
const deepestFolder = 100;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EACCES: "may not be read: permission denied",
  EPERM: "may not be read: permission denied",
  ELOOP: "is a symbolic link that leads in a circle",
  ENOTDIR: "does not exist: a part of its path is not a folder",
  ENAMETOOLONG: "does not exist: its name is too long",
  EISDIR: "is a folder",
  EMFILE: "could not be opened: too many files are open",
};

/** Why the operating system refused, in words. */
export function refusal(error: unknown): string {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === "string" ? (reasons[code] ?? `could not be read (${code})`) : "could not be read";
}

class Finder {
  readonly files: InputFile[] = [];
  readonly unreadable: { readonly name: string; readonly reason: string }[] = [];
  /** Real paths of files and folders met: each is read once, and links in a circle end. */
  private readonly met = new Set<string>();

  add(name: string): void {
    if (name === "-") this.addOnce("-", { name, explicit: true });
    else this.attempt(name, () => this.addPath(name));
  }

  private attempt(name: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      this.unreadable.push({ name, reason: refusal(error) });
    }
  }

  private addOnce(real: string, file: InputFile): void {
    if (this.met.has(real)) return;
    this.met.add(real);
    this.files.push(file);
  }

  private addPath(name: string): void {
    if (statSync(name).isDirectory()) this.walk(name, 0);
    else this.addOnce(realpathSync(name), { name, explicit: true });
  }

  private walk(folder: string, depth: number): void {
    const real = realpathSync(folder);
    if (this.met.has(real)) return;
    this.met.add(real);
    if (depth > deepestFolder) {
      this.unreadable.push({ name: folder, reason: `is nested deeper than ${deepestFolder} folders` });
      return;
    }
    const entries = readdirSync(folder, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const name = join(folder, entry.name);
      this.attempt(name, () => this.addEntry(entry, name, depth));
    }
  }

  private addEntry(entry: Dirent, name: string, depth: number): void {
    const link = entry.isSymbolicLink();
    const folder = entry.isDirectory() || (link && this.leadsToFolder(name));
    if (folder) {
      if (!skippedFolders.has(entry.name)) this.walk(name, depth + 1);
    } else if (manifestName.test(entry.name) && (link ? statSync(name).isFile() : entry.isFile()))
      this.addOnce(realpathSync(name), { name, explicit: false });
  }

  /** Links that lead nowhere are told only where their name says manifest. */
  private leadsToFolder(name: string): boolean {
    try {
      return statSync(name).isDirectory();
    } catch {
      return false;
    }
  }
}

/**
 * Follows folders (sorted by name, links too, `.git` and `node_modules` left out) to files named `.yaml`, `.yml`, `.json` or these with `.gz`.
 * A file named by the user is taken whatever its name. Each file comes once.
 */
export function findFiles(paths: readonly string[]): FoundFiles {
  const finder = new Finder();
  for (const path of paths) finder.add(path);
  return finder;
}
