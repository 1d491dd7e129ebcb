// Objects that give nodes rights: pods that use things, volumes, attachments, slices.
import type { NodeGraphObjects } from "../../../src/engines/authorization/index.ts";
import type { ControlPlane, KubernetesObject } from "../index.ts";

const container = { name: "c", image: "registry.example/c:1" };

function pod(
  name: string,
  namespace: string,
  nodeName: string,
  spec: object,
  annotations = {},
): KubernetesObject & { readonly spec: object } {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, annotations } as KubernetesObject["metadata"],
    spec: { nodeName, containers: [container], ...spec },
  };
}

const volumes = [
  { name: "tls", secret: { secretName: "tls" } },
  { name: "settings", configMap: { name: "settings" } },
  { name: "all", projected: { sources: [{ configMap: { name: "projected" } }, { secret: { name: "tls" } }] } },
  { name: "data", persistentVolumeClaim: { claimName: "data" } },
  {
    name: "tmp",
    ephemeral: {
      volumeClaimTemplate: { spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } } },
    },
  },
];
const env = [{ name: "A", valueFrom: { secretKeyRef: { name: "env", key: "a" } } }];
const envFrom = [{ configMapRef: { name: "env" } }];

function volume(name: string, claim: object, source: object): object & KubernetesObject {
  const spec = { capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"], ...claim, ...source };
  return { apiVersion: "v1", kind: "PersistentVolume", metadata: { name }, spec } as KubernetesObject;
}

const secretRef = (name: string): object => ({ namespace: "harbour", name });
const csi = {
  driver: "d.example.com",
  volumeHandle: "h",
  nodePublishSecretRef: secretRef("pv-publish"),
  controllerPublishSecretRef: secretRef("pv-control"),
};

/** Everything, to be created once. */
export const nodeObjects: readonly KubernetesObject[] = [
  ...["quay-1", "quay-2"].map((name) => ({ apiVersion: "v1", kind: "Node", metadata: { name } })),
  pod("web", "harbour", "quay-1", {
    serviceAccountName: "crane",
    imagePullSecrets: [{ name: "pull" }],
    containers: [{ ...container, env, envFrom }],
    volumes,
    resourceClaims: [{ name: "r", resourceClaimName: "claim-1" }],
  }),
  pod("web", "yard", "quay-2", { serviceAccountName: "crane", volumes: volumes.slice(0, 2) }),
  pod("mirror", "harbour", "quay-2", { volumes: [] }, { "kubernetes.io/config.mirror": "x" }),
  pod("waiting", "yard", "", { volumes: [{ name: "s", secret: { secretName: "nobody" } }] }),
  volume("pv-data", { claimRef: { namespace: "harbour", name: "data" } }, { csi }),
  volume("pv-free", {}, { hostPath: { path: "/free" } }),
  ...["va-1", "va-2"].map((name, index) => ({
    apiVersion: "storage.k8s.io/v1",
    kind: "VolumeAttachment",
    metadata: { name },
    spec: { attacher: "d.example.com", nodeName: `quay-${index + 1}`, source: { persistentVolumeName: "pv-data" } },
  })),
  {
    apiVersion: "resource.k8s.io/v1",
    kind: "ResourceSlice",
    metadata: { name: "slice-1" },
    spec: {
      driver: "d.example.com",
      nodeName: "quay-1",
      pool: { name: "quay-1", generation: 1, resourceSliceCount: 1 },
      devices: [],
    },
  } as KubernetesObject,
];

/** What the server's graph is made of. */
export async function readNodeObjects({ api }: ControlPlane): Promise<NodeGraphObjects> {
  const list = async (path: string): Promise<never[]> => (await api.get<{ readonly items: never[] }>(path)).items;
  return {
    pods: await list("/api/v1/pods"),
    persistentVolumes: await list("/api/v1/persistentvolumes"),
    volumeAttachments: await list("/apis/storage.k8s.io/v1/volumeattachments"),
    resourceSlices: await list("/apis/resource.k8s.io/v1/resourceslices"),
  };
}
