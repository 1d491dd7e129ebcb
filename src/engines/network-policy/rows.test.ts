// Rows and values of classes over several edits of one network.
import { describe, expect, it } from "vitest";
import { allPairs, compile, connections, parseCluster, parsePolicies, podNumber, withPolicies } from "./index.ts";

describe("rows that are older than the classes asked about", () => {
  it("give a class split again and again the answer of the one it was split from", () => {
    const pod = (name: string) => ({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { namespace: "a", name, labels: { name } },
      spec: {},
      status: { phase: "Running" },
    });
    const policy = (name: string, target: string, from: readonly object[]) => ({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { namespace: "a", name },
      spec: {
        podSelector: { matchLabels: { name: target } },
        ingress: [{ from: [{ podSelector: { matchExpressions: from } }], ports: [{ port: 80 }] }],
      },
    });
    const pods = ["x", "y", "p", "q", "r", "s"].map(pod);
    const first = compile(parseCluster([...pods, policy("x", "x", [])]).input);
    expect([...allPairs(first)].length).toBeGreaterThan(0);
    let edited = first;
    // Each set is a part of the one before, so that its class was split from one that had been split itself.
    for (const [index, values] of [["p", "q", "r", "s"], ["q", "r", "s"], ["r", "s"], ["s"]].entries()) {
      const { policies } = parsePolicies([policy(`y-${index}`, "y", [{ key: "name", operator: "In", values }])]);
      edited = withPolicies(edited, { changed: policies });
    }
    const to = podNumber(edited, "a", "x") ?? -1;
    for (const one of ["p", "q", "r", "s"]) {
      const from = podNumber(edited, "a", one) ?? -1;
      expect(connections(edited, { pod: from }, { pod: to }).ports).toEqual({ TCP: [[80, 80]], UDP: [], SCTP: [] });
    }
  });
});
