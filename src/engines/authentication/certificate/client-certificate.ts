// Client certificates (apiserver authentication/request/x509): common name and organisations become user and groups.
import { isGateOn } from "../../../kubernetes/index.ts";
import {
  commonNameOf,
  goRules,
  nameOids,
  nameValues,
  verifyCertificate,
  type Certificate,
  type Verification,
} from "../../../languages/x509/index.ts";
import { compareMinor } from "../../../core/index.ts";
import type { Setting } from "../authenticators.ts";
import { errorOpinion, noOpinion, userOf, type Opinion } from "../opinion.ts";

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const colonHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(":");

/** Verifies the certificate of a client, with those it sent along, against authorities. */
function verifyClient(
  [leaf, ...intermediates]: readonly [Certificate, ...(readonly Certificate[])],
  roots: readonly Certificate[],
  { now, verify, authenticators }: Setting,
): Verification {
  const rules = goRules(authenticators.version);
  return verifyCertificate(leaf, { roots, intermediates, now, usages: ["client auth"], verify, rules });
}

/** The uid in the subject, since 1.33. */
function uidOf({ subject }: Certificate): { readonly uid: string } | { readonly error: string } {
  const attributes = subject.relativeNames.flat().filter(({ oid }) => oid === nameOids.kubernetesUid);
  if (attributes.length === 0) return { uid: "" };
  const uids = attributes.flatMap(({ value }) => (value === undefined ? [] : [value]));
  if (uids.length < attributes.length) return { error: "unable to parse UID into a string" };
  const [uid = ""] = uids;
  if (uids.length > 1) return { error: `expected 1 UID, but found multiple: [${uids.join(" ")}]` };
  return uid === "" ? { error: "UID cannot be an empty string" } : { uid };
}

/** What the certificate of a request says, its chain first. */
export function authenticateCertificate(certificates: readonly Certificate[], setting: Setting): Opinion {
  const { version, featureGates, clientAuthorities } = setting.authenticators;
  const [leaf, ...others] = certificates;
  if (leaf === undefined) return noOpinion("no client certificate was presented");
  if (clientAuthorities === undefined) return noOpinion("no authority for client certificates is configured");
  const verification = verifyClient([leaf, ...others], clientAuthorities, setting);
  if ("error" in verification) {
    const { serialNumber, subjectKeyId, authorityKeyId } = leaf;
    const identifier = `SN=${serialNumber}, SKID=${colonHex(subjectKeyId)}, AKID=${colonHex(authorityKeyId)}`;
    return errorOpinion(`verifying certificate ${identifier} failed: ${verification.error}`);
  }
  const name = commonNameOf(leaf.subject);
  if (name === "") return noOpinion("the certificate has no common name");
  const readsUid = isGateOn("AllowParsingUserUIDFromCertAuth", version, featureGates);
  const uid = readsUid ? uidOf(leaf) : { uid: "" };
  if ("error" in uid) return errorOpinion(uid.error);
  const id = `X509SHA256=${hexOf(setting.sha256(leaf.raw))}`;
  const extra = compareMinor(version, "1.32") < 0 ? {} : { "authentication.kubernetes.io/credential-id": [id] };
  return { kind: "user", user: userOf(name, uid.uid, nameValues(leaf.subject, nameOids.organization), extra) };
}

/** Why a certificate may not act as the front proxy; undefined where it may. */
export function proxyFault(
  certificates: readonly [Certificate, ...(readonly Certificate[])],
  authorities: readonly Certificate[],
  allowedNames: readonly string[],
  setting: Setting,
): string | undefined {
  const verification = verifyClient(certificates, authorities, setting);
  if ("error" in verification) return verification.error;
  const name = commonNameOf(certificates[0].subject);
  if (allowedNames.length === 0 || allowedNames.includes(name)) return undefined;
  return `x509: subject with cn=${name} is not in the allowed list`;
}
