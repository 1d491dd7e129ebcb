// Certificates and keys of a file or a folder, kubeconfigs and the files they name included. Private keys are looked at and let go.
import { realpathSync } from "node:fs";
import { dirname, sep } from "node:path";
import { PlimsollError } from "../../core/index.ts";
import type { Gap, Holding, KubeconfigEntries, PublicHalf } from "../../model/index.ts";
import { namedFiles, readHeldFile, slashed, type NamedFile } from "./read-held-file.ts";
import { refusal, walkFolder, type MetFile, type Walk } from "./walk-folder.ts";

/** A cluster a kubeconfig knows: its server is a name its certificate must have. */
export interface KnownServer {
  readonly place: string;
  /** `cluster NAME`. */
  readonly entry: string;
  readonly server: string;
}

/** What files hold. */
export interface HeldFiles {
  readonly holdings: readonly Holding[];
  readonly servers: readonly KnownServer[];
  /** Files with API objects, which this source does not read. */
  readonly manifests: readonly string[];
  /** Files with nothing of ours, and how many there were. */
  readonly otherFiles: number;
  readonly problems: readonly { readonly place: string; readonly reason: string }[];
  /** Files that others lead to, which were left alone: unless they are read as a place of their own, they are not seen. */
  readonly left: readonly LeftFile[];
}

/** A file that was not read, by its absolute path with slashes. */
export interface LeftFile extends Gap {
  readonly path: string;
}

const mostTotal = 256 * 1024 * 1024;

class HeldReader {
  readonly holdings: Holding[] = [];
  readonly servers: KnownServer[] = [];
  readonly manifests: string[] = [];
  readonly problems: { readonly place: string; readonly reason: string }[] = [];
  readonly left: LeftFile[] = [];
  otherFiles = 0;
  private read = 0;
  private readonly met = new Set<string>();
  private readonly root: string | undefined;
  private readonly publicHalf: PublicHalf;

  /** `root` limits the files that kubeconfigs may name; without one they may be anywhere, as for kubectl. */
  constructor(root: string | undefined, publicHalf: PublicHalf) {
    this.root = root;
    this.publicHalf = publicHalf;
  }

  add(file: MetFile): void {
    if (this.met.has(file.name)) return;
    this.met.add(file.name);
    const contents = readHeldFile(file, this.publicHalf);
    if (contents.kind === "problem") this.problems.push({ place: file.name, reason: contents.reason });
    else if (contents.kind === "manifest") this.manifests.push(file.name);
    else if (contents.kind === "other") this.addOther(contents.size);
    else {
      this.holdings.push(...contents.holdings);
      if (contents.kubeconfig !== undefined) this.addNamed(file, contents.kubeconfig);
    }
  }

  private addOther(size: number): void {
    this.otherFiles++;
    this.read += size;
  }

  get isFull(): boolean {
    return this.read > mostTotal;
  }

  private addNamed(file: MetFile, kubeconfig: KubeconfigEntries): void {
    for (const { name, server } of kubeconfig.clusters)
      if (server !== undefined) this.servers.push({ place: file.name, entry: `cluster ${name}`, server });
    for (const named of namedFiles(file, kubeconfig)) this.addOne(file, named);
  }

  private isOutside(real: string): boolean {
    const { root } = this;
    return root !== undefined && root !== sep && !`${real}${sep}`.startsWith(root + sep);
  }

  /** Of a folder that was copied, the files may be elsewhere. */
  private leave(file: MetFile, { path, entry }: NamedFile, why: string): void {
    const reason = `${entry} names ${path}, which ${why}`;
    if (this.root === undefined) this.problems.push({ place: file.name, reason });
    else {
      const remedy = `name ${dirname(path)} too, or the copy of it`;
      this.left.push({ reason: `${file.name}: ${reason}`, remedy, path: slashed(path) });
    }
  }

  private addOne(file: MetFile, named: NamedFile): void {
    const { path, entry, purpose } = named;
    try {
      const real = realpathSync(path);
      if (this.isOutside(real)) {
        this.leave(file, named, "lies outside and was not read");
        return;
      }
      const contents = readHeldFile({ name: path, real }, this.publicHalf);
      if (contents.kind !== "holdings") {
        this.leave(file, named, contents.kind === "problem" ? contents.reason : "holds no certificate and no key");
        return;
      }
      this.met.add(path);
      const said = `${entry} of ${file.name}`;
      this.holdings.push(...contents.holdings.map((holding) => ({ ...holding, entry: said, purpose })));
    } catch (error) {
      this.leave(file, named, refusal(error));
    }
  }
}

function walk(path: string): Walk {
  try {
    return walkFolder(path);
  } catch (error) {
    throw new PlimsollError("PLIMSOLL_INPUT_UNREADABLE", {
      message: `${path} ${refusal(error)}`,
      hint: "name a file, a folder, or an address as host:port",
      cause: error,
    });
  }
}

/**
 * Reads a file or a folder. Files are found by their content; those of kubeconfigs are followed, in a folder only within it.
 * @throws PlimsollError where the path itself cannot be read
 */
export function readHeldFiles(path: string, publicHalf: PublicHalf): HeldFiles {
  const { files, problems, outside } = walk(path);
  const isFolder = files.length !== 1 || files[0]?.name !== path;
  const reader = new HeldReader(isFolder ? realpathSync(path) : undefined, publicHalf);
  for (const file of files) {
    if (reader.isFull) {
      reader.problems.push({ place: path, reason: "holds more than 256 MiB: the rest was not read" });
      break;
    }
    reader.add(file);
  }
  const { holdings, servers, manifests, otherFiles, left } = reader;
  const links = outside.map((name): LeftFile => {
    const reason = `${name} is a link that leads out of the folder`;
    return { reason, remedy: "name where it leads, too", path: slashed(realpathSync(name)) };
  });
  return {
    holdings,
    servers,
    manifests,
    otherFiles,
    problems: [...problems, ...reader.problems],
    left: [...links, ...left],
  };
}
