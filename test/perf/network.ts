// Measures the network-policy engine on generated clusters: node scripts/run.js test/perf/network.ts [CORPUS] [PODS POLICIES].
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import {
  allPairs,
  compile,
  connections,
  diff,
  parseCluster,
  podNumber,
  withPolicies,
  type Compiled,
  type Policy,
} from "../../src/engines/network-policy/index.ts";

interface GeneratedCluster {
  readonly options: Record<string, never>;
  readonly resources: readonly unknown[];
}

const [corpus = "../shared/corpus", pods = "10000", policies = "2000"] = process.argv.slice(2);

function generate(style: string, admin: string): GeneratedCluster {
  const script = join(corpus, "gen", "gen_network.py");
  const size = ["--pods", pods, "--namespaces", String(Math.max(5, Number(pods) / 50)), "--policies", policies];
  const { stdout, status, stderr } = spawnSync(
    "python3",
    [script, "--seed", "7", ...size, "--style", style, "--admin", admin],
    {
      encoding: "utf8",
      maxBuffer: 1e9,
    },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as GeneratedCluster;
}

/** Milliseconds the main thread has run, without the time it waited for a processor; NaN where the system does not say. */
function threadTime(): number {
  try {
    return Number(readFileSync("/proc/self/schedstat", "utf8").split(" ")[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
}

function timed<T>(run: () => T): [T, number] {
  const start = performance.now();
  const result = run();
  return [result, performance.now() - start];
}

/** Looks at every value, as a map would. */
function countOpen(compiled: Compiled): { classes: number; open: number } {
  let [classes, open] = [0, 0];
  for (const { ports } of allPairs(compiled)) {
    classes++;
    for (const set of ports) if (set !== 0) open++;
  }
  return { classes, open };
}

/** The policy with its first rule taken away: a typical edit. */
function edited(policy: Policy): Policy {
  return { ...policy, ingress: (policy.ingress ?? []).slice(1) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

function whatIf(compiled: Compiled, list: readonly Policy[]): { recompute: number; difference: number } {
  const runs = Array.from({ length: 15 }, (_, index) => {
    const policy = list[(index * 131) % list.length];
    if (policy === undefined) return { recompute: 0, difference: 0 };
    const [after, recompute] = timed(() => withPolicies(compiled, { changed: [edited(policy)] }));
    const [, difference] = timed(() => [...diff(compiled, after)].length);
    return { recompute, difference };
  });
  return {
    recompute: median(runs.map((run) => run.recompute)),
    difference: median(runs.map((run) => run.difference)),
  };
}

function measure(style: string, admin: string): void {
  const cluster = generate(style, admin);
  const [{ input }] = timed(() => parseCluster(cluster.resources));
  const before = process.memoryUsage().rss;
  const thread = threadTime();
  const [compiled, compileTime] = timed(() => compile(input, cluster.options));
  const first = input.pods[0];
  const last = input.pods.at(-1);
  const from = podNumber(compiled, first?.namespace ?? "", first?.name ?? "") ?? 0;
  const to = podNumber(compiled, last?.namespace ?? "", last?.name ?? "") ?? 0;
  const [, question] = timed(() => connections(compiled, { pod: from }, { pod: to }));
  const [counted, pairsTime] = timed(() => countOpen(compiled));
  const busy = threadTime() - thread;
  const rss = process.memoryUsage().rss;
  const changes = whatIf(
    compiled,
    input.policies.filter(({ tier }) => tier === "network"),
  );
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  console.log(
    [
      `${style} ${admin}:`,
      `classes ${counted.classes}`,
      `open class pairs ${counted.open}`,
      `compile ${ms(compileTime)}`,
      `first question ${ms(question)}`,
      `all pairs ${ms(pairsTime)}`,
      `compile + all pairs ${ms(compileTime + pairsTime)}, of which the thread ran ${ms(busy)}`,
      `memory ${Math.round(rss / 2 ** 20)} MiB (${Math.round(before / 2 ** 20)} before)`,
      `one edited policy ${ms(changes.recompute)} + difference ${ms(changes.difference)}`,
    ].join("\n  "),
  );
}

for (const style of ["realistic", "dense"]) for (const admin of ["none", "anp", "cnp"]) measure(style, admin);
