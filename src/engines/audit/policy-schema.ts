// The Go types of a Policy, as far as decoding needs them (k8s.io/apiserver/pkg/apis/audit/v1/types.go).

/** A Go type: what JSON fits it, and what Go calls it. */
export type GoType =
  | { readonly kind: "string"; readonly name: string }
  | { readonly kind: "bool"; readonly name: string }
  | { readonly kind: "integer"; readonly name: string }
  | { readonly kind: "time"; readonly name: string }
  | { readonly kind: "any"; readonly name: string }
  | { readonly kind: "slice" | "map"; readonly name: string; readonly element: GoType }
  | GoStruct;

/** A struct: JSON keys are matched exactly. */
export interface GoStruct {
  readonly kind: "struct";
  readonly name: string;
  readonly fields: Readonly<Record<string, GoType>>;
}

const text: GoType = { kind: "string", name: "string" };
const bool: GoType = { kind: "bool", name: "bool" };
const int64: GoType = { kind: "integer", name: "int64" };
const time: GoType = { kind: "time", name: "v1.Time" };
const uid: GoType = { kind: "string", name: "types.UID" };
const textMap: GoType = { kind: "map", name: "map[string]string", element: text };
const texts = slice(text);

function slice(element: GoType): GoType {
  return { kind: "slice", name: `[]${element.name}`, element };
}

function struct(name: string, fields: Readonly<Record<string, GoType>>): GoStruct {
  return { kind: "struct", name, fields };
}

const ownerReference = struct("v1.OwnerReference", {
  apiVersion: text,
  kind: text,
  name: text,
  uid,
  controller: bool,
  blockOwnerDeletion: bool,
});

const managedFields = struct("v1.ManagedFieldsEntry", {
  manager: text,
  operation: { kind: "string", name: "v1.ManagedFieldsOperationType" },
  apiVersion: text,
  time,
  fieldsType: text,
  fieldsV1: { kind: "any", name: "v1.FieldsV1" },
  subresource: text,
});

const objectMeta = struct("v1.ObjectMeta", {
  name: text,
  generateName: text,
  namespace: text,
  selfLink: text,
  uid,
  resourceVersion: text,
  generation: int64,
  creationTimestamp: time,
  deletionTimestamp: time,
  deletionGracePeriodSeconds: int64,
  labels: textMap,
  annotations: textMap,
  ownerReferences: slice(ownerReference),
  finalizers: texts,
  managedFields: slice(managedFields),
});

/** How a policy is decoded: types are called after the package of their version; omitManagedFields is a field since 1.23. */
export interface SchemaOptions {
  readonly version: "v1" | "v1beta1" | "v1alpha1";
  readonly omitManagedFields: boolean;
}

/** The type of a Policy in one version of its API. */
export function policySchema({ version, omitManagedFields }: SchemaOptions): GoStruct {
  const stagesType = slice({ kind: "string", name: `${version}.Stage` });
  const managed = omitManagedFields ? { omitManagedFields: bool } : {};
  const groupResources = struct(`${version}.GroupResources`, { group: text, resources: texts, resourceNames: texts });
  const rule = struct(`${version}.PolicyRule`, {
    level: { kind: "string", name: `${version}.Level` },
    users: texts,
    userGroups: texts,
    verbs: texts,
    resources: slice(groupResources),
    namespaces: texts,
    nonResourceURLs: texts,
    omitStages: stagesType,
    ...managed,
  });
  return struct(`${version}.Policy`, {
    kind: text,
    apiVersion: text,
    metadata: objectMeta,
    rules: slice(rule),
    omitStages: stagesType,
    ...managed,
  });
}
