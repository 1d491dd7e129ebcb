// Sets of ports: algebra, canonical ranges, and validity across refinement.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCluster } from "./parse-cluster.ts";
import { compile } from "./compile.ts";
import { connections } from "./connections.ts";
import { allPorts, noPorts, PortSpace } from "./port-space.ts";

const tcp = (first: number, last: number) => ({ protocol: "TCP", first, last }) as const;
const match = fc
  .record({
    protocol: fc.constantFrom("TCP", "UDP", "SCTP"),
    first: fc.integer({ min: 1, max: 65535 }),
    size: fc.nat(300),
  })
  .map(({ protocol, first, size }) => ({ protocol, first, last: Math.min(65535, first + size) }) as const);
const matches = fc.array(match, { maxLength: 4 });

describe("PortSpace", () => {
  it("gives ranges merged and in order", () => {
    const space = new PortSpace();
    const set = space.setOf([tcp(81, 90), tcp(1, 1), tcp(80, 80), tcp(65535, 65535)]);
    expect(space.rangesOf(set)).toEqual({
      TCP: [
        [1, 1],
        [80, 90],
        [65535, 65535],
      ],
      UDP: [],
      SCTP: [],
    });
  });

  it("has one number for everything and for nothing", () => {
    const space = new PortSpace();
    const every = (["TCP", "UDP", "SCTP"] as const).map((protocol) => ({ protocol, first: 1, last: 65535 }));
    expect(space.setOf(every)).toBe(allPorts);
    expect(space.setOf([])).toBe(noPorts);
    expect(space.union(space.setOf([tcp(1, 9)]), space.setOf([tcp(10, 65535)]))).toBe(space.setOf([tcp(1, 65535)]));
  });

  it("means what sets of ports mean, also of sets made before later cuts", () => {
    const property = fc.property(matches, matches, matches, (left, right, later) => {
      const space = new PortSpace();
      const [a, b] = [space.setOf(left), space.setOf(right)];
      const results = {
        union: space.union(a, b),
        intersection: space.intersection(a, b),
        difference: space.difference(a, b),
      };
      space.setOf(later);
      const inside = (list: typeof left, protocol: string, port: number): boolean =>
        list.some((one) => one.protocol === protocol && port >= one.first && port <= one.last);
      const edges = [...left, ...right].flatMap(({ first, last }) => [first - 1, first, last, last + 1]);
      for (const port of edges.filter((edge) => edge >= 1 && edge <= 65535)) {
        for (const protocol of ["TCP", "UDP", "SCTP"] as const) {
          const [inLeft, inRight] = [inside(left, protocol, port), inside(right, protocol, port)];
          expect(space.has(results.union, protocol, port)).toBe(inLeft || inRight);
          expect(space.has(results.intersection, protocol, port)).toBe(inLeft && inRight);
          expect(space.has(results.difference, protocol, port)).toBe(inLeft && !inRight);
          expect(space.rangesOf(a)[protocol].some(([first, last]) => port >= first && port <= last)).toBe(inLeft);
        }
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  it("takes a policy of 10,000 rules, each of a port and a block of its own", () => {
    const pod = (name: string, ip: string) => ({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { namespace: "a", name },
      spec: {},
      status: { podIPs: [{ ip }] },
    });
    const ingress = Array.from({ length: 10_000 }, (_, at) => ({
      from: [{ ipBlock: { cidr: `10.${at >> 8}.${at & 255}.0/24` } }],
      ports: [{ port: 1000 + at }],
    }));
    const policy = {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { namespace: "a", name: "p" },
      spec: { podSelector: {}, ingress },
    };
    const { input } = parseCluster([pod("web", "10.0.0.1"), pod("client", "10.39.15.9"), policy]);
    const compiled = compile(input);
    expect(connections(compiled, { pod: 1 }, { pod: 0 }).ports.TCP).toEqual([[10_999, 10_999]]);
  });
});
