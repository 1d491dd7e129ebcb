// The certificates of a PEM text, as Kubernetes reads bundles and client certificates (client-go util/cert).
import type { Certificate } from "./certificate.ts";
import { parseCertificate, type ParsingRules } from "./parse-certificate.ts";
import { readPem } from "./pem.ts";

/** All certificates before the first fault, and the fault. */
export interface CertificateReading {
  readonly certificates: readonly Certificate[];
  /** Why Kubernetes does not take the text; undefined where it does. */
  readonly error?: string;
}

/** Reads every CERTIFICATE block without headers; other blocks are passed over. Linear. */
export function readCertificates(text: string, rules: ParsingRules = {}): CertificateReading {
  const certificates: Certificate[] = [];
  for (const { label, headers, bytes } of readPem(text).blocks) {
    if (label !== "CERTIFICATE" || headers.size > 0) continue;
    const parsing = parseCertificate(bytes, rules);
    if ("error" in parsing) return { certificates, error: parsing.error };
    certificates.push(parsing.certificate);
  }
  if (certificates.length > 0) return { certificates };
  return { certificates, error: "data does not contain any valid RSA or ECDSA certificates" };
}
