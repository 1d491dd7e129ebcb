// Network policy: who can talk to whom, what changes between two states, and which policies the API server would refuse.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { filesOf } from "../vector-files.ts";
import type { CaseResult, VectorSet } from "../vector-set.ts";
import { judgeExposure, type ExposureRow } from "./network-exposure.ts";
import { judgeIngress } from "./network-ingress.ts";
import {
  judgeHash,
  judgeMatrix,
  judgeProbeMatrix,
  judgeProbes,
  pairsOf,
  rowsByPair,
  unknownEnds,
  type ConnRow,
  type HashExpectation,
  type Probe,
  type ProbeMatrix,
} from "./network-judges.ts";
import { pieceStarts } from "./network-ranges.ts";
import {
  buildWorld,
  connBetween,
  noConn,
  type CaseObject,
  type CaseOptions,
  type Conn,
  type World,
} from "./network-world.ts";

interface DiffRow {
  readonly src: string;
  readonly dst: string;
  readonly old: Conn;
  readonly new: Conn;
}

interface Expectation extends Partial<HashExpectation> {
  readonly allowed?: readonly Probe[];
  readonly denied?: readonly Probe[];
  readonly matrix?: { readonly connections: readonly ConnRow[]; readonly peers: readonly string[] };
  readonly probeMatrix?: ProbeMatrix;
  readonly ingressController?: readonly { readonly dst: string; readonly conn: Conn }[];
  readonly exposure?: { readonly rows: readonly ExposureRow[] };
  readonly diff?: readonly DiffRow[];
  readonly problem?: string | null;
  readonly level?: "error" | "finding";
}

interface NetworkCase {
  readonly name: string;
  readonly options?: CaseOptions;
  readonly resources?: readonly CaseObject[];
  readonly externalIPs?: readonly string[];
  readonly old?: string;
  readonly new?: string;
  readonly expect: Expectation;
}

type CasesByName = ReadonlyMap<string, NetworkCase>;

function judgeProblem({ problems }: World, { problem, level }: Expectation): string[] {
  const found = problems.map((one) => `${one.code} (${one.level}) ${one.object} ${one.path}`);
  if (problem === null)
    return problems.some((one) => one.level === "error") ? [`expected no error, found ${found.join("; ")}`] : [];
  const matches = problems.some((one) => one.code === problem && (level === undefined || one.level === level));
  return matches ? [] : [`expected ${problem} (${level ?? "any level"}), found ${found.join("; ") || "nothing"}`];
}

function worldOf(cases: CasesByName, name: string | undefined): World {
  const one = cases.get(name ?? "");
  if (one === undefined) throw new Error(`there is no case called ${name ?? ""}`);
  return buildWorld(one.resources ?? [], one.options);
}

/** Pairs whose ports differ; a workload that is in one state only has no connections in the other. */
function judgeDiff(before: World, after: World, rows: readonly DiffRow[]): string[] {
  const starts = pieceStarts(
    [before, after],
    rows.flatMap(({ src, dst }) => [src, dst]),
  );
  const [old, now] = (["old", "new"] as const).map((state) =>
    rowsByPair(
      rows.map((row) => ({ src: row.src, dst: row.dst, conn: row[state] })),
      starts,
    ),
  );
  const workloads = [...new Set([...before.endpoints.keys(), ...after.endpoints.keys()])];
  const connIn = (world: World, other: World, src: string, dst: string): string => {
    const missing = [src, dst].some((id) => !world.endpoints.has(id) && other.endpoints.has(id));
    return missing ? noConn : connBetween(world, src, dst);
  };
  const differences = pairsOf(workloads, starts).flatMap(([src, dst]) => {
    const [closed, open] = [connIn(before, after, src, dst), connIn(after, before, src, dst)];
    const found = closed === open ? "no change" : `${closed} to ${open}`;
    const pair = `${src} ${dst}`;
    const wanted = old?.has(pair) === true ? `${old.get(pair)} to ${now?.get(pair)}` : "no change";
    return wanted === found ? [] : `${pair}: expected ${wanted}, was ${found}`;
  });
  return [...unknownEnds([before, after], rows), ...differences];
}

function judgeWorld(world: World, { expect, externalIPs = [] }: NetworkCase): string[] {
  const {
    allowed = [],
    denied = [],
    matrix,
    probeMatrix,
    ingressController,
    exposure,
    sha256,
    rows = 0,
    perSource = {},
  } = expect;
  return [
    ...judgeProbes(world, allowed, true),
    ...judgeProbes(world, denied, false),
    ...(matrix === undefined ? [] : judgeMatrix(world, matrix)),
    ...(probeMatrix === undefined ? [] : judgeProbeMatrix(world, probeMatrix)),
    ...(ingressController === undefined ? [] : judgeIngress(world, ingressController)),
    ...(exposure === undefined ? [] : judgeExposure(world, exposure.rows)),
    ...(sha256 === undefined ? [] : judgeHash(world, externalIPs, { sha256, rows, perSource })),
  ];
}

const judged = ["allowed", "denied", "matrix", "probeMatrix", "ingressController", "exposure", "sha256"] as const;

function judge(one: NetworkCase, cases: CasesByName): string[] {
  const { expect } = one;
  if (expect.diff !== undefined) return judgeDiff(worldOf(cases, one.old), worldOf(cases, one.new), expect.diff);
  const world = buildWorld(one.resources ?? [], one.options);
  if (expect.problem !== undefined) return judgeProblem(world, expect);
  if (judged.every((key) => expect[key] === undefined)) return ["nothing is expected: the case cannot be judged"];
  const refused = world.problems.filter(({ level }) => level === "error");
  return [
    ...refused.map(({ code, object, path }) => `${object} was refused: ${code} at ${path}`),
    ...judgeWorld(world, one),
  ];
}

function judgeCase(one: NetworkCase, cases: CasesByName): CaseResult {
  try {
    const [first, ...rest] = judge(one, cases);
    if (first === undefined) return { id: one.name, passed: true };
    return { id: one.name, passed: false, message: rest.length === 0 ? first : `${first} (and ${rest.length} more)` };
  } catch (error) {
    return { id: one.name, passed: false, message: `cannot be judged: ${String(error)}` };
  }
}

function casesIn(file: string): readonly NetworkCase[] {
  const bytes = readFileSync(file);
  return JSON.parse((file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8")) as NetworkCase[];
}

export const network: VectorSet = {
  name: "network",
  find: (folders) => filesOf("network", folders, /\.json(?:\.gz)?$/),
  // oxlint-disable-next-line require-await
  async *run(files) {
    const groups = files.map(casesIn);
    const byName = new Map(groups.flat().map((one) => [one.name, one]));
    for (const cases of groups) for (const one of cases) yield judgeCase(one, byName);
  },
};
