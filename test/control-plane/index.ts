/** A real control plane for tests, and a proxy that breaks its answers. */
export {
  createApiClient,
  type ApiClient,
  type ApiClientOptions,
  type ApiRequest,
  type ApiResponse,
  type KubernetesObject,
} from "./api-client.ts";
export { type Binaries, type ObtainedBinaries } from "./binaries.ts";
export type {
  AuditEvent,
  ControlPlane,
  ControlPlaneOptions,
  Flags,
  KubeconfigIdentity,
  KubeconfigOptions,
  KubectlOptions,
  TokenUser,
} from "./control-plane-options.ts";
export {
  startFaultyProxy,
  type FaultRule,
  type FaultyProxy,
  type ProxiedRequest,
  type RequestMatch,
} from "./faulty-proxy.ts";
export { type KubectlPrograms, type KubectlResult, type KubectlRun } from "./kubectl.ts";
export { faults, type Fault } from "./proxy-faults.ts";
export { startControlPlane } from "./start-control-plane.ts";
