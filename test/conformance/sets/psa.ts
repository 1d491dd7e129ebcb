// Pods and the Pod Security verdict on each, by level and policy version: {version, level, expect, checkId, pod}.
import {
  controlsAt,
  evaluatePod,
  withDefaultVolumes,
  type ControlId,
  type Level,
} from "../../../src/engines/pod-security/index.ts";
import { admit, type PodTemplate } from "../../../src/kubernetes/index.ts";
import { parseMinor, type Minor } from "../../../src/core/index.ts";
import { filesOf, linesOf } from "../vector-files.ts";
import type { CaseResult, VectorSet } from "../vector-set.ts";

interface Row {
  readonly version: string;
  readonly level: Level;
  readonly expect: "pass" | "fail";
  readonly checkId: string;
  readonly fixture: string;
  readonly pod: unknown;
}

/** The control that must refuse: the one the case is named for, or the stricter one that stands in for it. */
function controlFor({ checkId, level }: Row, version: Minor): ControlId | undefined {
  const active = controlsAt(level, version);
  const named = (id: string): boolean => id.toLowerCase() === checkId;
  const standIn = active.find(({ revision }) => revision.overrides?.some(named) === true);
  return (standIn ?? active.find(({ control }) => named(control.id)))?.control.id;
}

function judge(row: Row): string | undefined {
  const version = parseMinor(row.version);
  const admission = admit(row.pod);
  if (version === undefined) return `the version ${row.version} cannot be read`;
  if (admission.status !== "admitted") return `the pod cannot be admitted: ${JSON.stringify(admission)}`;
  const { metadata, spec } = admission.object as PodTemplate;
  const refused = evaluatePod(row.level, version, metadata ?? {}, withDefaultVolumes(spec ?? {}))
    .filter(({ verdict }) => !verdict.allowed)
    .map(({ control }) => control);
  if (row.expect === "pass")
    return refused.length === 0 ? undefined : `expected allowed, was refused by ${refused.join(", ")}`;
  // A fixture may break a second control where the API leaves it no choice: a hostProcess pod must use hostNetwork.
  const expected = controlFor(row, version);
  if (expected === undefined) return `no control called ${row.checkId} is in force`;
  if (refused.includes(expected)) return undefined;
  return `expected refused by ${expected}, was ${refused.length === 0 ? "allowed" : `refused by ${refused.join(", ")}`}`;
}

function judgeLine(line: string): CaseResult {
  try {
    const row = JSON.parse(line) as Row;
    const message = judge(row);
    const id = [row.level, row.version, row.expect, row.fixture].join("/");
    return message === undefined ? { id, passed: true } : { id, passed: false, message };
  } catch (error) {
    return { id: line.slice(0, 60), passed: false, message: `cannot be judged: ${String(error)}` };
  }
}

export const psa: VectorSet = {
  name: "psa",
  find: (folders) => filesOf("psa", folders, /\.jsonl(?:\.gz)?$/),
  async *run(files) {
    for (const file of files) for await (const line of linesOf(file)) yield judgeLine(line);
  },
};
