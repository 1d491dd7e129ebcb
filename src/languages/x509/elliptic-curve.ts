// The curves Go takes, and why a point is not on one.

/** A curve y² = x³ - 3x + b over a prime field. */
export interface EllipticCurve {
  readonly name: string;
  readonly bits: number;
  readonly prime: bigint;
  readonly b: bigint;
}

// SEC 2 and FIPS 186-4, D.1.2.
const curves: ReadonlyMap<string, EllipticCurve> = new Map([
  [
    "1.3.132.0.33",
    {
      name: "P-224",
      bits: 224,
      prime: 2n ** 224n - 2n ** 96n + 1n,
      b: 0xb4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4n,
    },
  ],
  [
    "1.2.840.10045.3.1.7",
    {
      name: "P-256",
      bits: 256,
      prime: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
      b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    },
  ],
  [
    "1.3.132.0.34",
    {
      name: "P-384",
      bits: 384,
      prime: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
      b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    },
  ],
  [
    "1.3.132.0.35",
    {
      name: "P-521",
      bits: 521,
      prime: 2n ** 521n - 1n,
      b: 0x051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
    },
  ],
]);

/** The curve of an OID; undefined for those Go does not have. */
export function curveNamed(oid: string): EllipticCurve | undefined {
  return curves.get(oid);
}

function unsigned(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`);
}

/** Why bytes are no uncompressed point of the curve, in the words of Go 1.26; undefined where they are. */
export function pointFault({ name, bits, prime, b }: EllipticCurve, bytes: Uint8Array): string | undefined {
  const size = Math.ceil(bits / 8);
  const goName = name.replace("-", "");
  if (bytes[0] !== 4) return "ecdsa: invalid uncompressed public key";
  if (bytes.length !== 1 + 2 * size) return `invalid ${goName} point encoding`;
  const [x, y] = [unsigned(bytes.subarray(1, 1 + size)), unsigned(bytes.subarray(1 + size))];
  if (x >= prime || y >= prime) return `invalid ${goName} element encoding`;
  const isOnCurve = (y * y - (x * x * x - 3n * x + b)) % prime === 0n;
  return isOnCurve ? undefined : `${goName} point not on curve`;
}
