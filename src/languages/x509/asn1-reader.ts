// Reads DER field by field as Go's encoding/asn1 fills structs, with its messages: certificate requests are read by it.
import { anyText, latin1 } from "./asn1-text.ts";
import { generalizedTime, utcTime } from "./asn1-time.ts";
import { DerFault } from "./der-fault.ts";
import { bitStringBytes, isMinimalInteger, oidText } from "./der-reader.ts";
import { goText } from "./go-text.ts";

const structural = (message: string): DerFault => new DerFault(`asn1: structure error: ${message}`);
const syntax = (message: string): DerFault => new DerFault(`asn1: syntax error: ${message}`);

interface Header {
  readonly class: number;
  readonly tag: number;
  readonly length: number;
  readonly isCompound: boolean;
}

/** A field: where its contents lie, and the whole of it. */
export interface Asn1Value {
  readonly header: Header;
  readonly whole: Uint8Array;
  readonly contents: Uint8Array;
}

/** What a field must be: a universal tag and the name of its Go type, for the message. */
interface Expected {
  readonly tag: number;
  readonly compound: boolean;
  readonly goType: string;
  /** Where the field has a context-specific tag of its own. */
  readonly contextTag?: number;
}

const noParameters =
  "{optional:false explicit:false application:false private:false defaultValue:<nil> tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false}";

function base128(bytes: Uint8Array, from: number): { value: number; next: number } {
  let value = 0;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (at - from === 5) throw structural("base 128 integer too large");
    if (at === from && byte === 0x80) throw syntax("integer is not minimally encoded");
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    if (value > 0x7fffffff) throw structural("base 128 integer too large");
    return { value, next: at + 1 };
  }
  throw syntax("truncated base 128 integer");
}

/** The OID in the bytes of one. @throws DerFault */
function readOid(bytes: Uint8Array): string {
  if (bytes.length === 0) throw syntax("zero length OBJECT IDENTIFIER");
  for (let at = 0; at < bytes.length;) at = base128(bytes, at).next;
  const text = oidText(bytes);
  if (text === undefined) throw structural("base 128 integer too large");
  return text;
}

function readInteger(bytes: Uint8Array): Uint8Array {
  if (bytes.length === 0) throw structural("empty integer");
  if (!isMinimalInteger(bytes)) throw structural("integer not minimally-encoded");
  return bytes;
}

function readBoolean(bytes: Uint8Array): boolean {
  if (bytes.length !== 1 || (bytes[0] !== 0 && bytes[0] !== 0xff)) throw syntax("invalid boolean");
  return bytes[0] === 0xff;
}

function readBitString(contents: Uint8Array): Uint8Array {
  if (contents.length === 0) throw syntax("zero length BIT STRING");
  const bytes = bitStringBytes(contents);
  if (bytes === undefined) throw syntax("invalid padding bits in BIT STRING");
  return bytes;
}

/** Times are not asked for; a wrong one makes Go refuse the request all the same. */
function readTime(tag: number, contents: Uint8Array): void {
  const [time, layout] =
    tag === 23
      ? [utcTime(contents), "060102150405Z0700"]
      : [generalizedTime(contents), "20060102150405.999999999Z0700"];
  if (time === undefined)
    throw new DerFault(`parsing time ${goText(latin1(contents))} as "${layout}": cannot parse it`);
}

function longLength(bytes: Uint8Array, from: number, digits: number): number {
  if (digits === 0) throw syntax("indefinite length found (not DER)");
  let length = 0;
  for (let at = from; at < from + digits; at++) {
    const byte = bytes[at];
    if (byte === undefined) throw syntax("truncated tag or length");
    if (length >= 2 ** 23) throw structural("length too large");
    length = length * 256 + byte;
    if (length === 0) throw structural("superfluous leading zeros in length");
  }
  if (length < 0x80) throw structural("non-minimal length");
  return length;
}

function readHeader(bytes: Uint8Array, from: number): { header: Header; start: number } {
  const first = bytes[from] ?? 0;
  const short = first & 0x1f;
  const { value: tag, next } = short === 0x1f ? base128(bytes, from + 1) : { value: short, next: from + 1 };
  if (short === 0x1f && tag < 0x1f) throw syntax("non-minimal tag");
  const lead = bytes[next];
  if (lead === undefined) throw syntax("truncated tag or length");
  const digits = lead < 0x80 ? 0 : lead & 0x7f;
  const length = lead < 0x80 ? lead : longLength(bytes, next + 1, digits);
  return {
    header: { class: first >> 6, tag, length, isCompound: (first & 0x20) !== 0 },
    start: next + 1 + digits,
  };
}

