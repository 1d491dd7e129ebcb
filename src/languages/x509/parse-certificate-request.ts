// Certificate requests (PKCS#10) from DER (Go's x509.ParseCertificateRequest).
import { noNames, parseAlternativeNames } from "./alternative-names.ts";
import { Asn1Reader, type Asn1Value } from "./asn1-reader.ts";
import type { CertificateRequest, Extension } from "./certificate.ts";
import { DerFault, faultAsData } from "./der-fault.ts";
import { parseRequestName } from "./distinguished-name.ts";
import { publicKeyOf, type PublicKey } from "./public-key.ts";
import { signatureAlgorithm, type AlgorithmIdentifier } from "./signature-algorithm.ts";

const extensionRequest = "1.2.840.113549.1.9.14";

function algorithmIdentifier(fields: Asn1Reader): AlgorithmIdentifier {
  const { fields: parts } = fields.sequence("AlgorithmIdentifier");
  const oid = parts.oid();
  return { oid, parameters: parts.isEmpty ? new Uint8Array() : parts.raw().whole };
}

function readPublicKey(tbs: Asn1Reader): () => PublicKey {
  const { whole, fields } = tbs.sequence("publicKeyInfo");
  const algorithm = algorithmIdentifier(fields);
  const bytes = fields.bitString();
  return () => publicKeyOf(whole, algorithm, bytes);
}

/** The first value of an attribute that asks for extensions; undefined for other attributes and broken ones. */
function extensionsValue({ whole }: Asn1Value): Uint8Array | undefined {
  const attribute = faultAsData(() => {
    const reader = new Asn1Reader(whole);
    const { fields } = reader.sequence("pkcs10Attribute");
    const oid = fields.oid();
    const values = fields.items("", undefined, { tag: 17 });
    return { oid, first: values.raw().whole, isWhole: reader.isEmpty };
  });
  if ("error" in attribute || !attribute.isWhole) return undefined;
  return attribute.oid === extensionRequest ? attribute.first : undefined;
}

function readExtensions(value: Uint8Array): Extension[] {
  const items = new Asn1Reader(value).items("", { tag: 16 });
  const extensions: Extension[] = [];
  while (!items.isEmpty) {
    const { fields } = items.sequence("Extension");
    extensions.push({ oid: fields.oid(), critical: fields.optionalBoolean(), value: fields.octetString() });
  }
  return extensions;
}

function requestedExtensions(attributes: readonly Asn1Value[]): readonly Extension[] {
  const requested = new Map<string, Extension>();
  for (const attribute of attributes) {
    const value = extensionsValue(attribute);
    for (const extension of value === undefined ? [] : readExtensions(value)) {
      if (requested.has(extension.oid))
        throw new DerFault("x509: certificate request contains duplicate requested extensions");
      requested.set(extension.oid, extension);
    }
  }
  return [...requested.values()];
}

function readAttributes(tbs: Asn1Reader): readonly Asn1Value[] {
  const items = tbs.items("", undefined, { contextTag: 0 });
  const attributes: Asn1Value[] = [];
  while (!items.isEmpty) attributes.push(items.raw());
  return attributes;
}

function parse(der: Uint8Array): { readonly request: CertificateRequest } {
  const outer = new Asn1Reader(der);
  const { whole: raw, fields } = outer.sequence("certificateRequest");
  const { whole: signedBytes, fields: tbs } = fields.sequence("tbsCertificateRequest");
  tbs.int();
  const subjectBytes = tbs.raw().whole;
  const publicKey = readPublicKey(tbs);
  const attributes = readAttributes(tbs);
  const algorithm = algorithmIdentifier(fields);
  const signature = fields.bitString();
  if (!outer.isEmpty) throw new DerFault("asn1: syntax error: trailing data");
  const key = publicKey();
  const subject = parseRequestName(subjectBytes);
  const extensions = requestedExtensions(attributes);
  const alternative = extensions.find(({ oid }) => oid === "2.5.29.17");
  const names = alternative === undefined ? noNames : parseAlternativeNames(alternative.value);
  const signed = { raw, signedBytes, signature, signatureAlgorithm: signatureAlgorithm(algorithm) };
  return { request: { ...signed, subject, publicKey: key, extensions, names } };
}

/** Reads a request, or says why Go does not take it, in its words. The signature is not checked. Linear. */
export function parseCertificateRequest(
  der: Uint8Array,
): { readonly request: CertificateRequest } | { readonly error: string } {
  return faultAsData(() => parse(der));
}
