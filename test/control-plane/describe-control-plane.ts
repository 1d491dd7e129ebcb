/** Test suites that need a control plane: skipped, and counted so, where its programs cannot be had. */
import { describe, inject } from "vitest";
import type { ObtainedBinaries } from "./binaries.ts";

declare module "vitest" {
  export interface ProvidedContext {
    readonly controlPlane: ObtainedBinaries;
  }
}

const obtained = inject("controlPlane");
const hasControllerManager = obtained.found && obtained.binaries.controllerManager !== undefined;

/** A describe for tests of etcd and kube-apiserver. */
export const describeControlPlane = describe.skipIf(!obtained.found);

/** A describe for tests that start with `controllerManager: true`. */
export const describeControllerManager = describe.skipIf(!hasControllerManager);
