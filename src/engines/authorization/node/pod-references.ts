// What a pod's spec refers to, and its kubelet may therefore read (pkg/api/v1/pod VisitPodSecretNames, VisitPodConfigmapNames).
import { compareMinor, type JsonObject, type Minor } from "../../../core/index.ts";
import { isGateOn, type FeatureGates } from "../../../kubernetes/index.ts";
import { fieldsAt, hasFields, itemsAt, textAt, type NodeGraphObject } from "./node-objects.ts";

/** Kinds of vertices, by the name Kubernetes' graph has for them. */
export type VertexKind =
  | "configmap"
  | "resourceslice"
  | "node"
  | "pod"
  | "pvc"
  | "pv"
  | "resourceclaim"
  | "secret"
  | "volumeattachment"
  | "serviceAccount"
  | "podcertificaterequest";

/** Something in the pod's namespace that the pod uses. */
export interface PodReference {
  readonly kind: VertexKind;
  readonly name: string;
}

const containerLists = ["initContainers", "containers", "ephemeralContainers"] as const;

/** Volume types with a secret, in the order in which one of them is taken; secretRef but for two. */
const secretVolumes: readonly (readonly [type: string, field?: string])[] = [
  ["azureFile", "secretName"],
  ["cephfs"],
  ["cinder"],
  ["flexVolume"],
  ["projected"],
  ["rbd"],
  ["secret", "secretName"],
  ["scaleIO"],
  ["iscsi"],
  ["storageos"],
  ["csi", "nodePublishSecretRef"],
];

function containerReferences(container: JsonObject): PodReference[] {
  const sources = itemsAt(container, "envFrom");
  const values = itemsAt(container, "env").map((variable) => fieldsAt(variable, "valueFrom"));
  const named = (kind: VertexKind, list: readonly JsonObject[], field: string): PodReference[] =>
    list.map((source) => ({ kind, name: textAt(fieldsAt(source, field), "name") }));
  return [
    ...named("secret", sources, "secretRef"),
    ...named("secret", values, "secretKeyRef"),
    ...named("configmap", sources, "configMapRef"),
    ...named("configmap", values, "configMapKeyRef"),
  ];
}

function projectedReferences(volume: JsonObject): PodReference[] {
  return itemsAt(fieldsAt(volume, "projected"), "sources").flatMap((source) => [
    { kind: "secret", name: textAt(fieldsAt(source, "secret"), "name") } as const,
    { kind: "configmap", name: textAt(fieldsAt(source, "configMap"), "name") } as const,
  ]);
}

/** Of several sources in one volume, which the API refuses, only the first counts. */
function volumeSecrets(volume: JsonObject): PodReference[] {
  const [type, field = "secretRef"] = secretVolumes.find(([type]) => hasFields(volume, type)) ?? [""];
  if (type === "" || type === "projected") return [];
  const source = fieldsAt(volume, type);
  const name = field === "secretName" ? textAt(source, field) : textAt(fieldsAt(source, field), "name");
  return [{ kind: "secret", name }];
}

function claimName(pod: NodeGraphObject, volume: JsonObject, ephemeral: boolean): string {
  if (hasFields(volume, "persistentVolumeClaim")) return textAt(fieldsAt(volume, "persistentVolumeClaim"), "claimName");
  return ephemeral && hasFields(volume, "ephemeral") ? `${pod.metadata.name}-${textAt(volume, "name")}` : "";
}

/** Claims by name, and claims made from templates under the name the status tells (dynamic-resource-allocation/resourceclaim). */
function resourceClaims(pod: NodeGraphObject, version: Minor): string[] {
  if (compareMinor(version, "1.28") < 0) return [];
  const status = fieldsAt(pod.status);
  const made = new Map(
    itemsAt(status, "resourceClaimStatuses").map((one) => [textAt(one, "name"), textAt(one, "resourceClaimName")]),
  );
  const names = itemsAt(fieldsAt(pod.spec), "resourceClaims").map((claim) => {
    const source = hasFields(claim, "source") ? fieldsAt(claim, "source") : claim;
    const direct = textAt(source, "resourceClaimName");
    return direct === "" && "resourceClaimTemplateName" in source ? (made.get(textAt(claim, "name")) ?? "") : direct;
  });
  const extended = compareMinor(version, "1.34") >= 0 ? fieldsAt(status, "extendedResourceClaimStatus") : {};
  return [...names, textAt(extended, "resourceClaimName")];
}

/** Everything a pod refers to, without empty names; its service account comes first. Linear in the pod. */
export function podReferences(pod: NodeGraphObject, version: Minor, gates?: FeatureGates): readonly PodReference[] {
  const spec = fieldsAt(pod.spec);
  const volumes = itemsAt(spec, "volumes");
  const ephemeral = isGateOn("GenericEphemeralVolume", version, gates);
  const references: PodReference[] = [
    { kind: "serviceAccount", name: textAt(spec, "serviceAccountName") },
    ...itemsAt(spec, "imagePullSecrets").map((secret) => ({ kind: "secret", name: textAt(secret, "name") }) as const),
    ...containerLists.flatMap((list) => itemsAt(spec, list).flatMap(containerReferences)),
    ...volumes.flatMap(volumeSecrets),
    ...volumes.flatMap(projectedReferences),
    ...volumes.map((volume) => ({ kind: "configmap", name: textAt(fieldsAt(volume, "configMap"), "name") }) as const),
    ...volumes.map((volume) => ({ kind: "pvc", name: claimName(pod, volume, ephemeral) }) as const),
    ...resourceClaims(pod, version).map((name) => ({ kind: "resourceclaim", name }) as const),
  ];
  return references.filter(({ name }) => name !== "");
}
