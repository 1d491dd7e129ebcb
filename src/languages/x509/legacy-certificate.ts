// How Go until 1.16 (Kubernetes 1.22) walked through a certificate: by encoding/asn1, with its messages.
import { Asn1Reader } from "./asn1-reader.ts";
import { faultAsData } from "./der-fault.ts";

function algorithm(fields: Asn1Reader): void {
  const { fields: parts } = fields.sequence("AlgorithmIdentifier");
  parts.oid();
  if (!parts.isEmpty) parts.raw();
}

function walk(certificate: Asn1Reader): void {
  const { fields: tbs } = certificate.sequence("tbsCertificate");
  if (tbs.peek(0xa0)) tbs.raw();
  tbs.bigInt();
  algorithm(tbs);
  tbs.raw();
  const { fields: validity } = tbs.sequence("validity");
  validity.time();
  validity.time();
  tbs.raw();
  const { fields: key } = tbs.sequence("publicKeyInfo");
  algorithm(key);
  key.bitString();
  algorithm(certificate);
  certificate.bitString();
}

/** Why the structure of certificates that stand one after the other is wrong; undefined where it is sound, whatever it says. */
export function legacyStructureFault(der: Uint8Array, isSingle: boolean): string | undefined {
  const result = faultAsData(() => {
    const reader = new Asn1Reader(der);
    walk(reader.sequence("certificate").fields);
    if (isSingle) return { trailing: !reader.isEmpty };
    while (!reader.isEmpty) walk(reader.sequence("certificate").fields);
    return { trailing: false };
  });
  if ("error" in result) return result.error;
  return result.trailing ? "asn1: syntax error: trailing data" : undefined;
}
