// Waivers of files and annotations in one form, found by check and name.
import { objectKey, type Location, type ReportFinding } from "../../core/index.ts";
import type { ClusterModel } from "../../model/index.ts";
import { annotationWaivers, type AnnotationWaiver } from "./annotation-waivers.ts";
import type { FileWaiver, WaiverFile } from "./parse-waivers.ts";
import { matchesPath, matchesWaiver } from "./waiver-matching.ts";

/** A waiver wherever it was written. */
export interface Excuse {
  readonly check: string;
  /** What it speaks of: `Deployment shop/web*`. */
  readonly target: string;
  /** Why its text cannot be used. */
  readonly fault?: string;
  readonly reason: string;
  readonly expires?: string;
  /** Excuses of one group are told of once. */
  readonly group: string;
  /** The key under which findings look for it: the exact name of an object, its key, or `*`. */
  readonly bucket: string;
  matches(finding: ReportFinding): boolean;
  locate(): Location | undefined;
}

function describePattern({ object }: FileWaiver): string {
  const { kind = "any object", namespace, name = "*" } = object;
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}

function excuseOfFile(file: WaiverFile, waiver: FileWaiver): Excuse {
  const { check, reason, expires, object } = waiver;
  const exact = object.name !== undefined && !object.name.includes("*");
  return {
    check,
    target: describePattern(waiver),
    reason,
    ...(expires === undefined ? {} : { expires }),
    group: `file ${waiver.index}`,
    bucket: exact ? `name ${object.name}` : "*",
    matches: (finding) => matchesWaiver(waiver, finding),
    locate: () => file.locate(waiver),
  };
}

function excuseOfAnnotation(model: ClusterModel, one: AnnotationWaiver): Excuse {
  const { check, waiver, object, path, target, group } = one;
  const given: { readonly reason: string; readonly expires?: string; readonly fault?: string } =
    "fault" in waiver ? { reason: "", fault: waiver.fault } : waiver;
  const { namespace, name } = object.metadata;
  return {
    check,
    target: `${object.kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`,
    reason: given.reason,
    ...(given.expires === undefined ? {} : { expires: given.expires }),
    ...(given.fault === undefined ? {} : { fault: given.fault }),
    group,
    bucket: `key ${target}`,
    matches: (finding) => !("fault" in waiver) && matchesPath(waiver.path, finding),
    locate: () => model.locate(object, path),
  };
}

/** All excuses; those of files come first. */
export function excusesOf(model: ClusterModel, file: WaiverFile | undefined, annotations: boolean): Excuse[] {
  const ofFile = file === undefined ? [] : file.waivers.map((waiver) => excuseOfFile(file, waiver));
  const ofObjects = annotations ? annotationWaivers(model).map((one) => excuseOfAnnotation(model, one)) : [];
  return [...ofFile, ...ofObjects];
}

/** The excuses that may speak of a finding, by check and by the names of object and owner. */
export function excuseIndex(
  excuses: readonly Excuse[],
  idOf: (check: string) => string | undefined,
): (finding: ReportFinding) => readonly Excuse[] {
  const index = new Map<string, Excuse[]>();
  for (const excuse of excuses) {
    const key = `${idOf(excuse.check)}\n${excuse.bucket}`;
    const known = index.get(key);
    if (known === undefined) index.set(key, [excuse]);
    else known.push(excuse);
  }
  return ({ check, object, owner }) => {
    const buckets = new Set(
      [object, owner].flatMap((ref) => [`name ${ref.name}`, `key ${objectKey(ref)}`]).concat("*"),
    );
    return [...buckets].flatMap((bucket) => index.get(`${check}\n${bucket}`) ?? []);
  };
}
