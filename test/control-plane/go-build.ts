/** Builds etcd, kube-apiserver and kube-controller-manager from their published Go modules, once, into the cache. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { getPriority, setPriority } from "node:os";
import { join } from "node:path";
import { cachedFolder, type CachedFolder } from "./cache-folder.ts";

const GO_FOLDER = join(import.meta.dirname, "go");
const BUILD_LIMIT = 60 * 60 * 1000;
const BUILD_PRIORITY = 10;
const VERSION_PACKAGES = ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"] as const;
const GO_OS: Readonly<Record<string, string>> = { linux: "linux", darwin: "darwin" };
const GO_ARCH: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64" };

/** The programs can't be built here; the message says what is missing and what to do about it. */
export class CannotBuild extends Error {}

/** The versions that go/kubernetes/go.mod and go/etcd/go.mod name, such as v1.37.2. */
export interface ModuleVersions {
  readonly kubernetes: string;
  readonly etcd: string;
}

interface Target {
  readonly os: string;
  readonly arch: string;
  readonly withKubectl: boolean;
}

/** Returns the folder with the built programs; throws CannotBuild where Go or a module cannot be had. */
export async function buildControlPlane(withKubectl: boolean, say: (line: string) => void): Promise<CachedFolder> {
  const target = buildTarget(withKubectl);
  return cachedFolder(cacheKey(target), async (folder) => {
    const go = await findGo();
    say(`building the control plane (${moduleVersions().kubernetes}) with ${go}: once, some 5 to 20 minutes …`);
    await goBuild(go, target, "etcd", ["-ldflags", "-s -w", "-o", join(folder, "etcd"), "go.etcd.io/etcd/server/v3"]);
    const packages = kubernetesPackages(target);
    await goBuild(go, target, "kubernetes", ["-ldflags", versionFlags(), "-o", `${folder}/`, ...packages]);
  });
}

/** Reads the versions out of the two go.mod files, the one place where they are written down. */
export function moduleVersions(): ModuleVersions {
  return {
    kubernetes: moduleVersion("kubernetes", "k8s.io/kubernetes"),
    etcd: moduleVersion("etcd", "go.etcd.io/etcd/server/v3"),
  };
}

function moduleVersion(folder: string, module: string): string {
  const file = join(GO_FOLDER, folder, "go.mod");
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const words = line
      .replace(/^require /, "")
      .trim()
      .split(/\s+/);
    if (words[0] === module && words[1] !== undefined && words[1].startsWith("v")) return words[1];
  }
  throw new Error(`${file} requires no ${module}`);
}

function buildTarget(withKubectl: boolean): Target {
  const os = GO_OS[process.platform];
  const arch = GO_ARCH[process.arch];
  if (os === undefined || arch === undefined) {
    throw new CannotBuild(`the control plane runs on Linux and macOS, not on ${process.platform}/${process.arch}`);
  }
  return { os, arch, withKubectl };
}

function kubernetesPackages(target: Target): readonly string[] {
  const programs = ["kube-apiserver", "kube-controller-manager", ...(target.withKubectl ? ["kubectl"] : [])];
  return programs.map((program) => `k8s.io/kubernetes/cmd/${program}`);
}

function cacheKey(target: Target): string {
  const hash = createHash("sha256");
  for (const file of ["kubernetes/go.mod", "kubernetes/go.sum", "etcd/go.mod", "etcd/go.sum"]) {
    hash.update(`${file}\n`).update(readFileSync(join(GO_FOLDER, file)));
  }
  hash.update(JSON.stringify([kubernetesPackages(target), versionFlags()]));
  const { kubernetes, etcd } = moduleVersions();
  return `kubernetes-${kubernetes}-etcd-${etcd}-${target.os}-${target.arch}-${hash.digest("hex").slice(0, 12)}`;
}

function versionFlags(): string {
  const version = moduleVersions().kubernetes;
  const [major = "", minor = ""] = version.slice(1).split(".");
  const values = { gitVersion: version, gitMajor: major, gitMinor: minor, gitCommit: "", gitTreeState: "archive" };
  const flags = VERSION_PACKAGES.flatMap((name) =>
    Object.entries(values).map(([key, value]) => `-X ${name}.${key}=${value}`),
  );
  return ["-s", "-w", ...flags].join(" ");
}

async function findGo(): Promise<string> {
  const root = process.env["GOROOT"];
  const candidates = [...(root ? [join(root, "bin", "go")] : []), "go", "/usr/local/go/bin/go"];
  for (const go of candidates) {
    if (go.startsWith("/") && !existsSync(go)) continue;
    const ended = await run(go, ["version"], GO_FOLDER, process.env).catch(() => undefined);
    if (ended?.exitCode === 0) return go;
  }
  throw new CannotBuild(`no Go was found (tried ${candidates.join(", ")})`);
}

async function goBuild(go: string, target: Target, module: string, args: readonly string[]): Promise<void> {
  const environment = {
    ...process.env,
    GOFLAGS: "",
    GOWORK: "off",
    CGO_ENABLED: "0",
    GOOS: target.os,
    GOARCH: target.arch,
  };
  const flags = ["build", "-mod=readonly", "-trimpath", "-buildvcs=false"];
  const ended = await run(go, [...flags, ...args], join(GO_FOLDER, module), environment);
  if (ended.exitCode === 0) return;
  throw new CannotBuild(`go build of ${module} failed:\n${ended.output.trim().split("\n").slice(-15).join("\n")}`);
}

interface Ended {
  readonly exitCode: number;
  readonly output: string;
}

function run(program: string, args: readonly string[], folder: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"], timeout: BUILD_LIMIT });
    if (child.pid !== undefined) setPriority(child.pid, Math.max(BUILD_PRIORITY, getPriority()));
    let output = "";
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString("utf8")).slice(-20_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("close", (code) => resolve({ exitCode: code ?? 1, output }));
  });
}
