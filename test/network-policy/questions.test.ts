// Random clusters: answers to questions say what the engine says of each pair, traces replay, lints and differences hold.
// A failure prints its seed; PLIMSOLL_NETWORK_SEED=<seed> repeats it, PLIMSOLL_NETWORK_QUESTIONS=<n> searches longer.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { networkView, type NetworkView } from "../../src/checking/network/index.ts";
import {
  connections,
  diff,
  podNumber,
  policyKey,
  withPolicies,
  type Connections,
  type Policy,
  type PortRanges,
} from "../../src/engines/network-policy/index.ts";
import type { ClusterModel } from "../../src/model/index.ts";
import { modelOf } from "../../src/testing/index.ts";
import { networkLint, networkReach, networkReachAll, networkWhatIf } from "../../src/use-cases/network/index.ts";
import { podsAmong, randomSurroundings } from "./random-clusters.ts";
import { randomPolicies } from "./random-policies.ts";
import { replayTrace } from "./replay-trace.ts";

const seed = Number(process.env["PLIMSOLL_NETWORK_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env["PLIMSOLL_NETWORK_QUESTIONS"] ?? 100);

interface World {
  readonly model: ClusterModel;
  readonly view: NetworkView;
  readonly pods: number;
}

function holds(property: (one: World) => void): void {
  const check = fc.property(randomSurroundings, randomPolicies, (surroundings, policies) => {
    const model = modelOf([...surroundings, ...policies]);
    property({ model, view: networkView(model), pods: podsAmong(surroundings).length });
  });
  fc.assert(check, { seed, numRuns });
}

function between({ compiled }: NetworkView, from: string, to: string): Connections {
  const number = (name: string): number => {
    const [namespace = "", own = ""] = name.split("/");
    return podNumber(compiled, namespace, own) ?? -1;
  };
  return connections(compiled, { pod: number(from) }, { pod: number(to) });
}

function runningPods({ view }: World): string[] {
  return view.input.pods.flatMap(({ namespace, name, finished }) => (finished ? [] : `${namespace}/${name}`));
}

/** How many pairs of addresses of one family two pods have; an address that is not known may be of either. */
function meetings({ input }: NetworkView, from: string, to: string): number {
  const families = (name: string): string[] => {
    const ips = input.pods.find((pod) => `${pod.namespace}/${pod.name}` === name)?.ips ?? [];
    return ips.length === 0 ? ["any"] : ips.map((ip) => (ip.includes(":") ? "6" : "4"));
  };
  const pairs = families(from).flatMap((a) => families(to).map((b) => a === b || a === "any" || b === "any"));
  return pairs.filter(Boolean).length;
}

const protocols = ["TCP", "UDP", "SCTP"] as const;

/** The ports at which any of some sets begins or ends, and beside. */
function probesOf(sets: readonly PortRanges[]): number[] {
  const edges = sets.flatMap((ports) => protocols.flatMap((name) => ports[name].flat()));
  return [...new Set([1, 65_535, ...edges, ...edges.map((port) => port + 1), ...edges.map((port) => port - 1)])];
}

function isOpen(ports: PortRanges, protocol: (typeof protocols)[number], port: number): boolean {
  return ports[protocol].some(([first, last]) => port >= first && port <= last);
}

describe("questions about random clusters", { timeout: 120_000 }, () => {
  it("answers for namespaces what the engine says of each pair of pods, with traces that support their verdicts", () => {
    holds((one) => {
      const namespaces = [...new Set(runningPods(one).map((name) => name.split("/")[0] ?? ""))];
      for (const from of namespaces) {
        for (const to of namespaces) {
          const { data } = networkReach(one.model, { from: `ns/${from}`, to: `ns/${to}` });
          for (const pair of data.pairs) {
            for (const a of pair.from.members) {
              for (const b of pair.to.members) {
                if (a === b && pair.bypass !== "same-pod") continue;
                expect(pair.ports, `${a} to ${b}`).toEqual(between(one.view, a.slice(4), b.slice(4)).ports);
              }
            }
          }
          for (const { trace } of data.traces) expect(replayTrace(trace)).toBe(trace.verdict);
          const verdicts = data.traces.map(({ trace }) => trace.verdict).sort();
          if (data.written === "no") expect(verdicts).not.toContain("allowed");
          if (data.written === "partly") expect(verdicts).toEqual(["allowed", "denied"]);
        }
      }
    });
  });

  it("lists of a pod alone exactly the other pods it reaches, or that reach it", () => {
    holds((one) => {
      const names = runningPods(one);
      for (const name of names.slice(0, 3)) {
        for (const direction of ["egress", "ingress"] as const) {
          const { data } = networkReachAll(one.model, { party: `pod/${name}`, direction });
          const listed = new Map(data.workloads.map(({ label, ports }) => [label.slice("Pod ".length), ports]));
          for (const other of names.filter((candidate) => candidate !== name && listed.has(candidate))) {
            const [from, to] = direction === "egress" ? [name, other] : [other, name];
            expect(listed.get(other), `${from} to ${to}`).toEqual(between(one.view, from, to).ports);
          }
        }
      }
    });
  });

  it("changes nothing when a policy it calls redundant is taken away", () => {
    holds(({ model, view }) => {
      const removed = networkLint(model, { verbose: true })
        .data.findings.filter(({ id }) => id === "redundant-policy")
        .map(({ object }) =>
          policyKey({ kind: "NetworkPolicy", namespace: object.namespace ?? "", name: object.name }),
        );
      expect([...diff(view.compiled, withPolicies(view.compiled, { removed }))]).toEqual([]);
    });
  });

  it("changes nothing when a rule it calls redundant, or never reached, is taken away", () => {
    holds(({ model, view }) => {
      const found = networkLint(model).data.findings.filter(
        ({ id }) => id === "redundant-rule" || id === "rule-never-reached",
      );
      for (const { object, path = "" } of found) {
        const [, direction, index] = /^spec\.(ingress|egress)\[(\d+)\]$/.exec(path) ?? [];
        const policy = view.input.policies.find(
          ({ kind, namespace, name }) => kind === object.kind && name === object.name && namespace === object.namespace,
        );
        if (policy === undefined || (direction !== "ingress" && direction !== "egress")) throw new Error(path);
        const rules = (policy[direction] ?? []).filter((_, at) => at !== Number(index));
        const changed: Policy = { ...policy, [direction]: rules };
        expect([...diff(view.compiled, withPolicies(view.compiled, { changed: [changed] }))], path).toEqual([]);
      }
    });
  });

  it("tells exactly the pairs that open and close when a policy is taken away", () => {
    holds((one) => {
      const { model, view } = one;
      const policy = view.input.policies.find(({ tier }) => tier === "network");
      if (policy === undefined) return;
      const { data } = networkWhatIf(model, { remove: [`networkpolicy/${policy.namespace}/${policy.name}`] });
      const after = withPolicies(view.compiled, { removed: [policyKey(policy)] });
      for (const from of runningPods(one)) {
        for (const to of runningPods(one)) {
          const [old, now] = [between(view, from, to), between({ ...view, compiled: after }, from, to)];
          // Families are told apart in a difference, and taken together in connections.
          if (old.bypass !== undefined || meetings(view, from, to) > 1) continue;
          const rows = data.changes.filter((row) => row.from.includes(`Pod ${from}`) && row.to.includes(`Pod ${to}`));
          const probes = probesOf([old.ports, now.ports, ...rows.flatMap(({ opened, closed }) => [opened, closed])]);
          for (const protocol of protocols) {
            for (const port of probes) {
              const [was, is] = [isOpen(old.ports, protocol, port), isOpen(now.ports, protocol, port)];
              const told = (of: "opened" | "closed"): boolean => rows.some((row) => isOpen(row[of], protocol, port));
              const what = `${from} to ${to} ${port}/${protocol}`;
              expect([told("opened"), told("closed")], what).toEqual([!was && is, was && !is]);
            }
          }
        }
      }
    });
  });

  it("looks at clusters that have something to find", () => {
    const ids = new Set<string>();
    let pods = 0;
    holds((one) => {
      for (const { id } of networkLint(one.model).data.findings) ids.add(id);
      pods += one.pods;
    });
    expect([...ids]).toEqual(expect.arrayContaining(["redundant-policy", "redundant-rule", "selects-nothing"]));
    expect(pods).toBeGreaterThan(numRuns);
  });
});
