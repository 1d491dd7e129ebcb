// Lints of client certificates and their keys.
import { certificateFlaws } from "../../../engines/certificates/index.ts";
import {
  commonNameOf,
  formatName,
  readCertificates,
  readPem,
  describePrivateKey,
  rfc3339,
  type Certificate,
} from "../../../languages/x509/index.ts";
import type { ConfigEntry } from "../config-file.ts";
import { pemMaterial, type Material } from "../user-credentials.ts";
import { entryHit, everyEntry, type LintContext, type LintHit } from "./lint-context.ts";

type Held = Extract<Material, { readonly text: string }>;

function mastersText(certificate: Certificate): string {
  const who = formatName(certificate.subject);
  return commonNameOf(certificate.subject) === "kubernetes-super-admin"
    ? `${who} is kubeadm's super-admin.conf, made for when RBAC is broken`
    : `${who} is of system:masters`;
}

function* flawLints(
  entry: ConfigEntry,
  field: string,
  certificate: Certificate,
  context: LintContext,
): Generator<LintHit> {
  const name = formatName(certificate.subject);
  const { machine, soonDays } = context;
  for (const { kind, seen } of certificateFlaws(certificate, { role: "client", asOf: machine.asOf, soonDays })) {
    const end = rfc3339(certificate.notAfter);
    if (kind === "expired") yield entryHit("certificate-expired", entry, field, `${name} expired ${end}`);
    else if (kind === "expires-soon") yield entryHit("expires-soon", entry, field, `certificate ${name} ends ${end}`);
    else if (kind === "not-yet-valid")
      yield entryHit(
        "certificate-unusable",
        entry,
        field,
        `${name} is not valid before ${rfc3339(certificate.notBefore)}`,
      );
    else if (kind === "wrong-usage")
      yield entryHit("certificate-unusable", entry, field, `${name} is for ${seen}, not for client auth`);
    else if (kind === "authority-as-leaf")
      yield entryHit(
        "masters-certificate",
        entry,
        field,
        `${name} is an authority: it can sign certificates for anybody`,
      );
    else if (kind === "masters") yield entryHit("masters-certificate", entry, field, mastersText(certificate));
    else if (kind === "weak-key" || kind === "weak-signature")
      yield entryHit("weak-cryptography", entry, field, `${name}: ${seen}`);
  }
}

function* missing(entry: ConfigEntry, material: Material | undefined): Generator<LintHit> {
  if (material === undefined || !("fault" in material)) return;
  const id = material.path === undefined ? "certificate-unusable" : "file-missing";
  yield entryHit(id, entry, material.field, `${material.path ?? material.field}: ${material.fault}`);
}

function* pairLints(
  entry: ConfigEntry,
  pem: Held,
  key: Material | undefined,
  { machine }: LintContext,
): Generator<LintHit> {
  if (key === undefined) {
    yield entryHit("key-missing", entry, pem.field, "has a certificate and no key");
    return;
  }
  if ("fault" in key) return;
  const fits = machine.certificateFits(pem.text, key.text);
  if (fits === "unreadable")
    yield entryHit("certificate-unusable", entry, key.field, "its key cannot be read: encrypted, or no key at all");
  else if (!fits)
    yield entryHit("certificate-key-mismatch", entry, key.field, "certificate and key do not belong together");
}

function* userLints(entry: ConfigEntry, context: LintContext): Generator<LintHit> {
  const pem = pemMaterial(entry, "client-certificate", context.machine);
  const key = pemMaterial(entry, "client-key", context.machine);
  yield* missing(entry, pem);
  yield* missing(entry, key);
  const holdsKey = key?.path === undefined && key !== undefined && "text" in key && hasKey(key.text);
  if (holdsKey) yield entryHit("embedded-key", entry, key.field, "holds a private key");
  if (pem === undefined && key !== undefined)
    yield entryHit("contradiction", entry, key.field, "has a key and no certificate", "low");
  if (pem === undefined || "fault" in pem) return;
  const { certificates, error } = readCertificates(pem.text);
  const [certificate] = certificates;
  if (certificate === undefined) {
    yield entryHit("certificate-unusable", entry, pem.field, error ?? "no certificate");
    return;
  }
  yield* flawLints(entry, pem.field, certificate, context);
  yield* pairLints(entry, pem, key, context);
}

function hasKey(text: string): boolean {
  return readPem(text).blocks.some((block) => describePrivateKey(block) !== undefined);
}

/** Lints of the certificate of every user. */
export function* certificateLints(context: LintContext): Generator<LintHit> {
  for (const entry of everyEntry(context, "user")) yield* userLints(entry, context);
}
