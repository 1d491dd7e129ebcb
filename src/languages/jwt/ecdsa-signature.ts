// ECDSA signatures of tokens are two numbers side by side; verification primitives want DER.
import { der, derInteger } from "./der-writer.ts";

/** The DER of a signature of twice `half` bytes; undefined where it has another length, which no server takes. */
export function ecdsaSignatureDer(signature: Uint8Array, half: number): Uint8Array | undefined {
  if (signature.length !== 2 * half) return undefined;
  return der(0x30, derInteger(signature.subarray(0, half)), derInteger(signature.subarray(half)));
}
