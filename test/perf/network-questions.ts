// Measures questions about the network on a generated cluster: node scripts/run.js test/perf/network-questions.ts [CORPUS] [PODS POLICIES].
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { networkView } from "../../src/checking/network/index.ts";
import { modelOf } from "../../src/testing/index.ts";
import { networkReach, networkReachAll } from "../../src/use-cases/network/index.ts";

const [corpus = "../shared/corpus", pods = "10000", policies = "2000"] = process.argv.slice(2);

function generate(): readonly unknown[] {
  const script = join(corpus, "gen", "gen_network.py");
  const size = ["--pods", pods, "--namespaces", String(Math.max(5, Number(pods) / 50)), "--policies", policies];
  const { stdout, status, stderr } = spawnSync(
    "python3",
    [script, "--seed", "7", ...size, "--style", "realistic", "--admin", "cnp"],
    { encoding: "utf8", maxBuffer: 1e9 },
  );
  if (status !== 0) throw new Error(stderr);
  return (JSON.parse(stdout) as { readonly resources: readonly unknown[] }).resources;
}

function timed<T>(what: string, run: () => T): T {
  const start = performance.now();
  const result = run();
  console.log(`${what}: ${(performance.now() - start).toFixed(1)} ms`);
  return result;
}

const model = modelOf(generate());
const view = timed("view (pods by workload, parse, compile)", () => networkView(model));
const name = (index: number): string => {
  const { namespace = "", name: own = "" } = view.input.pods[index] ?? {};
  return `pod/${namespace}/${own}`;
};
const last = view.input.pods.length - 1;
timed("first question, pod to pod", () => networkReach(model, { from: name(0), to: name(last) }));
timed("second question, pod to pod", () => networkReach(model, { from: name(7), to: name(last >> 1), port: "80" }));
timed("pod to internet", () => networkReach(model, { from: name(3), to: "internet" }));
timed("everything a pod reaches, first", () => networkReachAll(model, { party: name(0), direction: "egress" }));
timed("everything a pod reaches, second", () => networkReachAll(model, { party: name(9), direction: "egress" }));
timed("everything that reaches a pod", () => networkReachAll(model, { party: name(9), direction: "ingress" }));
