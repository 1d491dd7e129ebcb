/** Obtains the control plane's programs once before the tests, and tells them, and the reader, when there are none. */
import type { TestProject } from "vitest/node";
import { obtainBinaries, type ObtainedBinaries } from "./binaries.ts";

/** Run by vitest; with PLIMSOLL_CONTROL_PLANE=required missing programs fail the run instead of skipping its tests. */
export default async function setup(project: TestProject): Promise<void> {
  const start = performance.now();
  const obtained = await obtainBinaries(say);
  project.provide("controlPlane", obtained);
  if (obtained.found) {
    say(`control plane ${origin(obtained, (performance.now() - start) / 1000)}`);
    return;
  }
  if (process.env["PLIMSOLL_CONTROL_PLANE"] === "required") {
    throw new Error(`NO CONTROL PLANE, though PLIMSOLL_CONTROL_PLANE=required asks for one.\n${obtained.missing}`);
  }
  const line = "!".repeat(80);
  say(`${line}\nNO CONTROL PLANE: its tests are skipped.\n${obtained.missing}\n${line}`);
}

function origin(obtained: Extract<ObtainedBinaries, { readonly found: true }>, seconds: number): string {
  const { origin: from, buildSeconds, apiserver, version } = obtained.binaries;
  switch (from) {
    case "built":
      return `built in ${Math.round(buildSeconds ?? seconds)} s (Kubernetes ${version})`;
    case "cache":
      return `taken from cache (Kubernetes ${version})`;
    case "assets":
      return `taken from KUBEBUILDER_ASSETS (${apiserver})`;
    default:
      return from satisfies never;
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
