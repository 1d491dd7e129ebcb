// Judges of connectivity: each gives what differs from one kind of expectation, or nothing.
import { createHash } from "node:crypto";
import { connections, explain, type Endpoint, type Protocol } from "../../../src/engines/network-policy/index.ts";
import { formatIpAddress } from "../../../src/kubernetes/index.ts";
import { pieceStarts, piecesOf, rangeOf } from "./network-ranges.ts";
import { connBetween, connText, endpointsOf, noConn, type Conn, type World } from "./network-world.ts";

export interface Probe {
  readonly src: string;
  readonly dst: string;
  readonly protocol: Protocol;
  readonly port: number;
}

export interface ConnRow {
  readonly src: string;
  readonly dst: string;
  readonly conn: Conn;
}

function isOpen(world: World, from: Endpoint, to: Endpoint, protocol: Protocol, port: number): boolean {
  return connections(world.compiled, from, to).ports[protocol].some(([first, last]) => port >= first && port <= last);
}

/** Single connections; the explanation must come to the same verdict. */
export function judgeProbes(world: World, probes: readonly Probe[], allowed: boolean): string[] {
  return probes.flatMap(({ src, dst, protocol, port }) => {
    const [sources, targets] = [endpointsOf(world, src), endpointsOf(world, dst)];
    const pairs = sources.flatMap((from) => targets.map((to) => ({ from, to })));
    const open = pairs.some(({ from, to }) => isOpen(world, from, to, protocol, port));
    const explained = pairs.some(
      ({ from, to }) => explain(world.compiled, from, to, protocol, port).verdict === "allowed",
    );
    const probe = `${src} to ${dst} ${protocol} ${port}`;
    if (open !== explained) return `${probe}: explained as ${explained ? "allowed" : "denied"}, but is not`;
    return open === allowed ? [] : `${probe}: expected ${allowed ? "allowed" : "denied"}`;
  });
}

export interface ProbeMatrix {
  readonly probed: readonly (readonly [Protocol, number])[];
  readonly exceptions: readonly {
    readonly src: string;
    readonly dst: string;
    readonly allowed: readonly (readonly [Protocol, number])[];
  }[];
}

/** All ordered pairs of pods over the probed ports; pairs that are no exceptions may use all of them. */
export function judgeProbeMatrix(world: World, { probed, exceptions }: ProbeMatrix): string[] {
  const limited = new Map(exceptions.map(({ src, dst, allowed }) => [`${src} ${dst}`, new Set(allowed.map(String))]));
  const ids = [...world.endpoints.keys()];
  const differences = ids.flatMap((src) =>
    ids.flatMap((dst) => {
      if (src === dst) return [];
      const allowed = limited.get(`${src} ${dst}`);
      return probed.flatMap(([protocol, port]) => {
        const expected = allowed === undefined || allowed.has(String([protocol, port]));
        return judgeProbes(world, [{ src, dst, protocol, port }], expected);
      });
    }),
  );
  return [...unknownEnds([world], exceptions), ...differences];
}

/** Ends of rows that are neither an endpoint of one of the worlds nor a range. */
export function unknownEnds(
  worlds: readonly World[],
  rows: readonly { readonly src: string; readonly dst: string }[],
): string[] {
  const isKnown = (id: string): boolean =>
    rangeOf(id) !== undefined || worlds.some(({ endpoints }) => endpoints.has(id));
  const unknown = new Set(rows.flatMap(({ src, dst }) => [src, dst]).filter((id) => !isKnown(id)));
  return [...unknown].map((id) => `no endpoint is called ${id}`);
}

/** Rows by pair, ranges of addresses taken apart into pieces. */
export function rowsByPair(rows: readonly ConnRow[], starts: readonly bigint[]): Map<string, string> {
  const pieces = (id: string): readonly string[] => {
    const range = rangeOf(id);
    return range === undefined ? [id] : piecesOf(range, starts);
  };
  return new Map(
    rows.flatMap(({ src, dst, conn }) =>
      pieces(src).flatMap((from) => pieces(dst).map((to): [string, string] => [`${from} ${to}`, connText(conn)])),
    ),
  );
}

/** Pairs of workloads, and of workloads and pieces of the address space, that are not one workload with itself. */
export function pairsOf(workloads: readonly string[], starts: readonly bigint[]): (readonly [string, string])[] {
  const addresses = starts.map((value) => formatIpAddress({ family: 4, value }));
  return workloads.flatMap((src) => [
    ...workloads.filter((dst) => dst !== src).map((dst) => [src, dst] as const),
    ...addresses.flatMap((address) => [[src, address] as const, [address, src] as const]),
  ]);
}

/** All connections at once; pairs not listed have none. */
export function judgeMatrix(
  world: World,
  matrix: { readonly connections: readonly ConnRow[]; readonly peers: readonly string[] },
): string[] {
  const starts = pieceStarts(
    [world],
    matrix.connections.flatMap(({ src, dst }) => [src, dst]),
  );
  const expected = rowsByPair(matrix.connections, starts);
  const workloads = [...world.endpoints.keys()];
  const unknown = unknownEnds(
    [world],
    [...matrix.connections, ...matrix.peers.map((peer) => ({ src: peer, dst: peer }))],
  );
  const differences = pairsOf(workloads, starts).flatMap(([src, dst]) => {
    const [wanted, found] = [expected.get(`${src} ${dst}`) ?? noConn, connBetween(world, src, dst)];
    return wanted === found ? [] : `${src} to ${dst}: expected ${wanted}, was ${found}`;
  });
  return [...unknown, ...differences];
}

export interface HashExpectation {
  readonly sha256: string;
  readonly rows: number;
  readonly perSource: Readonly<Record<string, string>>;
}

function compareNames(a: string, b: string): number {
  const [left, right] = [a, b].map((name) => name.slice(0, name.indexOf("/"))) as [string, string];
  if (left !== right) return left < right ? -1 : 1;
  return a < b ? -1 : 1;
}

/** All pairs of pods and addresses, line by line under one hash, and one for each source to tell where it went wrong. */
export function judgeHash(world: World, externalIPs: readonly string[], expect: HashExpectation): string[] {
  const ids = [...[...world.endpoints.keys()].sort(compareNames), ...externalIPs];
  const whole = createHash("sha256");
  let rows = 0;
  const wrong = ids.filter((src) => {
    const lines = ids
      .filter((dst) => dst !== src && (world.endpoints.has(src) || world.endpoints.has(dst)))
      .map((dst) => `${src}|${dst}|${connBetween(world, src, dst)}\n`);
    rows += lines.length;
    whole.update(lines.join(""));
    const hash = createHash("sha256").update(lines.join("")).digest("hex");
    return expect.perSource[src] !== undefined && expect.perSource[src] !== hash.slice(0, 16);
  });
  if (whole.digest("hex") === expect.sha256 && rows === expect.rows) return [];
  return [
    `${rows} rows of ${expect.rows} expected; connections differ from: ${wrong.join(", ") || "(none by source)"}`,
  ];
}
