// Exposure to pods that do not exist, in the rows of np-guard's analysis.
import {
  exposure,
  type DirectionExposure,
  type ExposedPeer,
  type ExposedPorts,
} from "../../../src/engines/network-policy/index.ts";
import { isEmptySelector, type LabelSelector } from "../../../src/kubernetes/index.ts";
import { pieceStarts, piecesOf, rangeOf } from "./network-ranges.ts";
import { connBetween, connText, noConn, type Conn, type World } from "./network-world.ts";

export interface ExposureRow {
  readonly workload: string;
  readonly direction: "ingress" | "egress";
  readonly peer: string;
  /** Null where ports depend on names the unknown pod may give them. */
  readonly conn: Conn | null;
}

const nameLabel = "kubernetes.io/metadata.name";

function labelTexts({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string[] {
  return [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key = "", operator = "", values = [] }) =>
      operator === "In" && values.length === 1
        ? `${key}=${values[0]}`
        : `{Key:${key},Operator:${operator},Values:[${[...values].sort().join(" ")}],}`,
    ),
  ].sort();
}

function peerText({ namespaces, pods }: ExposedPeer): string {
  const labels = labelTexts(namespaces);
  const [only = ""] = labels;
  const named = labels.length === 1 && only.startsWith(`${nameLabel}=`);
  const where = isEmptySelector(namespaces)
    ? "[all namespaces]"
    : named
      ? only.slice(nameLabel.length + 1)
      : `[namespace with {${labels.join()}}]`;
  return `${where}/${isEmptySelector(pods) ? "[all pods]" : `[pod with {${labelTexts(pods).join()}}]`}`;
}

/** The same text for a row's peer: values and requirements in order, `In` of one value as a label. */
function canonicalPeer(text: string): string {
  return text.replaceAll(/with \{((?:\{[^}]*\}|[^{}])*)\}/g, (_, list: string) => {
    const items = (list.match(/\{[^}]*\}|[^,{}]+/g) ?? []).map((item) => {
      const [, key = "", operator = "", values = ""] =
        /^\{Key:(.*),Operator:(\w+),Values:\[(.*)\],\}$/.exec(item) ?? [];
      if (key === "") return item;
      const sorted = values.split(" ").sort();
      return operator === "In" && sorted.length === 1
        ? `${key}=${values}`
        : `{Key:${key},Operator:${operator},Values:[${sorted.join(" ")}],}`;
    });
    return `with {${items.sort().join()}}`;
  });
}

function portsText({ ports, named }: ExposedPorts): string {
  return named.length > 0 ? "named" : connText(ports);
}

/** np-guard does not list what existing pods stand for, unless a rule asks for more than labels of both, or for all pods. */
function isListed({ namespaces, pods, exists }: ExposedPeer): boolean {
  const byLabels = (selector: LabelSelector): boolean =>
    !isEmptySelector(selector) && (selector.matchExpressions ?? []).length === 0;
  return !(exists && byLabels(namespaces) && byLabels(pods));
}

type Rows = Map<string, string>;

function addDirection(rows: Rows, key: string, { anyPod, peers }: DirectionExposure): void {
  if (portsText(anyPod) !== noConn) rows.set(`${key} entire-cluster`, portsText(anyPod));
  for (const peer of peers.filter(isListed)) rows.set(`${key} ${peerText(peer)}`, portsText(peer.exposed));
}

/** Rows by workload, direction and peer, without ranges of addresses. */
function exposedRows(world: World): Rows {
  const rows: Rows = new Map();
  for (const [id, endpoints] of world.endpoints) {
    for (const endpoint of endpoints) {
      const found = "pod" in endpoint ? exposure(world.compiled, endpoint.pod) : undefined;
      if (found === undefined) continue;
      addDirection(rows, `${id} ingress`, found.ingress);
      addDirection(rows, `${id} egress`, found.egress);
    }
  }
  return rows;
}

/** Rows of ranges, piece by piece, of workloads that are exposed to pods at all: np-guard lists no others. */
function addressRows(world: World, listed: readonly ExposureRow[], exposed: Rows, starts: readonly bigint[]): string[] {
  const expected = new Map(
    listed.flatMap(({ workload, direction, peer, conn }) =>
      piecesOf(rangeOf(peer) ?? [1n, 0n], starts).map(
        (piece) => [`${workload} ${direction} ${piece}`, connText(conn ?? {})] as const,
      ),
    ),
  );
  const everything = piecesOf([0n, (1n << 32n) - 1n], starts);
  return [...world.endpoints.keys()].flatMap((id) => {
    const isExposed = ["ingress", "egress"].some((direction) =>
      [...exposed.keys()].some((key) => key.startsWith(`${id} ${direction} `)),
    );
    return everything.flatMap((piece) =>
      (["ingress", "egress"] as const).flatMap((direction) => {
        const wanted = expected.get(`${id} ${direction} ${piece}`) ?? noConn;
        const found = direction === "egress" ? connBetween(world, id, piece) : connBetween(world, piece, id);
        return wanted === found || (!isExposed && wanted === noConn)
          ? []
          : `${id} ${direction} ${piece}: expected ${wanted}, was ${found}`;
      }),
    );
  });
}

export function judgeExposure(world: World, rows: readonly ExposureRow[]): string[] {
  const ranges = rows.filter(({ peer }) => rangeOf(peer) !== undefined);
  const exposed = exposedRows(world);
  const expected = new Map(
    rows
      .filter(({ peer }) => rangeOf(peer) === undefined)
      .map(({ workload, direction, peer, conn }) => [
        `${workload} ${direction} ${canonicalPeer(peer)}`,
        conn === null ? "named" : connText(conn),
      ]),
  );
  const differences = [...new Set([...expected.keys(), ...exposed.keys()])].flatMap((key) => {
    const [wanted, found] = [expected.get(key), exposed.get(key)];
    return wanted === found ? [] : `exposure of ${key}: expected ${wanted ?? "no row"}, was ${found ?? "no row"}`;
  });
  return [
    ...differences,
    ...addressRows(
      world,
      ranges,
      exposed,
      pieceStarts(
        [world],
        ranges.map(({ peer }) => peer),
      ),
    ),
  ];
}
