// Random clusters: the engine agrees with brute force, what-if with recomputation, explanations with verdicts.
// A failure prints its seed; PLIMSOLL_NETWORK_SEED=<seed> repeats it, PLIMSOLL_NETWORK_RUNS=<n> searches longer.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allPairs,
  classesOf,
  compile,
  connections,
  diff,
  explain,
  parseCluster,
  parsePolicies,
  portRangesOf,
  withPolicies,
  type ChangedSide,
  type Compiled,
  type Endpoint,
  type PortRanges,
} from "../../src/engines/network-policy/index.ts";
import { parseIpAddress } from "../../src/kubernetes/index.ts";
import { BruteForce, type BruteEnd, type BruteOptions } from "./brute-force.ts";
import type { ClusterObject, PolicyObject } from "./cluster-objects.ts";
import { podsAmong, randomOptions, randomSurroundings } from "./random-clusters.ts";
import { randomPolicies } from "./random-policies.ts";
import { outsideAddresses, probedPorts } from "./random-vocabulary.ts";
import { replayTrace } from "./replay-trace.ts";

const seed = Number(process.env["PLIMSOLL_NETWORK_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env["PLIMSOLL_NETWORK_RUNS"] ?? 500);
const names = ["TCP", "UDP", "SCTP"] as const;

interface End {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly brute: BruteEnd;
}

function compileObjects(objects: readonly ClusterObject[], options: BruteOptions): Compiled {
  const { input, problems } = parseCluster(objects);
  expect(problems.filter(({ level }) => level === "error")).toEqual([]);
  return compile(input, options);
}

/** All pods, and of the addresses a few: those of nodes, and some outside. */
function endsOf(objects: readonly ClusterObject[]): End[] {
  const pods = podsAmong(objects).map((pod, at): End => ({
    name: `${pod.metadata.namespace}/${pod.metadata.name}`,
    endpoint: { pod: at },
    brute: { pod },
  }));
  const addresses = ["172.16.0.1", ...outsideAddresses].map((ip): End => {
    const address = parseIpAddress(ip);
    if (address === undefined) throw new Error(ip);
    return { name: ip, endpoint: { address }, brute: { ip } };
  });
  return [...pods, ...addresses];
}

/** Pairs of which one at least is a pod. */
function pairsOf(ends: readonly End[]): (readonly [End, End])[] {
  return ends.flatMap((from) =>
    ends.filter((to) => "pod" in from.endpoint || "pod" in to.endpoint).map((to) => [from, to] as const),
  );
}

function isOpen(ports: PortRanges, protocol: (typeof names)[number], port: number): boolean {
  return ports[protocol].some(([first, last]) => port >= first && port <= last);
}

/** Everything the engine answers, as text, by pair. */
function answers(compiled: Compiled, ends: readonly End[]): Map<string, string> {
  return new Map(
    pairsOf(ends).map(([from, to]) => [
      `${from.name} to ${to.name}`,
      JSON.stringify(connections(compiled, from.endpoint, to.endpoint).ports),
    ]),
  );
}

const cluster = fc.record({ surroundings: randomSurroundings, policies: randomPolicies, options: randomOptions });

describe(`network policy on random clusters, seed ${seed}`, () => {
  it("agrees with brute force, and every explanation supports the verdict", () => {
    const property = fc.property(cluster, ({ surroundings, policies, options }) => {
      const objects = [...surroundings, ...policies];
      const compiled = compileObjects(objects, options);
      const brute = new BruteForce(objects, options);
      let asked = 0;
      for (const [pair, [from, to]] of pairsOf(endsOf(objects)).entries()) {
        const { ports } = connections(compiled, from.endpoint, to.endpoint);
        for (const protocol of names) {
          // Every other port of one pair, and the rest of the next.
          for (const port of probedPorts.filter((_, at) => (at + pair) % 2 === 0)) {
            const probe = `${from.name} to ${to.name} ${protocol} ${port}`;
            const expected = brute.allows(from.brute, to.brute, protocol, port);
            if (isOpen(ports, protocol, port) !== expected) throw new Error(`${probe}: brute force says ${expected}`);
            if (asked++ % 4 !== 0) continue;
            const trace = explain(compiled, from.endpoint, to.endpoint, protocol, port);
            if ((trace.verdict === "allowed") !== expected) throw new Error(`${probe}: explained as ${trace.verdict}`);
            if (replayTrace(trace) !== trace.verdict)
              throw new Error(`${probe}: the trace does not support ${trace.verdict}`);
          }
        }
      }
    });
    fc.assert(property, { seed, numRuns });
  }, 120_000);

  it("gives the same for all pairs at once as for each pair", () => {
    const property = fc.property(cluster, ({ surroundings, policies, options }) => {
      const compiled = compileObjects([...surroundings, ...policies], { ...options, ownNodeAlwaysAllowed: false });
      const classes = classesOf(compiled);
      const seen = new Map<string, string[]>();
      for (const { from, ports } of allPairs(compiled)) {
        for (const to of classes) {
          for (const a of from.pods) {
            for (const b of to.pods) {
              const ranges = JSON.stringify(portRangesOf(compiled, ports[to.index] ?? 0));
              seen.set(`${a} ${b}`, [...(seen.get(`${a} ${b}`) ?? []), ranges]);
            }
          }
        }
      }
      for (const [pair, found] of seen) {
        const [a = 0, b = 0] = pair.split(" ").map(Number);
        if (a === b) continue;
        const { ports } = connections(compiled, { pod: a }, { pod: b });
        const union = found.filter((ranges) => ranges !== JSON.stringify({ TCP: [], UDP: [], SCTP: [] }));
        // Two families may be open on different ports; then neither is the whole answer.
        if (new Set(union).size <= 1)
          expect(union[0] ?? JSON.stringify({ TCP: [], UDP: [], SCTP: [] })).toBe(JSON.stringify(ports));
      }
    });
    fc.assert(property, { seed, numRuns });
  }, 120_000);
});

/** A cluster and an edit of its policies: some removed, some replaced or added. */
const edit = fc.record({
  surroundings: randomSurroundings,
  before: randomPolicies,
  others: randomPolicies,
  kept: fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
  options: randomOptions,
});

function nameOf({ kind, metadata }: PolicyObject): string {
  return "namespace" in metadata ? `${kind}/${metadata.namespace}/${metadata.name}` : `${kind}/${metadata.name}`;
}

interface Edited {
  readonly after: readonly PolicyObject[];
  readonly changed: readonly PolicyObject[];
  readonly removed: readonly string[];
}

function applyEdit(before: readonly PolicyObject[], others: readonly PolicyObject[], kept: readonly boolean[]): Edited {
  // Kinds of cluster-wide policies are not mixed, so that no two have the same tier and priority.
  const hasAdmin = before.some(({ kind }) => kind !== "NetworkPolicy");
  const changed = others.filter(
    ({ kind }) => kind === "NetworkPolicy" || !hasAdmin || before.some((one) => one.kind === kind),
  );
  const replaced = new Set(changed.map(nameOf));
  const removed = before.filter((_, at) => kept[at % kept.length] === false).map(nameOf);
  const gone = new Set([...replaced, ...removed]);
  return { after: [...before.filter((one) => !gone.has(nameOf(one))), ...changed], changed, removed };
}

function namesOf({ pods, addresses }: ChangedSide): string[] {
  const inside = outsideAddresses.concat("172.16.0.1").filter((ip) => {
    const address = parseIpAddress(ip);
    return addresses.some(
      ([first, last]) =>
        address !== undefined &&
        first.family === address.family &&
        address.value >= first.value &&
        address.value <= last.value,
    );
  });
  return [...pods, ...inside];
}

describe(`what-if on random clusters, seed ${seed}`, () => {
  it("equals recomputation, leaves the original as it was, and differs where the difference says", () => {
    const property = fc.property(edit, ({ surroundings, before, others, kept, options }) => {
      const { after, changed, removed } = applyEdit(before, others, kept);
      const ends = endsOf(surroundings);
      const original = compileObjects([...surroundings, ...before], options);
      const old = answers(original, ends);
      const parsed = parsePolicies(changed).policies;
      const edited = withPolicies(original, { changed: parsed, removed });
      const fresh = compileObjects([...surroundings, ...after], options);
      const expected = answers(fresh, ends);
      expect(answers(edited, ends)).toEqual(expected);
      expect(answers(original, ends)).toEqual(old);
      // One policy after another cuts what earlier ones asked for again and again, and comes to the same.
      let stepwise = withPolicies(original, { removed });
      for (const policy of parsed) {
        stepwise = withPolicies(stepwise, { changed: [policy] });
        answers(stepwise, ends);
      }
      expect(answers(stepwise, ends)).toEqual(expected);
      for (const other of [edited, fresh]) {
        const named = new Set(
          [...diff(original, other)].flatMap(({ from, to }) =>
            namesOf(from).flatMap((a) => namesOf(to).map((b) => `${a} to ${b}`)),
          ),
        );
        for (const [pair, text] of expected)
          if (old.get(pair) !== text && !named.has(pair))
            throw new Error(`${pair} changed, but is not in the difference`);
        const single = surroundings.every((object) => object.kind !== "Pod" || (object.status.podIPs ?? []).length < 2);
        for (const pair of single ? named : []) {
          const [a = "", b = ""] = pair.split(" to ");
          const above = connections(original, endpointOf(ends, a), endpointOf(ends, b)).bypass !== undefined;
          if (!above && expected.has(pair) && old.get(pair) === expected.get(pair))
            throw new Error(`${pair} is in the difference, but did not change`);
        }
      }
    });
    fc.assert(property, { seed, numRuns });
  }, 120_000);
});

function endpointOf(ends: readonly End[], name: string): Endpoint {
  const end = ends.find((one) => one.name === name);
  if (end === undefined) throw new Error(`${name} is not an end`);
  return end.endpoint;
}
