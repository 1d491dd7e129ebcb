// The map of a larger cluster says of every pair of workloads what the engine answers when asked about it alone.
import { describe, expect, it } from "vitest";
import { shopCluster } from "../../../../test/fixtures/shop-cluster.ts";
import { networkView } from "../../../checking/network/index.ts";
import { singleEdges } from "../../../core/index.ts";
import { connections, type PortRanges } from "../../../engines/network-policy/index.ts";
import { modelOf } from "../../../testing/index.ts";
import { formatPorts, isNoPort, noPorts, unionOfPorts } from "../question/port-text.ts";
import { networkMap } from "./network-map.ts";

describe("a cluster of 60 workloads", () => {
  const model = modelOf(shopCluster(60));
  const { compiled, workloads } = networkView(model);
  const graph = networkMap(model).document.blocks.find((block) => block.type === "graph");
  const drawn = new Map(
    [...singleEdges(graph ?? { groups: [], nodes: [], edges: [], legend: [] })].map(({ from, to, edge }) => [
      `${from} ${to}`,
      edge.label,
    ]),
  );

  /** Ports of all pairs of pods, one by one, by the engine's answer to single questions. */
  function asked(from: readonly number[], to: readonly number[]): PortRanges {
    const pairs = from.flatMap((a) => to.map((b) => connections(compiled, { pod: a }, { pod: b })));
    return pairs
      .filter(({ bypass }) => bypass === undefined)
      .map(({ ports }) => ports)
      .reduce(unionOfPorts, noPorts);
  }

  it("has for every pair what single questions answer", () => {
    let compared = 0;
    for (const from of workloads) {
      for (const to of workloads) {
        const pods = [...from.pods, ...to.pods];
        if (from === to || pods.every((pod) => nodesOfPods.get(pod) === nodesOfPods.get(pods[0] ?? 0))) continue;
        const ports = asked(from.pods, to.pods);
        const expected = isNoPort(ports) ? undefined : formatPorts(ports);
        expect(drawn.get(`w${from.number} w${to.number}`), `${from.name} > ${to.name}`).toBe(expected);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(3000);
  });
  const nodesOfPods = new Map(networkView(model).input.pods.map(({ node: name }, pod) => [pod, name]));
});
