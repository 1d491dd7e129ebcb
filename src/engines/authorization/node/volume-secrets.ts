// Secrets a persistent volume refers to that kubelets need (pkg/api/v1/persistentvolume VisitPVSecretNames, kubelet-visible ones).
import { compareMinor, type JsonObject, type Minor } from "../../../core/index.ts";
import { fieldsAt, hasFields, textAt } from "./node-objects.ts";

/** A secret by namespace and name. */
export interface SecretName {
  readonly namespace: string;
  readonly name: string;
}

/** Types with a secretRef, in the order in which one is taken; those marked may leave its namespace to the claim. */
const types: readonly (readonly [type: string, namespaceOfClaim: boolean])[] = [
  ["azureFile", true],
  ["cephfs", true],
  ["cinder", false],
  ["flexVolume", true],
  ["rbd", true],
  ["scaleIO", true],
  ["iscsi", true],
  ["storageos", false],
  ["csi", false],
];

function csiSecrets(source: JsonObject, version: Minor): SecretName[] {
  const fields = ["nodePublishSecretRef", "nodeStageSecretRef"];
  // The field exists since 1.25; older servers drop it.
  if (compareMinor(version, "1.25") >= 0) fields.push("nodeExpandSecretRef");
  return fields.map((field) => {
    const reference = fieldsAt(source, field);
    return { namespace: textAt(reference, "namespace"), name: textAt(reference, "name") };
  });
}

/** The secrets of a volume's spec that the kubelet of a pod using it may read. Constant. */
export function volumeSecretNames(spec: JsonObject, version: Minor): readonly SecretName[] {
  const [type, namespaceOfClaim] = types.find(([type]) => hasFields(spec, type)) ?? ["", false];
  if (type === "") return [];
  const source = fieldsAt(spec, type);
  const claimNamespace = namespaceOfClaim ? textAt(fieldsAt(spec, "claimRef"), "namespace") : "";
  const or = (namespace: string): string => (namespace === "" ? claimNamespace : namespace);
  if (type === "csi") return csiSecrets(source, version).filter(({ name }) => name !== "");
  const reference = fieldsAt(source, "secretRef");
  const secret =
    type === "azureFile"
      ? { namespace: or(textAt(source, "secretNamespace")), name: textAt(source, "secretName") }
      : { namespace: or(textAt(reference, "namespace")), name: textAt(reference, "name") };
  return secret.name === "" ? [] : [secret];
}
