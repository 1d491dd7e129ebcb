// What taking over an object would give, from what the model holds: the third factor of a rank.
import { describeObject, type ObjectRef } from "../../core/index.ts";
import { placedContainers, type PodSpec } from "../../kubernetes/index.ts";
import {
  derive,
  heldPowers,
  holdsToken,
  rbacParts,
  serviceAccountOf,
  type ClusterModel,
  type HeldPower,
  type Parts,
  type Power,
  type Workload,
} from "../../model/index.ts";
import { privilegeFactors, strongestFactors, type Factor } from "./rank-factors.ts";
import { unseenParts } from "./unseen-parts.ts";

type FactorName = keyof typeof privilegeFactors;

const powerFactors: Readonly<Record<Power, readonly [cluster: FactorName, namespace: FactorName, what: string]>> = {
  everything: ["everything", "everythingInNamespace", "can do everything"],
  escalate: ["escalate", "escalateInNamespace", "can gain more rights or act as others"],
  "read-secrets": ["readSecrets", "readSecretsInNamespace", "can read Secrets"],
  "run-pods": ["runPods", "runPodsInNamespace", "can run code in pods"],
};

/** Power over kube-system is power over the cluster. */
function powerFactor({ power, namespace, via }: HeldPower): Factor {
  const [cluster, local, what] = powerFactors[power];
  const wide = namespace === undefined || namespace === "kube-system";
  const where = namespace === undefined ? "in the whole cluster" : `in namespace ${namespace}`;
  return { value: privilegeFactors[wide ? cluster : local], reason: `${what} ${where} (${describeObject(via)})` };
}

const dangerousCapabilities = new Set([
  "ALL",
  "SYS_ADMIN",
  "SYS_MODULE",
  "SYS_PTRACE",
  "SYS_RAWIO",
  "SYS_BOOT",
  "DAC_READ_SEARCH",
  "BPF",
  "NET_ADMIN",
]);
const runtimeSocket = /^\/(?:var\/)?run\/(?:docker\.sock|containerd|crio|cri-dockerd\.sock)/;
const sensitivePath =
  /^\/(?:etc|proc|sys|dev|root|boot|var\/run|run|var\/log|var\/lib\/(?:kubelet|etcd|docker|containerd))(?:\/|$)/;

function ofHostPath(path: string): readonly [FactorName, string] | undefined {
  if (/^\/+$/.test(path)) return ["hostRoot", "mounts the whole file system of the node"];
  if (runtimeSocket.test(path)) return ["runtimeSocket", "mounts the socket of the container runtime"];
  return sensitivePath.test(path) ? ["hostPath", "mounts system paths of the node"] : undefined;
}

function ofPodSpec(spec: PodSpec): Factor[] {
  const found = new Map<FactorName, string>();
  for (const { container } of placedContainers(spec)) {
    if (container.securityContext === undefined) continue;
    const { privileged, capabilities } = container.securityContext;
    if (privileged === true) found.set("privileged", "runs privileged");
    const added = capabilities?.add?.find((name) => dangerousCapabilities.has(name.toUpperCase().replace(/^CAP_/, "")));
    if (added !== undefined) found.set("capability", `runs with a capability that controls the node: ${added}`);
  }
  if (spec.hostPID === true) found.set("hostPid", "sees the processes of its node");
  for (const { hostPath } of spec.volumes ?? []) {
    const [factor, reason] = (hostPath?.path !== undefined && ofHostPath(hostPath.path)) || [];
    if (factor !== undefined && reason !== undefined) found.set(factor, reason);
  }
  return [...found].map(([name, reason]) => ({ value: privilegeFactors[name], reason }));
}

const controlPlaneLabels = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];

function controlPlaneNodes(parts: Pick<Parts, "nodes">): ReadonlySet<string> {
  const nodes = parts.nodes.objects.filter(({ metadata }) =>
    controlPlaneLabels.some((label) => Object.hasOwn(metadata.labels ?? {}, label)),
  );
  return new Set(nodes.map(({ metadata }) => metadata.name));
}

function runsOnControlPlane(model: ClusterModel, { spec, pods }: Workload): boolean {
  if (controlPlaneLabels.some((label) => Object.hasOwn(spec.nodeSelector ?? {}, label))) return true;
  const nodes = derive(model, ["nodes"], controlPlaneNodes);
  if (nodes.size === 0) return false;
  const isThere = (one: PodSpec | undefined): boolean => one?.nodeName !== undefined && nodes.has(one.nodeName);
  return isThere(spec) || pods.some((pod) => isThere((pod as { readonly spec?: PodSpec }).spec));
}

function ofAccount(model: ClusterModel, workload: Workload): Factor[] {
  if (!holdsToken(model, workload)) return [];
  const held = heldPowers(model).ofServiceAccount(workload.namespace, serviceAccountOf(workload));
  return held.map(powerFactor).map(({ value, reason }) => ({ value, reason: `its service account ${reason}` }));
}

function privilegesIn(model: ClusterModel, ref: ObjectRef, workload: Workload | undefined): readonly Factor[] {
  const { kind, namespace = "", name } = ref;
  if (workload !== undefined) {
    const place = runsOnControlPlane(model, workload)
      ? [{ value: privilegeFactors.controlPlaneNode, reason: "runs on a control plane node" }]
      : [];
    return [...ofPodSpec(workload.spec), ...ofAccount(model, workload), ...place];
  }
  const held = heldPowers(model);
  if (kind === "ServiceAccount") return held.ofServiceAccount(namespace, name).map(powerFactor);
  if (kind === "RoleBinding" || kind === "ClusterRoleBinding") return held.ofBinding(ref).map(powerFactor);
  if (kind !== "Role" && kind !== "ClusterRole") return [];
  const place = kind === "Role" ? { namespace } : {};
  return held.ofRole(ref).map((power) => powerFactor({ power, ...place, via: ref }));
}

/** What makes an object powerful: a workload by its service account and its hold on the node. */
export function privilegeOf(model: ClusterModel, ref: ObjectRef, workload: Workload | undefined): readonly Factor[] {
  return strongestFactors(privilegesIn(model, ref, workload));
}

/** What was not seen and could make a workload or service account powerful. */
export function privilegeGap(model: ClusterModel, ref: ObjectRef, workload: Workload | undefined): string | undefined {
  if (workload === undefined && ref.kind !== "ServiceAccount") return undefined;
  const missing = unseenParts(model, rbacParts, ref.namespace ?? "");
  return missing.length === 0
    ? undefined
    : `rights of the service account not fully known: ${missing.join(" and ")} not collected`;
}
