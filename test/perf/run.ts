// npm run perf: the budgets of DESIGN beside what is measured here. Nothing is asserted: machines differ.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { measure } from "./measure.ts";
import { yamlSpeed } from "./yaml-speed.ts";

const root = resolve(import.meta.dirname, "../..");
const bin = join(root, "bin/plimsoll.js");
const generator = resolve(process.env["PLIMSOLL_SHARED"] ?? join(root, "../shared"), "corpus/gen/gen_cluster.py");
const folder = mkdtempSync(join(tmpdir(), "plimsoll-perf-"));

interface Row {
  readonly what: string;
  readonly measured: string;
  readonly budget: string;
}

const smallManifest = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers: [{ name: web, image: registry.example/web:1.0.0 }]
`;

async function startTimes(): Promise<Row[]> {
  const small = join(folder, "pod.yaml");
  writeFileSync(small, smallManifest);
  const empty = await measure("node", ["-e", "0"], root, 21);
  const row = async (what: string, args: readonly string[], extra: number): Promise<Row> => {
    const { ms } = await measure("node", [bin, ...args], root, 21);
    return {
      what,
      measured: `empty node + ${(ms - empty.ms).toFixed(0)} ms (${ms.toFixed(0)} ms)`,
      budget: `+ ${extra} ms`,
    };
  };
  return [
    { what: "node -e 0", measured: `${empty.ms.toFixed(0)} ms`, budget: "" },
    await row("plimsoll --version", ["--version"], 15),
    await row("plimsoll --help", ["--help"], 15),
    await row("plimsoll scan of one small file", ["scan", small, "--fail-on", "none"], 35),
  ];
}

async function largeScan(): Promise<Row[]> {
  if (!existsSync(generator))
    return [{ what: "scan of 15,000 pods", measured: "not measured: no generator", budget: "≤ 4 s" }];
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
    join(folder, "truth.jsonl"),
  ]);
  const row = async (what: string, output: string, budget: string): Promise<Row> => {
    const args = [bin, "scan", dump, "--fail-on", "none", "-o", output];
    const { ms, peakMiB, exitCode } = await measure("node", args, root, 3);
    const failed = exitCode === 0 ? "" : ` (exit code ${exitCode})`;
    return { what, measured: `${(ms / 1000).toFixed(2)} s, ${peakMiB.toFixed(0)} MiB${failed}`, budget };
  };
  return [
    await row("scan of 15,000 pods, 6,000 RBAC objects, 2,000 policies (93 MB)", "terminal", "≤ 4 s, ≤ 900 MiB"),
    await row("the same, reported as JSON (48 MB)", "json", ""),
  ];
}

async function yaml(): Promise<Row[]> {
  const speed = await yamlSpeed(folder);
  return [{ what: "manifests in YAML, places included", measured: `${speed.toFixed(1)} MB/s`, budget: "≥ 8 MB/s" }];
}

function print(rows: readonly Row[]): void {
  for (const { what, measured, budget } of rows)
    process.stdout.write(`${what.padEnd(66)} ${measured.padEnd(38)} ${budget}\n`);
}

try {
  print([{ what: "what", measured: "measured", budget: "budget" }]);
  print(await startTimes());
  print(await yaml());
  print(await largeScan());
} finally {
  rmSync(folder, { recursive: true, force: true });
}
