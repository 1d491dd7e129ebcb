// The source of files: manifests, dumps and standard input, read into one Reading.
import { promises, readFileSync, statSync } from "node:fs";
import { formatLocation, PlimsollError } from "../../core/index.ts";
import { kindNames, type KindName, type KubernetesObject } from "../../kubernetes/index.ts";
import type { Arrival, Gap, Part, Progress, Reading, Source } from "../../model/index.ts";
import { Collector, type KindSeen } from "./collector.ts";
import { Contents, type Stamp } from "./contents.ts";
import { DocumentCutter } from "./cut-documents.ts";
import { findFiles, refusal, type InputFile } from "./find-files.ts";
import { ObjectLocator } from "./object-locator.ts";
import { limitsOf, type ManifestsOptions, type ReadLimits } from "./manifests-options.ts";
import { unpack } from "./unpack.ts";

const givenGap: Gap = {
  reason: "only the given files were read",
  remedy: "scan the cluster, a snapshot or a dump of it, or say --complete if the files hold everything there is",
};
const lostGap: Gap = {
  reason: "some objects of the dump could not be read",
  remedy: "write the dump again, or mend the places named in the problems of the input",
};
/** Values that aliases may add over all files. */
const mostExpanded = 5_000_000;
const filesPerStep = 100;

/** A file as it is; without a stamp where it cannot be read twice. */
interface RawContent {
  readonly bytes: Buffer;
  readonly stamp: Stamp | undefined;
}

class ManifestsReader {
  private readonly paths: readonly string[];
  private readonly options: ManifestsOptions;
  private readonly limits: ReadLimits;
  private readonly collector: Collector;
  private readonly contents: Contents;
  private readonly budget = { nodes: mostExpanded };

  constructor(paths: readonly string[], options: ManifestsOptions, arrive: Arrival | undefined) {
    this.paths = paths;
    this.options = options;
    this.limits = limitsOf(options);
    this.collector = new Collector(options.namespace, arrive);
    this.contents = new Contents(this.limits);
  }

  async read(progress: Progress): Promise<Reading> {
    const { files, unreadable } = findFiles(this.paths);
    for (const { name, reason } of unreadable) this.refuse(name, reason);
    for (const [index, file] of files.entries()) {
      if (index % filesPerStep === 0) progress.step("reading files", index, files.length);
      await this.readFile(file, progress);
    }
    if (this.collector.recognised === 0) throw this.nothingRead();
    return this.reading();
  }

  private refuse(name: string, reason: string): void {
    const location = { file: name, line: 1 };
    this.collector.problems.push({ message: `${name === "-" ? "standard input" : name} ${reason}`, location });
  }

  /** Reads one file into the collector. */
  private async readFile(file: InputFile, progress: Progress): Promise<void> {
    const content = await this.content(file);
    if ("reason" in content) {
      this.refuse(file.name, content.reason);
      return;
    }
    const text = await unpack(content.bytes, this.limits);
    if ("reason" in text) {
      this.refuse(file.name, text.reason);
      return;
    }
    if (content.stamp === undefined) this.contents.keep(file.name, text.bytes);
    else this.contents.remember(file.name, text.bytes, content.stamp);
    this.collector.beginFile(file, text.bytes);
    const step = (bytes: number): void => progress.step(`reading ${file.name}`, bytes, text.bytes.length);
    new DocumentCutter(text.bytes, this.collector, this.budget, step).run();
    this.collector.endFile();
  }

  private async content(file: InputFile): Promise<RawContent | { readonly reason: string }> {
    try {
      if (file.name === "-") return { bytes: await this.standardInput(), stamp: undefined };
      const found = statSync(file.name);
      if (found.size > this.limits.maxBytes) return { reason: `is larger than ${this.limits.maxBytes} bytes` };
      // What is no file, a pipe say, may keep us waiting.
      if (!found.isFile()) return { bytes: await promises.readFile(file.name), stamp: undefined };
      return { bytes: readFileSync(file.name), stamp: { size: found.size, modified: found.mtimeMs } };
    } catch (error) {
      return { reason: refusal(error) };
    }
  }

  /** One byte over the limit is enough to know. */
  private async standardInput(): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of this.options.stdin ?? []) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > this.limits.maxBytes) break;
    }
    return Buffer.concat(chunks, size);
  }

  private nothingRead(): PlimsollError {
    const { problems, notKubernetes } = this.collector;
    const [first] = problems;
    const label = this.paths.join(", ");
    const place = first?.location === undefined ? "" : `${formatLocation(first.location)}: `;
    const why = first === undefined ? "" : `: ${place}${first.message}`;
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more problems)` : "";
    const foreign = notKubernetes === 0 ? "" : `; ${notKubernetes} documents are not Kubernetes objects`;
    return new PlimsollError("PLIMSOLL_INPUT_UNREADABLE", {
      message: `nothing of Kubernetes could be read from ${label}${why}${more}${foreign}`,
      hint: "name manifests, folders of them, or what `kubectl get ... -A -o json` wrote; - reads standard input",
    });
  }

  private reading(): Reading {
    const { collector } = this;
    const locator = new ObjectLocator(collector.origins, this.contents);
    return {
      origin: { kind: "manifests", label: this.paths.join(", ") },
      parts: this.parts(),
      others: { status: "given", gap: givenGap },
      otherKinds: collector.otherKinds(),
      problems: collector.problems,
      locate: (object, path) => locator.locate(object, path),
    };
  }

  private parts(): ReadonlyMap<KindName, Part<KubernetesObject>> {
    const { kinds } = this.collector;
    const nothing: KindSeen = { objects: [], whole: false, lost: false };
    const names = this.options.complete === true ? kindNames : kindNames.filter((name) => kinds.has(name));
    return new Map(names.map((name) => [name, this.part(kinds.get(name) ?? nothing)]));
  }

  private part({ objects, whole, lost }: KindSeen): Part<KubernetesObject> {
    if (lost) return { status: "partial", objects, gap: lostGap };
    if (whole || this.options.complete === true) return { status: "collected", objects };
    return { status: "given", objects, gap: givenGap };
  }
}

/**
 * Reads manifests from files, folders (nested) and `-` for standard input: YAML or JSON, plain or gzipped, one document or many, Lists and dumps.
 * Kinds in a List that a cluster wrote are collected; all others are given. Trouble in the input is told as problems.
 * Reading throws PlimsollError PLIMSOLL_INPUT_UNREADABLE when nothing of Kubernetes was found at all.
 */
export function manifestsSource(paths: readonly string[], options: ManifestsOptions = {}): Source {
  return { read: (progress, arrive) => new ManifestsReader(paths, options, arrive).read(progress) };
}
