// The types of the Common Expression Language, as values that can be compared and printed.

/** What sort of type it is; `object`, `opaque` and `parameter` are told apart by their name. */
export type CelKind =
  | "dyn"
  | "any"
  | "error"
  | "bool"
  | "int"
  | "uint"
  | "double"
  | "string"
  | "bytes"
  | "null"
  | "timestamp"
  | "duration"
  | "list"
  | "map"
  | "type"
  | "wrapper"
  | "object"
  | "opaque"
  | "parameter";

/** A type: its kind, its name as CEL prints it, and the types it is made of (list: element; map: key, value). */
export interface CelType {
  readonly kind: CelKind;
  readonly name: string;
  readonly parameters: readonly CelType[];
}

function simple(kind: CelKind, name: string = kind): CelType {
  return { kind, name, parameters: [] };
}

/** `list(element)`. */
export function listOf(element: CelType): CelType {
  return { kind: "list", name: "list", parameters: [element] };
}

/** `map(key, value)`. */
export function mapOf(key: CelType, value: CelType): CelType {
  return { kind: "map", name: "map", parameters: [key, value] };
}

/** `optional_type(value)`: there or not there. */
export function optionalOf(value: CelType): CelType {
  return { kind: "opaque", name: "optional_type", parameters: [value] };
}

/** The type of a type: `type(int)` is the type of the expression `int`. */
export function typeOf(described: CelType): CelType {
  return { kind: "type", name: "type", parameters: [described] };
}

/** The value or null, as protobuf's wrapper messages are: `wrapper(int)`. */
export function wrapperOf(wrapped: CelType): CelType {
  return { kind: "wrapper", name: "wrapper", parameters: [wrapped] };
}

/** A type with fields, declared in the environment under this name. Its values are maps from field name to value. */
export function objectOf(name: string): CelType {
  return simple("object", name);
}

/** A type known by its name only, with values of its own (`net.IP`, `kubernetes.Quantity`). */
export function opaqueOf(name: string, parameters: readonly CelType[] = []): CelType {
  return { kind: "opaque", name, parameters };
}

/** A type to be found by inference, in the declaration of a function. */
export function parameterOf(name: string): CelType {
  return simple("parameter", name);
}

/** The types without parameters. */
export const celTypes = {
  dyn: simple("dyn"),
  any: simple("any"),
  error: simple("error", "!error!"),
  bool: simple("bool"),
  int: simple("int"),
  uint: simple("uint"),
  double: simple("double"),
  string: simple("string"),
  bytes: simple("bytes"),
  null: simple("null", "null_type"),
  timestamp: simple("timestamp", "google.protobuf.Timestamp"),
  duration: simple("duration", "google.protobuf.Duration"),
} as const;

/** The type as cel-go prints it in errors: `map(string, list(int))`, `timestamp`, `wrapper(int)`. */
export function formatCelType(type: CelType): string {
  switch (type.kind) {
    case "timestamp":
    case "duration":
      return type.kind;
    default:
      return type.parameters.length === 0
        ? type.name
        : `${type.name}(${type.parameters.map(formatCelType).join(", ")})`;
  }
}

/** Whether two types are the same, parameters included. */
export function sameCelType(a: CelType, b: CelType): boolean {
  return (
    a === b ||
    (a.kind === b.kind &&
      a.name === b.name &&
      a.parameters.length === b.parameters.length &&
      a.parameters.every((parameter, at) => {
        const other = b.parameters[at];
        return other !== undefined && sameCelType(parameter, other);
      }))
  );
}
