// Types and values as cel-spec's cases write them (the JSON of cel.expr.Type and cel.expr.Value).
import {
  CelMap,
  CelTypeValue,
  CelUint,
  celTypes,
  listOf,
  mapOf,
  optionalOf,
  type CelKey,
  type CelType,
  type CelValue,
} from "../../../src/languages/cel/index.ts";
import { opaqueOf, parameterOf, typeOf, wrapperOf } from "../../../src/languages/cel/values/cel-type.ts";

/** The JSON of a type. */
export interface SpecType {
  readonly primitive?: string;
  readonly wellKnown?: string;
  readonly wrapper?: string;
  readonly dyn?: unknown;
  readonly null?: unknown;
  readonly listType?: { readonly elemType?: SpecType };
  readonly mapType?: { readonly keyType?: SpecType; readonly valueType?: SpecType };
  readonly abstractType?: { readonly name: string; readonly parameterTypes?: readonly SpecType[] };
  readonly typeParam?: string;
  readonly type?: SpecType;
  readonly messageType?: string;
}

/** The JSON of a value. */
export interface SpecValue {
  readonly nullValue?: null;
  readonly boolValue?: boolean;
  readonly int64Value?: string | number;
  readonly uint64Value?: string | number;
  readonly doubleValue?: number | string;
  readonly stringValue?: string;
  readonly bytesValue?: string;
  readonly listValue?: { readonly values?: readonly SpecValue[] };
  readonly mapValue?: { readonly entries?: readonly { readonly key: SpecValue; readonly value: SpecValue }[] };
  readonly typeValue?: string;
}

const primitives: Readonly<Record<string, CelType>> = {
  BOOL: celTypes.bool,
  INT64: celTypes.int,
  UINT64: celTypes.uint,
  DOUBLE: celTypes.double,
  STRING: celTypes.string,
  BYTES: celTypes.bytes,
};
const wellKnown: Readonly<Record<string, CelType>> = {
  ANY: celTypes.any,
  TIMESTAMP: celTypes.timestamp,
  DURATION: celTypes.duration,
};

/** The type a case means. */
export function readSpecType(spec: SpecType | undefined): CelType {
  if (spec?.primitive !== undefined) return primitives[spec.primitive] ?? celTypes.dyn;
  if (spec?.wellKnown !== undefined) return wellKnown[spec.wellKnown] ?? celTypes.dyn;
  if (spec?.wrapper !== undefined) return wrapperOf(primitives[spec.wrapper] ?? celTypes.dyn);
  if (spec?.listType !== undefined) return listOf(readSpecType(spec.listType.elemType));
  if (spec?.mapType !== undefined)
    return mapOf(readSpecType(spec.mapType.keyType), readSpecType(spec.mapType.valueType));
  if (spec?.typeParam !== undefined) return parameterOf(spec.typeParam);
  if (spec?.type !== undefined) return typeOf(readSpecType(spec.type));
  if (spec?.abstractType !== undefined) {
    const { name, parameterTypes = [] } = spec.abstractType;
    const parameters = parameterTypes.map(readSpecType);
    return name === "optional_type" ? optionalOf(parameters[0] ?? celTypes.dyn) : opaqueOf(name, parameters);
  }
  return spec !== undefined && "null" in spec ? celTypes.null : celTypes.dyn;
}

function readMap(entries: readonly { readonly key: SpecValue; readonly value: SpecValue }[]): CelMap {
  const map = new Map<CelKey, readonly [CelValue, CelValue]>();
  for (const { key, value } of entries) {
    const read = readSpecValue(key);
    const found = read instanceof CelUint ? read.value : read;
    if (typeof found === "string" || typeof found === "bigint" || typeof found === "boolean")
      map.set(found, [read, readSpecValue(value)]);
  }
  return new CelMap(map);
}

/** The value a case means. */
export function readSpecValue(spec: SpecValue): CelValue {
  if (spec.boolValue !== undefined) return spec.boolValue;
  if (spec.int64Value !== undefined) return BigInt(spec.int64Value);
  if (spec.uint64Value !== undefined) return new CelUint(BigInt(spec.uint64Value));
  if (spec.doubleValue !== undefined) return Number(spec.doubleValue);
  if (spec.stringValue !== undefined) return spec.stringValue;
  if (spec.bytesValue !== undefined) return Uint8Array.from(Buffer.from(spec.bytesValue, "base64"));
  if (spec.listValue !== undefined) return (spec.listValue.values ?? []).map(readSpecValue);
  if (spec.mapValue !== undefined) return readMap(spec.mapValue.entries ?? []);
  if (spec.typeValue !== undefined) return new CelTypeValue(opaqueOf(spec.typeValue));
  return null;
}

/** A value with its types, so that 1, 1u and 1.0 differ. */
export function showValue(value: CelValue): string {
  if (typeof value === "number") return `double ${Object.is(value, -0) ? 0 : value}`;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint" || typeof value === "boolean" || value === null) return String(value);
  if (value instanceof CelUint) return `${value.value}u`;
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString("hex")}`;
  if (value instanceof CelTypeValue) return `type ${value.type.name}`;
  if (value instanceof CelMap)
    return `{${[...value.entries.values()]
      .map((entry) => entry.map(showValue).join(": "))
      .sort()
      .join(", ")}}`;
  return Array.isArray(value)
    ? `[${value.map(showValue).join(", ")}]`
    : JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? String(part) : part));
}
