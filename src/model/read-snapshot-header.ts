// Reads the first line of a snapshot strictly: it may come from anywhere.
import {
  isJsonObject,
  parseMinor,
  PlimsollError,
  type JsonObject,
  type JsonValue,
  type ObjectRef,
} from "../core/index.ts";
import { parseJsonExactly } from "../languages/json/index.ts";
import type { InputProblem, OtherKind, VersionSeen } from "./cluster-model.ts";
import type { Gap } from "./part.ts";
import type { ServedResource, ServedSeen } from "./served-seen.ts";
import { snapshotFormat, type SnapshotHeader, type SnapshotPart } from "./snapshot-header.ts";

const origins = ["cluster", "manifests", "snapshot", "sample"] as const;
const statuses = ["collected", "given", "partial", "not-collected"] as const;
const versionSources = ["server", "flag", "newest-supported"] as const;
const retake = "take the snapshot again, or fetch the file again if it was copied";

/** The error of every damaged snapshot. */
export function snapshotFault(file: string, fault: string, hint: string = retake): PlimsollError {
  return new PlimsollError("PLIMSOLL_SNAPSHOT_INVALID", { message: `the snapshot ${file} ${fault}`, hint });
}

/** Reads fields of known types, naming the one at fault. */
class HeaderReader {
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  fault(field: string): PlimsollError {
    return snapshotFault(this.file, `has a damaged header: ${field} is missing or of the wrong type`);
  }

  object(value: JsonValue | undefined, field: string): JsonObject {
    if (!isJsonObject(value)) throw this.fault(field);
    return value;
  }

  list(value: JsonValue | undefined, field: string): readonly JsonValue[] {
    if (!Array.isArray(value)) throw this.fault(field);
    return value as readonly JsonValue[];
  }

  text(value: JsonValue | undefined, field: string): string {
    if (typeof value !== "string") throw this.fault(field);
    return value;
  }

  count(value: JsonValue | undefined, field: string): number {
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0) throw this.fault(field);
    return value;
  }

  oneOf<T extends string>(value: JsonValue | undefined, allowed: readonly T[], field: string): T {
    const found = allowed.find((item) => item === value);
    if (found === undefined) throw this.fault(field);
    return found;
  }

  gap(value: JsonValue | undefined, field: string): Gap {
    const { reason, remedy, namespaces, seen } = this.object(value, field);
    const names = (list: JsonValue | undefined): string[] =>
      this.list(list, field).map((name) => this.text(name, field));
    return {
      reason: this.text(reason, field),
      remedy: this.text(remedy, field),
      ...(namespaces === undefined ? {} : { namespaces: names(namespaces) }),
      ...(seen === undefined ? {} : { seen: names(seen) }),
    };
  }

  part(value: JsonValue | undefined, field: string): SnapshotPart {
    const { status, objects, gap } = this.object(value, field);
    const seen = { status: this.oneOf(status, statuses, field), objects: this.count(objects, field) };
    return seen.status === "collected" ? seen : { ...seen, gap: this.gap(gap, field) };
  }

  version(value: JsonValue | undefined): VersionSeen {
    const { minor, source, gitVersion } = this.object(value, "version");
    const seen = parseMinor(this.text(minor, "version.minor"));
    if (seen === undefined) throw this.fault("version.minor");
    const version = { minor: seen, source: this.oneOf(source, versionSources, "version.source") };
    return gitVersion === undefined ? version : { ...version, gitVersion: this.text(gitVersion, "version.gitVersion") };
  }

  otherKind(value: JsonValue): OtherKind {
    const { apiVersion, kind, count } = this.object(value, "otherKinds");
    return {
      apiVersion: this.text(apiVersion, "otherKinds"),
      kind: this.text(kind, "otherKinds"),
      count: this.count(count, "otherKinds"),
    };
  }

  problem(value: JsonValue): InputProblem {
    const { message, location, object, examined } = this.object(value, "problems");
    return {
      message: this.text(message, "problems"),
      ...(examined === true ? { examined } : {}),
      ...(location === undefined ? {} : { location: this.location(location) }),
      ...(object === undefined ? {} : { object: this.ref(object) }),
    };
  }

  private texts(value: JsonValue | undefined, field: string): readonly string[] {
    return this.list(value, field).map((text) => this.text(text, field));
  }

  private servedResource(value: JsonValue): ServedResource {
    const { group, version, resource, kind, namespaced, verbs, ...rest } = this.object(value, "served");
    const { shortNames, categories, answers } = rest;
    if (typeof namespaced !== "boolean") throw this.fault("served");
    return {
      group: this.text(group, "served"),
      version: this.text(version, "served"),
      resource: this.text(resource, "served"),
      kind: this.text(kind, "served"),
      namespaced,
      verbs: this.texts(verbs, "served"),
      ...(shortNames === undefined ? {} : { shortNames: this.texts(shortNames, "served") }),
      ...(categories === undefined ? {} : { categories: this.texts(categories, "served") }),
      ...(answers === undefined ? {} : { answers: this.text(answers, "served") }),
    };
  }

  served(value: JsonValue): ServedSeen {
    const { resources, gap } = this.object(value, "served");
    const seen = { resources: this.list(resources, "served").map((one) => this.servedResource(one)) };
    return gap === undefined ? seen : { ...seen, gap: this.gap(gap, "served") };
  }

  private location(value: JsonValue): { readonly file: string; readonly line: number; readonly column?: number } {
    const { file, line, column } = this.object(value, "problems");
    const place = { file: this.text(file, "problems"), line: this.count(line, "problems") };
    return column === undefined ? place : { ...place, column: this.count(column, "problems") };
  }

  private ref(value: JsonValue): ObjectRef {
    const { apiVersion, kind, namespace, name } = this.object(value, "problems");
    const ref = {
      apiVersion: this.text(apiVersion, "problems"),
      kind: this.text(kind, "problems"),
      name: this.text(name, "problems"),
    };
    return namespace === undefined ? ref : { ...ref, namespace: this.text(namespace, "problems") };
  }
}

