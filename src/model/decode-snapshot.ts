// Reads the lines of a snapshot back into what a source reads.
import { admit, kindNames, type KindName, type KubernetesObject } from "../kubernetes/index.ts";
import { deepestNesting, parseJson, parseJsonExactly } from "../languages/json/index.ts";
import type { Origin, OtherKind } from "./cluster-model.ts";
import type { Part } from "./part.ts";
import type { Reading } from "./reading.ts";
import { readSnapshotHeader, snapshotFault } from "./read-snapshot-header.ts";
import type { SnapshotHeader, SnapshotPart } from "./snapshot-header.ts";

/** Numbers that need exactness: rare, and read slowly. */
const longNumber = /\d{16}/;
/** As many opening brackets as nesting is allowed: without them a line cannot be nested too deep. */
const manyBrackets = new RegExp(`^[^[{]*(?:[[{][^[{]*){${deepestNesting}}`);

/** What older versions did not read yet. */
const notRead = {
  reason: "the snapshot was taken by a version of Plimsoll that did not read this kind",
  remedy: "take the snapshot again",
};

/** Takes the lines of a snapshot one by one; `file` is for messages. Every method throws PLIMSOLL_SNAPSHOT_INVALID. */
export class SnapshotDecoder {
  private readonly file: string;
  private readonly objects = new Map<KindName, KubernetesObject[]>(kindNames.map((kind) => [kind, []]));
  private readonly others = new Map<string, OtherKind>();
  private header: SnapshotHeader | undefined;
  private lines = 0;

  constructor(file: string) {
    this.file = file;
  }

  line(text: string): void {
    this.lines++;
    if (this.header === undefined) this.header = readSnapshotHeader(text, this.file);
    else this.object(text);
  }

  private object(text: string): void {
    const reading = longNumber.test(text) || manyBrackets.test(text) ? parseJsonExactly(text) : parseJson(text);
    if ("fault" in reading)
      throw snapshotFault(this.file, `is damaged in line ${this.lines}: ${reading.fault.message}`);
    const admission = admit(reading.value);
    if (admission.status === "admitted") this.objects.get(admission.kind)?.push(admission.object);
    else if (admission.status === "other-kind") this.countOther(admission.apiVersion, admission.kind);
    else {
      const { path = "", message = "" } = admission.problems[0] ?? {};
      throw snapshotFault(this.file, `is damaged in line ${this.lines}: ${admission.label}: ${path} ${message}`);
    }
  }

  private countOther(apiVersion: string, kind: string): void {
    const key = `${apiVersion}/${kind}`;
    this.others.set(key, { apiVersion, kind, count: (this.others.get(key)?.count ?? 0) + 1 });
  }

  /** The reading, once all lines were given; its origin is what `origin` makes of the header. */
  finish(origin: (header: SnapshotHeader) => Origin): Reading {
    const header = this.header;
    if (header === undefined) throw snapshotFault(this.file, "is empty");
    const expected = Object.values(header.parts).reduce((sum, { objects }) => sum + objects, 0);
    if (this.lines - 1 !== expected)
      throw snapshotFault(
        this.file,
        `is cut off or was changed: it should hold ${expected} objects and holds ${this.lines - 1}`,
      );
    return {
      origin: origin(header),
      capturedAt: header.asOf,
      version: header.version,
      ...(header.served === undefined ? {} : { served: header.served }),
      parts: new Map(kindNames.map((kind) => [kind, this.part(kind, header.parts[kind])])),
      others: { status: "not-collected", gap: notRead },
      otherKinds: [...header.otherKinds, ...this.others.values()],
      problems: header.problems,
      locate: () => undefined,
    };
  }

  private part(kind: KindName, seen: SnapshotPart | undefined): Part<KubernetesObject> {
    const objects = this.objects.get(kind) ?? [];
    if (objects.length !== (seen?.objects ?? 0))
      throw snapshotFault(
        this.file,
        `was changed: it should hold ${seen?.objects ?? 0} ${kind} and holds ${objects.length}`,
      );
    if (seen === undefined) return { status: "not-collected", objects: [], gap: notRead };
    if (seen.status === "collected") return { status: "collected", objects };
    const gap = seen.gap ?? notRead;
    if (seen.status !== "not-collected") return { status: seen.status, objects, gap };
    if (objects.length > 0) throw snapshotFault(this.file, `was changed: it holds ${kind} it says were not collected`);
    return { status: "not-collected", objects: [], gap };
  }
}
