// The pod template: fields of core/v1 PodSpec that decisions read.
import { metadataShape } from "./metadata.ts";
import {
  boolean,
  int,
  intOrString,
  json,
  list,
  map,
  object,
  openObject,
  quantity,
  string,
  type Infer,
} from "./shape.ts";

const seLinuxOptions = object({ level: string, role: string, type: string, user: string });
const seccompProfile = object({ type: string, localhostProfile: string });
const windowsOptions = object({ hostProcess: boolean, runAsUserName: string, gmsaCredentialSpec: string });

const securityContextShape = object({
  allowPrivilegeEscalation: boolean,
  privileged: boolean,
  readOnlyRootFilesystem: boolean,
  runAsNonRoot: boolean,
  runAsUser: int,
  runAsGroup: int,
  procMount: string,
  capabilities: object({ add: list(string), drop: list(string) }),
  seLinuxOptions,
  seccompProfile,
  appArmorProfile: seccompProfile,
  windowsOptions,
});

const podSecurityContextShape = object({
  runAsNonRoot: boolean,
  runAsUser: int,
  runAsGroup: int,
  fsGroup: int,
  supplementalGroups: list(int),
  sysctls: list(object({ name: string, value: string })),
  seLinuxOptions,
  seccompProfile,
  appArmorProfile: seccompProfile,
  windowsOptions,
});

const keyRef = object({ name: string, key: string, optional: boolean });
const envVar = object({
  name: string,
  value: string,
  valueFrom: object({
    secretKeyRef: keyRef,
    configMapKeyRef: keyRef,
    fieldRef: json,
    resourceFieldRef: json,
    fileKeyRef: json,
  }),
});
const sourceRef = object({ name: string, optional: boolean });
const httpGet = object({
  host: string,
  path: string,
  port: intOrString,
  scheme: string,
  httpHeaders: list(object({ name: string, value: string })),
});
const exec = object({ command: list(string) });
const handler = object({ exec, httpGet, tcpSocket: object({ host: string, port: intOrString }), grpc: json });

const containerShape = object({
  name: string,
  image: string,
  imagePullPolicy: string,
  command: list(string),
  args: list(string),
  env: list(envVar),
  envFrom: list(object({ prefix: string, secretRef: sourceRef, configMapRef: sourceRef })),
  ports: list(object({ name: string, containerPort: int, hostPort: int, hostIP: string, protocol: string })),
  resources: object({ limits: map(quantity), requests: map(quantity) }),
  securityContext: securityContextShape,
  volumeMounts: list(
    object({ name: string, mountPath: string, subPath: string, readOnly: boolean, mountPropagation: string }),
  ),
  livenessProbe: handler,
  readinessProbe: handler,
  startupProbe: handler,
  lifecycle: object({ postStart: handler, preStop: handler }),
  restartPolicy: string,
});

const projectedSource = object({
  secret: object({ name: string, optional: boolean }),
  configMap: object({ name: string, optional: boolean }),
  serviceAccountToken: object({ audience: string, expirationSeconds: int, path: string }),
  downwardAPI: json,
  clusterTrustBundle: object({ name: string, signerName: string, optional: boolean }),
  podCertificate: object({ signerName: string }),
});

/** Volume sources whose presence alone is read; every type core/v1 has ever had, so that null is dropped from each. */
const source = object({});
/** Those that name a Secret, which the pod's kubelet may then read. */
const secretSource = object({ secretRef: object({ name: string }) });

/** Volume sources are kept whole: which one is used is what matters to Pod Security. */
const volumeShape = openObject({
  name: string,
  hostPath: object({ path: string, type: string }),
  secret: object({ secretName: string, optional: boolean }),
  configMap: object({ name: string, optional: boolean }),
  projected: object({ sources: list(projectedSource) }),
  persistentVolumeClaim: object({ claimName: string, readOnly: boolean }),
  emptyDir: object({ medium: string, sizeLimit: quantity }),
  csi: object({ driver: string, nodePublishSecretRef: object({ name: string }) }),
  downwardAPI: source,
  ephemeral: source,
  image: object({ reference: string, pullPolicy: string }),
  gcePersistentDisk: source,
  awsElasticBlockStore: source,
  gitRepo: source,
  nfs: source,
  iscsi: secretSource,
  glusterfs: source,
  rbd: secretSource,
  flexVolume: secretSource,
  cinder: secretSource,
  cephfs: secretSource,
  flocker: source,
  fc: source,
  azureFile: object({ secretName: string }),
  vsphereVolume: source,
  quobyte: source,
  azureDisk: source,
  portworxVolume: source,
  photonPersistentDisk: source,
  scaleIO: secretSource,
  storageos: secretSource,
});

const claimSource = { resourceClaimName: string, resourceClaimTemplateName: string };

export const podSpecShape = object({
  containers: list(containerShape),
  initContainers: list(containerShape),
  ephemeralContainers: list(containerShape),
  volumes: list(volumeShape),
  securityContext: podSecurityContextShape,
  serviceAccountName: string,
  serviceAccount: string,
  automountServiceAccountToken: boolean,
  hostNetwork: boolean,
  hostPID: boolean,
  hostIPC: boolean,
  hostUsers: boolean,
  shareProcessNamespace: boolean,
  os: object({ name: string }),
  resources: object({ limits: map(quantity), requests: map(quantity) }),
  nodeName: string,
  nodeSelector: map(string),
  tolerations: list(object({ key: string, operator: string, value: string, effect: string, tolerationSeconds: int })),
  affinity: json,
  imagePullSecrets: list(object({ name: string })),
  // As alpha versions wrote it until 1.30, the source stands one level deeper.
  resourceClaims: list(object({ name: string, ...claimSource, source: object(claimSource) })),
  priorityClassName: string,
  runtimeClassName: string,
  restartPolicy: string,
  hostAliases: json,
});

export const podTemplateShape = object({ metadata: metadataShape, spec: podSpecShape });

export type SecurityContext = Infer<typeof securityContextShape>;
export type PodSecurityContext = Infer<typeof podSecurityContextShape>;
export type Container = Infer<typeof containerShape>;
export type Volume = Infer<typeof volumeShape>;
export type PodSpec = Infer<typeof podSpecShape>;
/** What a workload runs: metadata and spec of its pods. */
export type PodTemplate = Infer<typeof podTemplateShape>;

/** A container with its place in the pod spec. */
export interface PlacedContainer {
  readonly container: Container;
  readonly field: "initContainers" | "containers" | "ephemeralContainers";
  readonly index: number;
}

const placed = new WeakMap<PodSpec, readonly PlacedContainer[]>();

/** All containers of a pod in the order upstream visits them: init, main, ephemeral. Remembered: many checks ask of one spec. */
export function placedContainers(spec: PodSpec): readonly PlacedContainer[] {
  const known = placed.get(spec);
  if (known !== undefined) return known;
  const fields = ["initContainers", "containers", "ephemeralContainers"] as const;
  const all = fields.flatMap((field) => (spec[field] ?? []).map((container, index) => ({ container, field, index })));
  placed.set(spec, all);
  return all;
}

/** Containers that run as long as the pod: the main ones, and init containers that are restarted (native sidecars). */
export function lastingContainers(spec: PodSpec): readonly PlacedContainer[] {
  return placedContainers(spec).filter(
    ({ container, field }) =>
      field === "containers" || (field === "initContainers" && container.restartPolicy === "Always"),
  );
}