function checkFormat(format: JsonValue | undefined, file: string): void {
  if (format === snapshotFormat) return;
  if (typeof format === "string" && /^plimsoll-snapshot\/v\d+$/.test(format)) {
    throw snapshotFault(
      file,
      `is of the format ${format}, and this version of Plimsoll reads ${snapshotFormat}`,
      "use the version of Plimsoll that wrote the snapshot, or a newer one",
    );
  }
  throw snapshotFault(file, "is not a Plimsoll snapshot", "scan other files without calling them a snapshot");
}

/**
 * Reads the header; `file` is for messages.
 * @throws PlimsollError PLIMSOLL_SNAPSHOT_INVALID
 */
export function readSnapshotHeader(line: string, file: string): SnapshotHeader {
  const reading = parseJsonExactly(line);
  const header = "value" in reading && isJsonObject(reading.value) ? reading.value : {};
  checkFormat(header["apiVersion"], file);
  const reader = new HeaderReader(file);
  const origin = reader.object(header["origin"], "origin");
  const parts = Object.entries(reader.object(header["parts"], "parts"));
  const asOf = reader.text(header["asOf"], "asOf");
  if (Number.isNaN(Date.parse(asOf))) throw reader.fault("asOf");
  return {
    apiVersion: snapshotFormat,
    kind: reader.oneOf(header["kind"], ["Snapshot"], "kind"),
    asOf,
    origin: { kind: reader.oneOf(origin["kind"], origins, "origin"), label: reader.text(origin["label"], "origin") },
    version: reader.version(header["version"]),
    ...(header["served"] === undefined ? {} : { served: reader.served(header["served"]) }),
    parts: Object.fromEntries(parts.map(([name, part]) => [name, reader.part(part, `parts.${name.slice(0, 60)}`)])),
    otherKinds: reader.list(header["otherKinds"], "otherKinds").map((kind) => reader.otherKind(kind)),
    problems: reader.list(header["problems"], "problems").map((problem) => reader.problem(problem)),
  };
}
