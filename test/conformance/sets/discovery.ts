// The built-in table of API resources against recorded discovery: every group version, and what kubectl prints of it.
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseMinor, type Minor } from "../../../src/core/index.ts";
import { resourcesOf, type ApiResource } from "../../../src/facts/api-resources/index.ts";
import { readJson } from "../authorization/world.ts";
import { filesOf } from "../vector-files.ts";
import type { CaseResult, VectorSet } from "../vector-set.ts";

interface ServedResource {
  readonly name: string;
  readonly namespaced: boolean;
  readonly kind: string;
  readonly group?: string;
  readonly version?: string;
  readonly verbs: readonly string[];
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
}

interface Body {
  readonly kind?: string;
  readonly groupVersion?: string;
  readonly resources?: readonly ServedResource[];
  readonly gitVersion?: string;
}

const groupVersionOf = ({ group, version }: ApiResource): string => (group === "" ? version : `${group}/${version}`);

function rowText(name: string, row: Omit<ServedResource, "name" | "group" | "version">, answers: string): string {
  const { kind, namespaced, verbs, shortNames = [], categories = [] } = row;
  return [name, kind, namespaced, [...verbs].sort().join(), shortNames.join(), categories.join(), answers].join(" ");
}

function difference(wanted: readonly string[], given: readonly string[]): string | undefined {
  const missing = wanted.filter((text) => !given.includes(text));
  const extra = given.filter((text) => !wanted.includes(text));
  return missing.length + extra.length === 0 ? undefined : `missing: ${missing.join("; ")}; extra: ${extra.join("; ")}`;
}

function judgeList(known: readonly ApiResource[], { groupVersion = "", resources = [] }: Body): string | undefined {
  const wanted = resources.map((row) => {
    const { group = "", version = "" } = row;
    return rowText(row.name, row, group === "" ? version : `${group}/${version}`);
  });
  const rows = known.filter((row) => groupVersionOf(row) === groupVersion);
  return difference(
    wanted,
    rows.map((row) => rowText(row.resource, row, row.answers ?? "")),
  );
}

/** A line of `kubectl api-resources -o wide`: NAME SHORTNAMES APIVERSION NAMESPACED KIND VERBS, by the columns of its head. */
function judgeWide(known: readonly ApiResource[], text: string): string | undefined {
  const [head = "", ...lines] = text.trimEnd().split("\n");
  const starts = ["NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND", "VERBS"].map(
    (name) => new RegExp(`(?:^|\\s)${name}(?=\\s|$)`).exec(head)?.index ?? 0,
  );
  const wanted = lines.map((line) => starts.map((start, at) => line.slice(start, starts[at + 1]).trim()).join("|"));
  const given = known
    .filter(({ resource }) => !resource.includes("/"))
    .map((row) => {
      const { resource, shortNames = [], namespaced, kind, verbs } = row;
      return [resource, shortNames.join(), groupVersionOf(row), namespaced, kind, `[${verbs.join(" ")}]`].join("|");
    });
  // kubectl lists a resource in the preferred version of its group only.
  return difference(
    wanted,
    given.filter((row) => wanted.includes(row)),
  );
}

function* judgeFile(file: string): Generator<CaseResult> {
  const bodies = readJson(file) as Readonly<Record<string, Body>>;
  const minor: Minor = parseMinor(bodies["/version"]?.gitVersion ?? "") ?? "1.20";
  const known = resourcesOf(minor);
  const result = (id: string, message: string | undefined): CaseResult =>
    message === undefined ? { id, passed: true } : { id, passed: false, message };
  for (const [path, body] of Object.entries(bodies))
    if (body.kind === "APIResourceList") yield result(path, judgeList(known, body));
  const folder = dirname(file);
  const wide = join(folder, "api-resources.txt");
  if (existsSync(wide)) yield result(basename(wide), judgeWide(known, readFileSync(wide, "utf8")));
  const versions = join(folder, "api-versions.txt");
  if (!existsSync(versions)) return;
  const wanted = readFileSync(versions, "utf8").trim().split("\n");
  yield result(basename(versions), difference(wanted, [...new Set(known.map(groupVersionOf))]));
}

export const discovery: VectorSet = {
  name: "discovery",
  find: (folders) => filesOf("discovery", folders, /[\\/]discovery\.json(?:\.gz)?$/),
  async *run(files) {
    for (const file of files) yield* judgeFile(file);
  },
};
