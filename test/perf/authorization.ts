// Authorization on a large cluster: index, decisions a second, who-can, beside the budgets of DESIGN. Nothing is asserted.
// node scripts/run.js test/perf/authorization.ts [dump.json]
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import {
  authorize,
  buildRbacIndex,
  nodeAuthority,
  whoCan,
  type Chain,
  type NodeGraphObject,
  type RbacObjects,
} from "../../src/engines/authorization/index.ts";
import type { ResourceAttributes, UserInfo } from "../../src/kubernetes/index.ts";
import { median } from "./measure.ts";

interface Listed extends NodeGraphObject {
  readonly kind: string;
}

const root = resolve(import.meta.dirname, "../..");
const generator = resolve(process.env["PLIMSOLL_SHARED"] ?? join(root, "../shared"), "corpus/gen/gen_cluster.py");

function dumpText(): string {
  const [given] = process.argv.slice(2);
  if (given !== undefined) return readFileSync(given, "utf8");
  if (!existsSync(generator)) throw new Error(`there is no generator at ${generator}: name a dump`);
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-perf-"));
  try {
    const dump = join(folder, "large.json");
    spawnSync("python3", [
      generator,
      "--profile",
      "large",
      "--seed",
      "plimsoll-large-1",
      "--out",
      dump,
      "--truth",
      join(folder, "truth"),
    ]);
    return readFileSync(dump, "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const { items } = JSON.parse(dumpText()) as { readonly items: readonly Listed[] };
const ofKind = (kind: string): never[] => items.filter((one) => one.kind === kind) as never[];
const objects: RbacObjects = {
  clusterRoles: ofKind("ClusterRole"),
  clusterRoleBindings: ofKind("ClusterRoleBinding"),
  roles: ofKind("Role"),
  roleBindings: ofKind("RoleBinding"),
};
const graph = {
  pods: ofKind("Pod"),
  persistentVolumes: ofKind("PersistentVolume"),
  volumeAttachments: [],
  nodes: ofKind("Node"),
};

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function medianOf(times: number, work: () => unknown): number {
  return median(Array.from({ length: times }, () => timed(work)));
}

function print(what: string, measured: string, budget: string): void {
  process.stdout.write(`${what.padEnd(58)} ${measured.padEnd(28)} ${budget}\n`);
}

/** A generator of the same numbers every time: runs are comparable. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

function users(): readonly UserInfo[] {
  const everyone = ["system:authenticated"];
  const found = new Map<string, UserInfo>();
  for (const binding of [...objects.clusterRoleBindings, ...objects.roleBindings]) {
    for (const { kind, name = "", namespace = binding.metadata.namespace ?? "" } of binding.subjects ?? []) {
      const account = ["system:serviceaccounts", `system:serviceaccounts:${namespace}`];
      const username =
        kind === "ServiceAccount"
          ? `system:serviceaccount:${namespace}:${name}`
          : kind === "User"
            ? name
            : `member of ${name}`;
      const groups =
        kind === "Group" ? [name, ...everyone] : kind === "ServiceAccount" ? [...account, ...everyone] : everyone;
      found.set(username, { username, groups });
    }
  }
  return [...found.values()].filter(({ groups }) => groups?.includes("system:masters") !== true);
}

const kindsAsked = [
  ["", "pods", ""],
  ["", "secrets", ""],
  ["", "pods", "exec"],
  ["apps", "deployments", ""],
  ["", "configmaps", ""],
  ["batch", "jobs", "status"],
  ["rbac.authorization.k8s.io", "clusterroles", ""],
] as const;
const verbs = ["get", "list", "create", "delete", "watch", "escalate"];

function requests(count: number): readonly ResourceAttributes[] {
  const next = numbers(1);
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  const namespaces = ["", ...ofKind("Namespace").map((one: Listed) => one.metadata.name)];
  const asking = users();
  return Array.from({ length: count }, () => {
    const [apiGroup, resource, subresource] = pick(kindsAsked);
    const name = next(2) === 0 ? "web" : "";
    return {
      user: pick(asking),
      verb: pick(verbs),
      apiGroup,
      apiVersion: "v1",
      resource,
      subresource,
      namespace: pick(namespaces),
      name,
    };
  });
}

const rbac = buildRbacIndex(objects);
const chains: Readonly<Record<string, Chain>> = {
  RBAC: { version: "1.37", authorizers: [{ type: "RBAC", rbac }] },
  "Node,RBAC": {
    version: "1.37",
    authorizers: [
      { type: "Node", node: nodeAuthority(graph, "1.37") },
      { type: "RBAC", rbac },
    ],
  },
};
const asked = requests(200_000);

print("what", "measured", "budget");
const count = Object.values(objects).reduce((sum: number, list: readonly unknown[]) => sum + list.length, 0);
print(`index of ${count} RBAC objects`, `${medianOf(9, () => buildRbacIndex(objects)).toFixed(1)} ms`, "≤ 300 ms");
print(`graph of ${graph.pods.length} pods`, `${medianOf(3, () => nodeAuthority(graph, "1.37")).toFixed(0)} ms`, "");
for (const [name, chain] of Object.entries(chains)) {
  let allowed = 0;
  const run = (): void => {
    allowed = 0;
    for (const request of asked) if (authorize(chain, request).decision === "allow") allowed++;
  };
  run();
  const ms = medianOf(5, run);
  const rate = Math.round(asked.length / (ms / 1000));
  print(
    `decisions, ${name}, ${users().length} users`,
    `${rate.toLocaleString("en")} a second, ${((100 * allowed) / asked.length).toFixed(0)} % allowed`,
    "≥ 200,000 a second",
  );
}
const questions = asked.slice(0, 200);
const each = questions.map((question) => timed(() => whoCan(rbac, question))).sort((a, b) => a - b);
print(
  "who-can, median and slowest of 200",
  `${median(each).toFixed(2)} ms, ${(each.at(-1) ?? 0).toFixed(2)} ms`,
  "≤ 50 ms",
);
