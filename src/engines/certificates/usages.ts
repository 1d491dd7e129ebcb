// The usages a request may ask for, and what they become in a certificate (pkg/controller/certificates/authority/policies.go).
import type { KeyUsage } from "../../languages/x509/index.ts";

/** Usages that become bits of the key usage extension, in the order of the bits; `signing` is one of them by another name. */
const keyUsages: readonly KeyUsage[] = [
  "digital signature",
  "content commitment",
  "key encipherment",
  "data encipherment",
  "key agreement",
  "cert sign",
  "crl sign",
  "encipher only",
  "decipher only",
];

/** Usages that become extended key usages, in the order they are written. */
const extendedKeyUsages = [
  "any",
  "server auth",
  "client auth",
  "code signing",
  "email protection",
  "ipsec end system",
  "ipsec tunnel",
  "ipsec user",
  "timestamping",
  "ocsp signing",
  "microsoft sgc",
  "netscape sgc",
];

const otherNames: ReadonlyMap<string, string> = new Map([
  ["signing", "digital signature"],
  ["s/mime", "email protection"],
]);

/** All that the API takes, in the order its messages list them. */
export const knownUsages: readonly string[] = [...keyUsages, ...extendedKeyUsages, ...otherNames.keys()].sort();

/** What usages become in a certificate. */
export interface CertificateUsages {
  readonly keyUsages: readonly KeyUsage[];
  readonly extendedKeyUsages: readonly string[];
  /** Those the signer does not know, which makes it give up. */
  readonly unknown: readonly string[];
}

/** Sorts usages into what a certificate says. */
export function certificateUsages(usages: readonly string[]): CertificateUsages {
  const asked = new Set(usages.map((usage) => otherNames.get(usage) ?? usage));
  return {
    keyUsages: keyUsages.filter((usage) => asked.has(usage)),
    extendedKeyUsages: extendedKeyUsages.filter((usage) => asked.has(usage)),
    unknown: usages.filter((usage) => !knownUsages.includes(usage)),
  };
}
