// Reads DER element by element, accepting and refusing what Go's cryptobyte does.

/** Tags of ASN.1 types, with the bit for constructed ones. */
export const tags = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  null: 5,
  oid: 6,
  utf8String: 12,
  utcTime: 23,
  generalizedTime: 24,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The tag of a context-specific element. */
export function contextTag(number: number, constructed = false): number {
  return 0x80 | number | (constructed ? 0x20 : 0);
}

/** One element: its tag, the whole of it, and what is inside. */
export interface DerElement {
  readonly tag: number;
  readonly whole: Uint8Array;
  readonly contents: Uint8Array;
}

/** Whether the bytes of an INTEGER are minimal and not empty. */
export function isMinimalInteger(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if (first === undefined) return false;
  if (second === undefined) return true;
  return !((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
}

/** The text of an OID (`2.5.4.3`); undefined where its bytes are none. */
export function oidText(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return undefined;
  const parts: number[] = [];
  let value = 0;
  let digits = 0;
  for (const byte of bytes) {
    if ((digits === 0 && byte === 0x80) || digits === 5 || value >= 2 ** 24) return undefined;
    value = value * 128 + (byte & 0x7f);
    digits++;
    if (byte >= 0x80) continue;
    if (parts.length > 0) parts.push(value);
    else parts.push(...(value < 80 ? [Math.floor(value / 40), value % 40] : [2, value - 80]));
    [value, digits] = [0, 0];
  }
  return digits === 0 ? parts.join(".") : undefined;
}

/** The bytes of a BIT STRING as a number aligned to the right, as signatures and keys are; undefined where the padding is wrong. */
export function bitStringBytes(contents: Uint8Array): Uint8Array | undefined {
  const padding = contents[0];
  const bytes = contents.subarray(1);
  const last = bytes.at(-1);
  if (padding === undefined || padding > 7 || (last === undefined && padding > 0)) return undefined;
  if (padding === 0 || last === undefined) return bytes;
  if ((last & ((1 << padding) - 1)) !== 0) return undefined;
  return bytes.map((byte, index) => (byte >> padding) | (((bytes[index - 1] ?? 0) << (8 - padding)) & 0xff));
}

/** A position in bytes; each read moves on, and gives undefined where the bytes are not what was asked for. */
export class DerReader {
  private readonly bytes: Uint8Array;
  private offset = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get isEmpty(): boolean {
    return this.offset >= this.bytes.length;
  }

  peek(tag: number): boolean {
    return this.bytes[this.offset] === tag;
  }

  /** Any element with a one-byte tag and a minimal length of at most four bytes. */
  any(): DerElement | undefined {
    const { bytes, offset } = this;
    const [tag, short] = [bytes[offset], bytes[offset + 1]];
    if (tag === undefined || short === undefined || (tag & 0x1f) === 0x1f) return undefined;
    const digits = short < 0x80 ? 0 : short & 0x7f;
    if ((short >= 0x80 && digits === 0) || digits > 4 || offset + 2 + digits > bytes.length) return undefined;
    let length = digits === 0 ? short : 0;
    for (let index = 0; index < digits; index++) length = length * 256 + (bytes[offset + 2 + index] ?? 0);
    if (digits > 0 && (length < 0x80 || length < 256 ** (digits - 1))) return undefined;
    const start = offset + 2 + digits;
    if (start + length > bytes.length) return undefined;
    this.offset = start + length;
    return { tag, whole: bytes.subarray(offset, this.offset), contents: bytes.subarray(start, this.offset) };
  }

  element(tag: number): DerElement | undefined {
    const element = this.any();
    return element?.tag === tag ? element : undefined;
  }

  contents(tag: number): Uint8Array | undefined {
    return this.element(tag)?.contents;
  }

  /** A reader of what is inside the next element. */
  inside(tag: number): DerReader | undefined {
    const contents = this.contents(tag);
    return contents === undefined ? undefined : new DerReader(contents);
  }

  integer(tag: number = tags.integer): Uint8Array | undefined {
    const contents = this.contents(tag);
    return contents !== undefined && isMinimalInteger(contents) ? contents : undefined;
  }

  /** A small integer, negative or not; undefined when it is larger than JavaScript counts exactly. */
  smallInteger(): number | undefined {
    const bytes = this.integer();
    if (bytes === undefined || bytes.length > 6) return undefined;
    const [first = 0] = bytes;
    return bytes.reduce((sum, byte) => sum * 256 + byte, 0) - (first >= 0x80 ? 256 ** bytes.length : 0);
  }

  boolean(): boolean | undefined {
    const contents = this.contents(tags.boolean);
    if (contents?.length !== 1) return undefined;
    return contents[0] === 0 ? false : contents[0] === 0xff ? true : undefined;
  }

  oid(): string | undefined {
    const contents = this.contents(tags.oid);
    return contents === undefined ? undefined : oidText(contents);
  }

  bitString(): Uint8Array | undefined {
    const contents = this.contents(tags.bitString);
    return contents === undefined ? undefined : bitStringBytes(contents);
  }
}
