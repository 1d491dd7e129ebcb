// Random clusters and random flows: generated policies allow what is wanted, are valid, lasting, and deny the rest.
// A failure prints its seed; PLIMSOLL_NETWORK_SEED=<seed> repeats it, PLIMSOLL_NETWORK_GENERATE=<n> searches longer.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { networkView, type NetworkView } from "../../src/checking/network/index.ts";
import { connections, podNumber, type Connections } from "../../src/engines/network-policy/index.ts";
import { parseIpAddress } from "../../src/kubernetes/index.ts";
import type { ClusterModel } from "../../src/model/index.ts";
import { daemonSet, modelOf, type RawObject } from "../../src/testing/index.ts";
import { networkGenerate, type GenerateRequest, type NetworkGenerate } from "../../src/use-cases/network/index.ts";
import type { ClusterObject, PodObject, ProtocolName } from "./cluster-objects.ts";
import { podsAmong, randomSurroundings } from "./random-clusters.ts";
import { randomPolicies } from "./random-policies.ts";
import { outsideAddresses, portNumber, probedPorts, protocolName } from "./random-vocabulary.ts";

const seed = Number(process.env["PLIMSOLL_NETWORK_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env["PLIMSOLL_NETWORK_GENERATE"] ?? 200);

/** A flow between pods by their number, or an address where there is none. */
interface Flow {
  readonly from: number;
  readonly to: number;
  readonly address: string;
  readonly port: number;
  readonly protocol: ProtocolName;
  readonly shape: "csv" | "hubble";
}

const flows: fc.Arbitrary<Flow[]> = fc.array(
  fc.record({
    from: fc.integer({ min: -1, max: 5 }),
    to: fc.integer({ min: -1, max: 5 }),
    address: fc.constantFrom(...outsideAddresses),
    port: portNumber,
    protocol: protocolName,
    shape: fc.constantFrom("csv" as const, "hubble" as const),
  }),
  { minLength: 1, maxLength: 6 },
);

interface End {
  readonly pod?: PodObject;
  readonly address: string;
}

function endsOf(flow: Flow, pods: readonly PodObject[]): readonly [End, End] {
  const end = (at: number): End => {
    const pod = pods[at];
    return { ...(pod === undefined ? {} : { pod }), address: flow.address };
  };
  return [end(flow.from), end(flow.to)];
}

function textOf({ pod, address }: End): string {
  return pod === undefined ? address : `${pod.metadata.namespace}/${pod.metadata.name}`;
}

function csvOf(list: readonly Flow[], pods: readonly PodObject[]): string[] {
  const rows = list.map((flow) => [...endsOf(flow, pods).map(textOf), flow.port, flow.protocol].join());
  return ["source,destination,port,protocol", ...rows];
}

function hubbleOf(list: readonly Flow[], pods: readonly PodObject[]): string[] {
  const place = ({ pod }: End) =>
    pod === undefined
      ? { labels: ["reserved:world"] }
      : {
          namespace: pod.metadata.namespace,
          pod_name: pod.metadata.name,
          labels: ["k8s:io.cilium.k8s.policy.cluster=x"],
        };
  return list.map((flow) => {
    const [from, to] = endsOf(flow, pods);
    return JSON.stringify({
      flow: {
        verdict: "FORWARDED",
        is_reply: false,
        IP: { source: from.address, destination: to.address, ipVersion: "IPv4" },
        l4: { [flow.protocol]: { source_port: 40_000, destination_port: flow.port } },
        source: place(from),
        destination: place(to),
      },
      node_name: "n0",
    });
  });
}

// oxlint-disable-next-line typescript/require-await -- lines of a test are at hand
async function* linesOf(list: readonly string[]): AsyncGenerator<string> {
  yield* list;
}

function requestFor(lines: readonly string[], egress: boolean): GenerateRequest {
  return {
    namespaces: [],
    allNamespaces: true,
    egress,
    existing: "keep",
    callers: "namespace",
    apiServer: [],
    flows: linesOf(lines),
    grouping: { prefix4: 32, prefix6: 128, namespace: "a" },
    verbose: false,
  };
}

/** The agent of a network plugin: what it makes of the API decides how policies must be written. */
const agent = (name: string, image: string): RawObject =>
  daemonSet({
    metadata: { name, namespace: "kube-system" },
    spec: { template: { spec: { hostNetwork: true, containers: [{ name: "agent", image }] } } },
  });

/** None is known; one whose blocks match neither pods nor nodes; one that enforces nothing. */
const plugins: Readonly<Record<string, readonly RawObject[]>> = {
  none: [],
  cilium: [agent("cilium", "quay.io/cilium/cilium:v1.17.2")],
  flannel: [agent("kube-flannel-ds", "ghcr.io/flannel-io/flannel:v0.26.1")],
};

interface World {
  readonly plugin: string;
  readonly objects: readonly (ClusterObject | RawObject)[];
  readonly pods: readonly PodObject[];
  readonly wanted: readonly Flow[];
  readonly lines: readonly string[];
  readonly egress: boolean;
  readonly data: NetworkGenerate;
  /** With the policies, read anew. */
  readonly after: ClusterModel;
  readonly view: NetworkView;
}

async function holds(
  property: (world: World) => void | Promise<void>,
  policies: fc.Arbitrary<readonly ClusterObject[]> = fc.constant([]),
): Promise<void> {
  const check = fc.asyncProperty(
    randomSurroundings,
    policies,
    flows,
    fc.boolean(),
    fc.constantFrom(...Object.keys(plugins)),
    async (base, own, wanted, egress, plugin) => {
      const objects = [...base, ...own, ...(plugins[plugin] ?? [])];
      const pods = podsAmong(base);
      const lines = wanted[0]?.shape === "csv" ? csvOf(wanted, pods) : hubbleOf(wanted, pods);
      if (!pods.some(({ status }) => status.phase !== "Succeeded")) return;
      const { data } = await networkGenerate(modelOf(objects), requestFor(lines, egress));
      const after = modelOf([...objects, ...data.policies]);
      await property({ plugin, objects, pods, wanted, lines, egress, data, after, view: networkView(after) });
    },
  );
  await fc.assert(check, { seed, numRuns });
}

/** Undefined for what is no connection of the cluster: between two addresses, with a pod that has finished, or none in common. */
function between({ view }: World, [from, to]: readonly [End, End]): Connections | undefined {
  if (from.pod === undefined && to.pod === undefined) return undefined;
  if ([from, to].some(({ pod }) => pod?.status.phase === "Succeeded")) return undefined;
  const familiesOf = ({ pod, address }: End): readonly boolean[] => {
    const own = pod === undefined ? [address] : (pod.status.podIPs ?? []).map(({ ip }) => ip);
    const host = view.input.nodes.find(({ name }) => pod?.spec.hostNetwork === true && name === pod.spec.nodeName);
    return (own.length > 0 ? own : (host?.addresses ?? [])).map((ip) => ip.includes(":"));
  };
  const [left, right] = [familiesOf(from), familiesOf(to)];
  if (left.length > 0 && right.length > 0 && !left.some((family) => right.includes(family))) return undefined;
  const endpoint = ({ pod, address }: End) => {
    const parsed = parseIpAddress(address);
    if (pod === undefined && parsed !== undefined) return { address: parsed };
    return { pod: podNumber(view.compiled, pod?.metadata.namespace ?? "", pod?.metadata.name ?? "") ?? -1 };
  };
  return connections(view.compiled, endpoint(from), endpoint(to));
}

function isOpen(found: Connections, protocol: ProtocolName, port: number): boolean {
  return found.ports[protocol].some(([first, last]) => port >= first && port <= last);
}

/** Whether the address of a pod on the host network can be told: else no policy can name it. */
function canBeNamed({ view }: World, { pod }: End): boolean {
  if (pod?.spec.hostNetwork !== true || (pod.status.podIPs ?? []).length > 0) return true;
  return view.input.nodes.some(({ name, addresses }) => name === pod.spec.nodeName && addresses.length > 0);
}

describe("policies generated for random clusters and flows", { timeout: 120_000 }, () => {
  it("allow every wanted flow, and are valid", async () => {
    let asked = 0;
    const seen = new Set<string>();
    await holds((world) => {
      expect(world.view.problems).toEqual([]);
      const { plugin, view, data } = world;
      seen.add(plugin);
      expect(view.options.ipBlockMatchesNodes).toBe(plugin !== "cilium");
      expect(data.notes.some((note) => note.includes("enforces no policies"))).toBe(plugin === "flannel");
      const ends = world.wanted.flatMap((flow) => endsOf(flow, world.pods));
      if (ends.every((end) => canBeNamed(world, end))) expect(world.data.missing).toEqual([]);
      for (const flow of world.wanted) {
        const pair = endsOf(flow, world.pods);
        const found = between(world, pair);
        if (found === undefined || !pair.every((end) => canBeNamed(world, end))) continue;
        asked++;
        expect(isOpen(found, flow.protocol, flow.port), JSON.stringify(flow)).toBe(true);
      }
    });
    expect(asked).toBeGreaterThan(numRuns);
    expect(seen.size).toBe(3);
  });

  it("tell what other policies keep closed, and nothing else", async () => {
    await holds((world) => {
      const closed = world.wanted.some((flow) => {
        const ends = endsOf(flow, world.pods);
        const found = between(world, ends);
        if (found === undefined || !ends.every((end) => canBeNamed(world, end))) return false;
        return !isOpen(found, flow.protocol, flow.port);
      });
      if (closed) expect(world.data.missing).not.toEqual([]);
      for (const { because } of world.data.missing) expect(because).toMatch(/Policy/);
    }, randomPolicies);
  });

  it("come out the same of a cluster that has them, and change nothing there", async () => {
    await holds(async ({ after, lines, egress, data }) => {
      const again = (await networkGenerate(after, requestFor(lines, egress))).data;
      expect(again.policies).toEqual(data.policies);
      expect({ opens: again.opens, cut: again.cut?.pairs, obsolete: again.obsolete }).toEqual({
        opens: 0,
        cut: 0,
        obsolete: [],
      });
    });
  });

  it("deny what nobody wanted between workloads that labels tell apart", async () => {
    let denied = 0;
    await holds((world) => {
      const { data, pods, wanted } = world;
      const alike = new Set(data.alike.flatMap(({ workload, like }) => [workload, ...like]));
      const nameOf = ({ metadata }: PodObject): string => `Pod ${metadata.namespace}/${metadata.name}`;
      const distinct = (pod: PodObject): boolean => pod.spec.hostNetwork !== true && !alike.has(nameOf(pod));
      // Where nodes cannot be named everyone is let in with them, which is told.
      const standsForNodes = new Set(
        data.leftOpen
          .filter(({ because }) => world.plugin === "cilium" && because.includes("a rule for everyone"))
          .map(({ from, to }) => `${from} ${to}`),
      );
      for (const [a, from] of pods.entries()) {
        for (const [b, to] of pods.entries()) {
          if (a === b || !distinct(from) || !distinct(to)) continue;
          const found = between(world, [
            { pod: from, address: "" },
            { pod: to, address: "" },
          ]);
          if (found === undefined || found.bypass !== undefined) continue;
          for (const protocol of ["TCP", "UDP", "SCTP"] as const) {
            for (const port of probedPorts) {
              const want = wanted.some(
                (flow) => flow.from === a && flow.to === b && flow.port === port && flow.protocol === protocol,
              );
              const open = isOpen(found, protocol, port);
              if (open && !want && standsForNodes.has(`${nameOf(from)} ${nameOf(to)}`)) continue;
              expect(open, `${a} to ${b} ${port}/${protocol}`).toBe(want);
              denied += want ? 0 : 1;
            }
          }
        }
      }
    });
    expect(denied).toBeGreaterThan(numRuns);
  });

  it("list exactly what stays open beyond that", async () => {
    await holds((world) => {
      const { data, pods, wanted } = world;
      const left = new Set(data.leftOpen.map(({ from, to }) => `${from} ${to}`));
      for (const [a, from] of pods.entries()) {
        for (const [b, to] of pods.entries()) {
          const [source, target] = [from, to].map((pod) => `Pod ${pod.metadata.namespace}/${pod.metadata.name}`);
          if (a === b || from.spec.hostNetwork === true || to.spec.hostNetwork === true) continue;
          const found = between(world, [
            { pod: from, address: "" },
            { pod: to, address: "" },
          ]);
          if (found === undefined || found.bypass !== undefined) continue;
          const more = (["TCP", "UDP", "SCTP"] as const).some((protocol) =>
            probedPorts.some(
              (port) =>
                isOpen(found, protocol, port) &&
                !wanted.some(
                  (flow) => flow.from === a && flow.to === b && flow.port === port && flow.protocol === protocol,
                ),
            ),
          );
          if (more) expect(left).toContain(`${source} ${target}`);
        }
      }
    });
  });
});
