/** Finds the programs of a control plane: those $KUBEBUILDER_ASSETS names, else built once from Go modules and cached. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildControlPlane, CannotBuild, moduleVersions } from "./go-build.ts";
import { kubectlPackageFits, obtainKubectl } from "./kubectl.ts";

/** The programs of a control plane, as paths, and where they came from. */
export interface Binaries {
  readonly etcd: string;
  readonly apiserver: string;
  readonly controllerManager: string | undefined;
  readonly kubectl: string;
  readonly origin: "assets" | "built" | "cache";
  /** Seconds the build took, when this call built them. */
  readonly buildSeconds: number | undefined;
  /** The version the API server must report; unknown for programs we did not build. */
  readonly version: string | undefined;
}

/** Either the programs, or why there are none here and how to provide them. */
export type ObtainedBinaries =
  | { readonly found: true; readonly binaries: Binaries }
  | { readonly found: false; readonly missing: string };

/** Returns the programs of a control plane; `say` receives a line before a slow build. */
export async function obtainBinaries(say: (line: string) => void = () => undefined): Promise<ObtainedBinaries> {
  const assets = process.env["KUBEBUILDER_ASSETS"];
  if (assets) return { found: true, binaries: await fromAssets(assets) };
  try {
    return { found: true, binaries: await fromBuild(say) };
  } catch (error) {
    if (!(error instanceof CannotBuild)) throw error;
    return { found: false, missing: `${error.message}\n${howToProvide()}` };
  }
}

async function fromAssets(folder: string): Promise<Binaries> {
  const optional = (name: string): string | undefined => {
    const path = join(folder, name);
    return existsSync(path) ? path : undefined;
  };
  const required = (name: string): string => {
    const path = optional(name);
    if (path !== undefined) return path;
    throw new Error(`KUBEBUILDER_ASSETS is ${folder}, which holds no ${name}: put it there, or unset the variable`);
  };
  return {
    etcd: required("etcd"),
    apiserver: required("kube-apiserver"),
    controllerManager: optional("kube-controller-manager"),
    kubectl: optional("kubectl") ?? (kubectlPackageFits() ? (await obtainKubectl()).kubectl : required("kubectl")),
    origin: "assets",
    buildSeconds: undefined,
    version: undefined,
  };
}

async function fromBuild(say: (line: string) => void): Promise<Binaries> {
  const { folder, madeInSeconds } = await buildControlPlane(!kubectlPackageFits(), say);
  return {
    etcd: join(folder, "etcd"),
    apiserver: join(folder, "kube-apiserver"),
    controllerManager: join(folder, "kube-controller-manager"),
    kubectl: kubectlPackageFits() ? (await obtainKubectl()).kubectl : join(folder, "kubectl"),
    origin: madeInSeconds === undefined ? "cache" : "built",
    buildSeconds: madeInSeconds,
    version: moduleVersions().kubernetes,
  };
}

function howToProvide(): string {
  const { kubernetes, etcd } = moduleVersions();
  return (
    `To run these tests, either install Go 1.26 or newer with access to a Go module proxy (GOPROXY) that serves ` +
    `k8s.io/kubernetes ${kubernetes} and go.etcd.io/etcd/server/v3 ${etcd}, or set KUBEBUILDER_ASSETS to a folder ` +
    `holding etcd and kube-apiserver (kube-controller-manager and kubectl are used from there when present).`
  );
}
