// Text in the string types of ASN.1, as Go's crypto/x509 reads it.
import { DerFault } from "./der-fault.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes as text, one character each. Linear. */
export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

/** UTF-8 as text; undefined where it is not valid. */
function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Text of seven-bit characters; undefined where there are others. */
export function ia5Text(bytes: Uint8Array): string | undefined {
  return bytes.every((byte) => byte < 0x80) ? latin1(bytes) : undefined;
}

function bmpText(bytes: Uint8Array): string | undefined {
  if (bytes.length % 2 !== 0) return undefined;
  const points: number[] = [];
  for (let at = 0; at < bytes.length; at += 2) points.push((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0));
  if (points.at(-1) === 0) points.pop();
  const refused = (point: number): boolean =>
    point >= 0xfffe || (point >= 0xfdd0 && point <= 0xfdef) || (point >= 0xd800 && point <= 0xdfff);
  if (points.some(refused)) return undefined;
  return points.map((point) => String.fromCharCode(point)).join("");
}

const checked = (pattern: RegExp, bytes: Uint8Array): string | undefined => {
  const text = latin1(bytes);
  return pattern.test(text) ? text : undefined;
};

interface StringType {
  readonly read: (bytes: Uint8Array) => string | undefined;
  /** What crypto/x509 says of a wrong one, and what encoding/asn1 says. */
  readonly fault: string;
  readonly asn1Fault: string;
}

// PrintableString takes * and & too, as Go does for the sake of certificates that have them.
const stringTypes: ReadonlyMap<number, StringType> = new Map([
  [12, { read: utf8Text, fault: "invalid UTF-8 string", asn1Fault: "asn1: invalid UTF-8 string" }],
  [
    18,
    {
      read: (bytes) => checked(/^[0-9 ]*$/, bytes),
      fault: "invalid NumericString",
      asn1Fault: "asn1: syntax error: NumericString contains invalid character",
    },
  ],
  [
    19,
    {
      read: (bytes) => checked(/^[A-Za-z0-9'()+,\-./ :=?*&]*$/, bytes),
      fault: "invalid PrintableString",
      asn1Fault: "asn1: syntax error: PrintableString contains invalid character",
    },
  ],
  [20, { read: latin1, fault: "", asn1Fault: "" }],
  [
    22,
    {
      read: ia5Text,
      fault: "invalid IA5String",
      asn1Fault: "asn1: syntax error: IA5String contains invalid character",
    },
  ],
  [30, { read: bmpText, fault: "invalid BMPString", asn1Fault: "invalid BMPString" }],
]);

/** Text of a string type. @throws DerFault for other types and for characters the type does not have. */
export function stringText(tag: number, bytes: Uint8Array): string {
  const type = stringTypes.get(tag);
  if (type === undefined) throw new DerFault(`unsupported string type: ${tag}`);
  const text = type.read(bytes);
  if (text === undefined) throw new DerFault(type.fault);
  return text;
}

/** The same as encoding/asn1 does where any type may stand; undefined for types that hold no text. @throws DerFault */
export function anyText(tag: number, bytes: Uint8Array): string | undefined {
  const type = stringTypes.get(tag);
  if (type === undefined) return undefined;
  const text = type.read(bytes);
  if (text === undefined) throw new DerFault(type.asn1Fault);
  return text;
}
