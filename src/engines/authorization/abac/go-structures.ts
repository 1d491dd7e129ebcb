// The Go types a line is decoded into, for the errors that wrong types give.

/** A field: its name in Go, and text, truth value or a structure. */
export interface FieldType {
  readonly goName: string;
  readonly type: "string" | "bool" | StructType;
}

/** A structure: its name with package, and its fields by JSON name. */
export interface StructType {
  readonly goType: string;
  readonly fields: ReadonlyMap<string, FieldType>;
}

const text = (goName: string): FieldType => ({ goName, type: "string" });
const typeMeta: readonly (readonly [string, FieldType])[] = [
  ["kind", text("TypeMeta: Kind")],
  ["apiVersion", text("TypeMeta: APIVersion")],
];
const shared: readonly (readonly [string, FieldType])[] = [
  ["user", text("User")],
  ["group", text("Group")],
  ["readonly", { goName: "Readonly", type: "bool" }],
  ["resource", text("Resource")],
  ["namespace", text("Namespace")],
];

/** v0.Policy. */
export const v0Policy: StructType = { goType: "v0.Policy", fields: new Map([...typeMeta, ...shared]) };

const policySpec: StructType = {
  goType: "v1beta1.PolicySpec",
  fields: new Map([...shared, ["apiGroup", text("APIGroup")], ["nonResourcePath", text("NonResourcePath")]]),
};

/** v1beta1.Policy. */
export const v1beta1Policy: StructType = {
  goType: "v1beta1.Policy",
  fields: new Map<string, FieldType>([...typeMeta, ["spec", { goName: "Spec", type: policySpec }]]),
};
