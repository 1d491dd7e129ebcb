// Values of the Common Expression Language in TypeScript's terms: an int is a bigint, a double is a number.
import type { CelType } from "./cel-type.ts";

/** An unsigned integer of 64 bits. */
export class CelUint {
  readonly value: bigint;
  constructor(value: bigint) {
    this.value = value;
  }
}

/** A point in time: seconds since 1970 in UTC and the nanoseconds after them (0 to 999,999,999). */
export class CelTimestamp {
  readonly seconds: bigint;
  readonly nanoseconds: number;
  constructor(seconds: bigint, nanoseconds: number) {
    this.seconds = seconds;
    this.nanoseconds = nanoseconds;
  }
}

/** A span of time in nanoseconds, within 64 bits. */
export class CelDuration {
  readonly nanoseconds: bigint;
  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds;
  }
}

/** A type as a value: what `type(x)` gives. */
export class CelTypeValue {
  readonly type: CelType;
  constructor(type: CelType) {
    this.type = type;
  }
}

/** `optional.of(value)`, or `optional.none()` where there is no value. */
export class CelOptional {
  readonly value: CelValue | undefined;
  constructor(value?: CelValue) {
    this.value = value;
  }
}

/** A key as maps find it: the numbers 1, 1u and 1.0 are one key. */
export type CelKey = string | bigint | boolean;

/** A map from strings, numbers or truth values; keys in the order they were set. */
export class CelMap {
  readonly entries: ReadonlyMap<CelKey, readonly [key: CelValue, value: CelValue]>;
  constructor(entries: ReadonlyMap<CelKey, readonly [CelValue, CelValue]>) {
    this.entries = entries;
  }
}

/** A value of a library's own type; every class of such values names its type and says when two are equal. */
export abstract class CelOpaque {
  abstract readonly type: CelType;
  abstract equals(other: CelValue): boolean;
}

/** Any value of the language. A list is an array, an object of a declared type is a map. */
export type CelValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | CelUint
  | Uint8Array
  | CelTimestamp
  | CelDuration
  | CelTypeValue
  | CelOptional
  | CelMap
  | CelOpaque
  | readonly CelValue[];
