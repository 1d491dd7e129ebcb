// Object metadata: the part every API object shares (k8s.io/apimachinery meta/v1 ObjectMeta).
import { boolean, list, map, object, string, type Infer } from "./shape.ts";

const ownerReferenceShape = object({
  apiVersion: string,
  kind: string,
  name: string,
  uid: string,
  controller: boolean,
});

export const metadataShape = object({
  name: string,
  generateName: string,
  namespace: string,
  uid: string,
  creationTimestamp: string,
  deletionTimestamp: string,
  labels: map(string),
  annotations: map(string),
  ownerReferences: list(ownerReferenceShape),
});

export type OwnerReference = Infer<typeof ownerReferenceShape>;

/** Metadata of an admitted object. managedFields and last-applied bodies are dropped on arrival. */
export type ObjectMeta = Infer<typeof metadataShape>;

/** Any admitted API object. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta & { readonly name: string };
}

/** A label selector (meta/v1 LabelSelector). */
export const labelSelectorShape = object({
  matchLabels: map(string),
  matchExpressions: list(object({ key: string, operator: string, values: list(string) })),
});

export type LabelSelector = Infer<typeof labelSelectorShape>;
