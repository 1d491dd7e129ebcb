// A new private key, and the PKCS#10 request it signs.
import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { PlimsollError } from "../../core/index.ts";
import { parseIpAddress } from "../../kubernetes/index.ts";
import { certificateRequestInfo, certificateRequestPem, type RequestKey } from "../../languages/x509/index.ts";

/** Whom and what the request is for. */
export interface RequestSubject {
  readonly user: string;
  readonly groups: readonly string[];
  readonly dns: readonly string[];
  readonly ips: readonly string[];
}

/** The key as PEM (PKCS#8) and the request as PEM. */
export interface MadeRequest {
  readonly keyPem: string;
  readonly requestPem: string;
  /** SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
}

const generators: Readonly<Record<RequestKey, () => { publicKey: KeyObject; privateKey: KeyObject }>> = {
  rsa: () => generateKeyPairSync("rsa", { modulusLength: 3072 }),
  ecdsa: () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
  ed25519: () => generateKeyPairSync("ed25519"),
};

function addressBytes(text: string): Uint8Array {
  const address = parseIpAddress(text, "strict");
  if (address === undefined)
    throw new PlimsollError("PLIMSOLL_USAGE", { message: `"${text}" is not an IP address`, hint: "names go to --dns" });
  const length = address.family === 4 ? 4 : 16;
  return Uint8Array.from({ length }, (_, index) => Number((address.value >> BigInt(8 * (length - 1 - index))) & 0xffn));
}

/** Makes both. @throws PlimsollError for an address that is none */
export function makeRequest({ user, groups, dns, ips }: RequestSubject, key: RequestKey): MadeRequest {
  const addresses = ips.map(addressBytes);
  const { publicKey, privateKey } = generators[key]();
  const spki = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
  const info = certificateRequestInfo({ commonName: user, organizations: groups, dns, ips: addresses, spki });
  const signature = new Uint8Array(sign(key === "ed25519" ? null : "sha256", info, privateKey));
  return {
    keyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    requestPem: certificateRequestPem(info, key, signature),
    spki,
  };
}
