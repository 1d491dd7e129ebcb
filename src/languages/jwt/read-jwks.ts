// JSON Web Key Sets (RFC 7517): public keys as SubjectPublicKeyInfo.
import { isJsonObject, type JsonObject, type JsonValue } from "../../core/index.ts";
import { decodeBase64Url } from "./base64url.ts";
import { der, derInteger } from "./der-writer.ts";

/** A public key of a set; `id` is its `kid`, empty where it has none. */
export interface JsonWebKey {
  readonly id: string;
  readonly spki: Uint8Array;
}

/** The keys that can verify signatures, and why others were passed over. */
export interface JwksReading {
  readonly keys: readonly JsonWebKey[];
  readonly faults: readonly string[];
}

const oids = {
  rsa: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01],
  ec: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01],
  ed25519: [0x2b, 0x65, 0x70],
} as const;
const curves: ReadonlyMap<string, { readonly oid: readonly number[]; readonly size: number }> = new Map([
  ["P-256", { oid: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07], size: 32 }],
  ["P-384", { oid: [0x2b, 0x81, 0x04, 0x00, 0x22], size: 48 }],
  ["P-521", { oid: [0x2b, 0x81, 0x04, 0x00, 0x23], size: 66 }],
]);

const objectId = (bytes: readonly number[]): Uint8Array => der(6, Uint8Array.from(bytes));

function spkiOf(algorithm: readonly Uint8Array[], key: readonly Uint8Array[]): Uint8Array {
  return der(0x30, der(0x30, ...algorithm), der(3, new Uint8Array(1), ...key));
}

function textAt(fields: JsonObject, name: string): string {
  const value = fields[name];
  return typeof value === "string" ? value : "";
}

function numberAt(fields: JsonObject, name: string): Uint8Array | undefined {
  const value = fields[name];
  const bytes = typeof value === "string" ? decodeBase64Url(value) : undefined;
  return bytes === undefined || bytes.length === 0 ? undefined : bytes;
}

/** Coordinates have the size of the curve: shorter ones are filled up. */
function coordinate(bytes: Uint8Array, size: number): Uint8Array {
  const filled = new Uint8Array(size);
  filled.set(bytes, size - bytes.length);
  return filled;
}

function rsaKey(fields: JsonObject): Uint8Array | string {
  const [modulus, exponent] = [numberAt(fields, "n"), numberAt(fields, "e")];
  if (modulus === undefined || exponent === undefined) return "an RSA key needs n and e";
  const key = der(0x30, derInteger(modulus), derInteger(exponent));
  return spkiOf([objectId(oids.rsa), der(5)], [key]);
}

function ellipticKey(fields: JsonObject): Uint8Array | string {
  const curve = curves.get(textAt(fields, "crv"));
  if (curve === undefined) return "the curve of an EC key must be P-256, P-384 or P-521";
  const [x, y] = [numberAt(fields, "x"), numberAt(fields, "y")];
  if (x === undefined || y === undefined || x.length > curve.size || y.length > curve.size)
    return "an EC key needs x and y of its curve";
  const point = [Uint8Array.of(4), coordinate(x, curve.size), coordinate(y, curve.size)];
  return spkiOf([objectId(oids.ec), objectId(curve.oid)], point);
}

function edwardsKey(fields: JsonObject): Uint8Array | string {
  const x = numberAt(fields, "x");
  if (fields["crv"] !== "Ed25519" || x?.length !== 32) return "an OKP key must be Ed25519 with x of 32 bytes";
  return spkiOf([objectId(oids.ed25519)], [x]);
}

function keyOf(fields: JsonObject): Uint8Array | string {
  switch (fields["kty"]) {
    case "RSA":
      return rsaKey(fields);
    case "EC":
      return ellipticKey(fields);
    case "OKP":
      return edwardsKey(fields);
    default:
      return "the kty must be RSA, EC or OKP; shared secrets verify nothing here";
  }
}

/** The public keys of a set that was parsed from JSON; also of one single key. Linear. */
export function readJwks(value: JsonValue): JwksReading {
  const fields = isJsonObject(value) ? value : {};
  const list = Array.isArray(fields["keys"]) ? (fields["keys"] as readonly JsonValue[]) : [value];
  const keys: JsonWebKey[] = [];
  const faults: string[] = [];
  for (const [index, item] of list.entries()) {
    const key = isJsonObject(item) ? keyOf(item) : "a key must be an object";
    const id = isJsonObject(item) && typeof item["kid"] === "string" ? item["kid"] : "";
    if (typeof key === "string") faults.push(`keys[${index}]: ${key}`);
    else keys.push({ id, spki: key });
  }
  return { keys, faults };
}
