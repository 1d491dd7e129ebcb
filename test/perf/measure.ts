// Whole-process measurements: wall time and peak memory, medians of several runs.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

/** One run: milliseconds, MiB, exit code. */
export interface Run {
  readonly ms: number;
  readonly peakMiB: number;
  readonly exitCode: number | null;
}

/** Without NODE_EXTRA_CA_CERTS, which costs Node 20 some 30 ms a start and would blame our code. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _ca, ...env } = process.env;
  return env;
}

function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Runs a program once, its output thrown away; peak memory is polled from /proc every 10 ms (Linux only). */
export function runOnce(command: string, args: readonly string[], cwd: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, [...args], { cwd, env: environment(), stdio: "ignore" });
    let peakMiB = 0;
    const poll = setInterval(() => {
      peakMiB = Math.max(peakMiB, peakOf(child.pid));
    }, 10);
    child.on("error", reject);
    child.on("exit", (exitCode) => {
      clearInterval(poll);
      resolve({ ms: performance.now() - start, peakMiB, exitCode });
    });
  });
}

/** The middle of an unsorted list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Medians of `times` runs, after one run that warms the disk cache. */
export async function measure(command: string, args: readonly string[], cwd: string, times: number): Promise<Run> {
  await runOnce(command, args, cwd);
  const runs: Run[] = [];
  for (let run = 0; run < times; run++) runs.push(await runOnce(command, args, cwd));
  return {
    ms: median(runs.map(({ ms }) => ms)),
    peakMiB: Math.max(...runs.map(({ peakMiB }) => peakMiB)),
    exitCode: runs[0]?.exitCode ?? null,
  };
}