/** The fields of a struct, or the items of a slice, in order. Every read throws DerFault with Go's message. */
export class Asn1Reader {
  private readonly bytes: Uint8Array;
  private offset = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get isEmpty(): boolean {
    return this.offset === this.bytes.length;
  }

  private cut(header: Header, from: number, start: number): Asn1Value {
    if (start + header.length > this.bytes.length) throw syntax("data truncated");
    this.offset = start + header.length;
    return {
      header,
      whole: this.bytes.subarray(from, this.offset),
      contents: this.bytes.subarray(start, this.offset),
    };
  }

  /** A field of any type (asn1.RawValue). */
  raw(): Asn1Value {
    if (this.isEmpty) throw syntax("sequence truncated");
    const { header, start } = readHeader(this.bytes, this.offset);
    return this.cut(header, this.offset, start);
  }

  private matching(expected: Expected): Asn1Value {
    if (this.isEmpty) throw syntax("sequence truncated");
    const { header, start } = readHeader(this.bytes, this.offset);
    const { tag, compound, goType, contextTag } = expected;
    const [wantedClass, wantedTag] = contextTag === undefined ? [0, tag] : [2, contextTag];
    if (header.class === wantedClass && header.tag === wantedTag && header.isCompound === compound)
      return this.cut(header, this.offset, start);
    const found = `{class:${header.class} tag:${header.tag} length:${header.length} isCompound:${header.isCompound}}`;
    throw structural(`tags don't match (${wantedTag} vs ${found}) ${noParameters} ${goType} @${start}`);
  }

  /** A struct or slice, with the name of its Go type. */
  sequence(goType: string): { readonly whole: Uint8Array; readonly fields: Asn1Reader } {
    const { whole, contents } = this.matching({ tag: 16, compound: true, goType });
    return { whole, fields: new Asn1Reader(contents) };
  }

  /** The items of a SEQUENCE OF or SET OF whose items have a tag of their own; all are looked at before one is read. */
  items(goType: string, item: { readonly tag: number } | undefined, slice: Partial<Expected> = {}): Asn1Reader {
    const { contents } = this.matching({ tag: 16, compound: true, goType, ...slice });
    for (let at = 0; at < contents.length;) {
      const { header, start } = readHeader(contents, at);
      if (item !== undefined && (header.class !== 0 || !header.isCompound || header.tag !== item.tag))
        throw structural("sequence tag mismatch");
      at = start + header.length;
      if (at > contents.length) throw syntax("truncated sequence");
    }
    return new Asn1Reader(contents);
  }

  oid(): string {
    return readOid(this.matching({ tag: 6, compound: false, goType: "ObjectIdentifier" }).contents);
  }

  int(): void {
    const bytes = readInteger(this.matching({ tag: 2, compound: false, goType: "int" }).contents);
    if (bytes.length > 8) throw structural("integer too large");
  }

  /** An INTEGER of any length. */
  bigInt(): void {
    readInteger(this.matching({ tag: 2, compound: false, goType: "" }).contents);
  }

  /** A UTCTime or GeneralizedTime. */
  time(): void {
    const tag = this.peek(24) ? 24 : 23;
    readTime(tag, this.matching({ tag, compound: false, goType: "Time" }).contents);
  }

  /** Whether the next field begins with this byte. */
  peek(byte: number): boolean {
    return this.bytes[this.offset] === byte;
  }

  bitString(): Uint8Array {
    return readBitString(this.matching({ tag: 3, compound: false, goType: "BitString" }).contents);
  }

  octetString(): Uint8Array {
    return this.matching({ tag: 4, compound: false, goType: "" }).contents;
  }

  /** A BOOLEAN that may be missing, which is false. */
  optionalBoolean(): boolean {
    if (this.isEmpty) return false;
    const { header, start } = readHeader(this.bytes, this.offset);
    if (header.class !== 0 || header.tag !== 1 || header.isCompound) return false;
    const { contents } = this.cut(header, this.offset, start);
    return readBoolean(contents);
  }

  /** A value of any type: its text, and its tag. */
  any(): { readonly text: string | undefined; readonly tag: number } {
    const { header, contents } = this.raw();
    if (header.isCompound || header.class !== 0) return { text: undefined, tag: -1 };
    if (header.tag === 6) readOid(contents);
    if (header.tag === 2 && readInteger(contents).length > 8) throw structural("integer too large");
    if (header.tag === 1) readBoolean(contents);
    if (header.tag === 3) readBitString(contents);
    if (header.tag === 23 || header.tag === 24) readTime(header.tag, contents);
    return { text: anyText(header.tag, contents), tag: header.tag };
  }
}
