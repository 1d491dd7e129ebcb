// What is wrong about a certificate where it stands, as sentences with a severity.
import type { Severity } from "../../core/index.ts";
import {
  certificateFlaws as flawsOf,
  type CertificateFlaw,
  type FlawKind,
  type IssuingChain,
} from "../../engines/certificates/index.ts";
import { pkiPlaces } from "../../facts/pki-files/index.ts";
import { hostnameFault, sameBytes, type Certificate } from "../../languages/x509/index.ts";
import type { ExpectedName } from "./expected-names.ts";
import type { PkiCertificate, PkiFlaw, PkiOptions } from "./pki-list.ts";
import type { Found, FoundIndex, Sighting } from "./sightings.ts";

/** What flaws are judged by. */
export interface FlawSetting extends Pick<PkiOptions, "asOf" | "withinDays"> {
  /** Of those that were found, by the certificate and by what they are known for. */
  readonly index: FoundIndex;
  readonly expected: readonly ExpectedName[];
}

const severities: Readonly<Record<FlawKind, Severity>> = {
  expired: "high",
  "not-yet-valid": "high",
  "expires-soon": "medium",
  "weak-key": "high",
  "unknown-key": "low",
  "weak-signature": "high",
  "wrong-usage": "high",
  "no-names": "high",
  "wildcard-name": "low",
  "not-an-authority": "high",
  "authority-as-leaf": "medium",
  masters: "high",
};

const texts: Readonly<Record<FlawKind, (seen: string, role: string) => string>> = {
  expired: (seen) => `expired on ${seen.slice(0, 10)}`,
  "not-yet-valid": (seen) => `is not valid before ${seen}`,
  "expires-soon": (seen) => `expires on ${seen.slice(0, 10)}`,
  "weak-key": (seen) => `has a weak key: ${seen}`,
  "unknown-key": (seen) => `has a key or a signature that cannot be judged: ${seen}`,
  "weak-signature": (seen) => `is signed with a broken hash: ${seen}`,
  "wrong-usage": (seen, role) => `stands for a ${role}, and may only be used for ${seen}`,
  "no-names": () => "has no subject alternative name: clients take no other for a server's name",
  "wildcard-name": (seen) => `is for every name of ${seen}`,
  "not-an-authority": (seen) => `stands for an authority, and may not sign certificates (${seen})`,
  "authority-as-leaf": () => "is an authority, and is used as the certificate of one program",
  masters: (seen) => `is in ${seen}: it may do everything, RBAC cannot stop it, and it cannot be revoked`,
};

function worded({ kind, seen }: CertificateFlaw, role: string): PkiFlaw {
  return { kind, severity: severities[kind], text: texts[kind](seen, role) };
}

/** The rows of authorities in a chain: `cluster-ca`, `etcd-ca`. */
function authoritiesOf(chain: IssuingChain, { byCertificate }: FoundIndex): ReadonlySet<string> {
  const sightings = chain.certificates.flatMap((certificate) => byCertificate.get(certificate)?.sightings ?? []);
  return new Set(sightings.flatMap(({ row }) => row?.id ?? []));
}

/** kubeadm's own files in the group are no surprise; etcd's and the front proxy's authority make nobody a master of the API. */
function mastersFlaw(
  flaw: PkiFlaw,
  sightings: readonly Sighting[],
  authorities: ReadonlySet<string>,
): readonly PkiFlaw[] {
  const elsewhere = authorities.has("etcd-ca") || authorities.has("front-proxy-ca");
  if (elsewhere && !authorities.has("cluster-ca")) return [];
  const rows = sightings.map(({ row }) => row);
  if (rows.some((row) => row?.id === "super-admin-conf"))
    return [{ ...flaw, severity: "low", text: `${flaw.text}. It is for emergencies: keep it off the machine` }];
  const known = rows.some((row) => row?.masters === true);
  return [
    known ? { ...flaw, severity: "medium", text: `${flaw.text}; kubeadm 1.29 and later use another group` } : flaw,
  ];
}

/** Whether the chain goes through the authority, or through one of its key: a renewed authority has another certificate. */
function hasKeyOf({ certificates }: IssuingChain, { publicKey }: Certificate): boolean {
  return certificates.slice(1).some((one) => sameBytes(one.publicKey.spki, publicKey.spki));
}

/** Whether the authority that should have issued it did; nothing where that authority is not at hand. */
function issuerFlaws({ sightings }: Found, chain: IssuingChain, { byRow }: FoundIndex): readonly PkiFlaw[] {
  return sightings.flatMap(({ row, base, holding }): readonly PkiFlaw[] => {
    if (row?.authority === undefined || holding.kind === "endpoint") return [];
    const all = byRow.get(row.authority) ?? [];
    const near = all.filter(({ sightings: others }) =>
      others.some((other) => other.row?.id === row.authority && other.base === base),
    );
    const expected = near.length > 0 ? near : all;
    if (expected.length === 0 || expected.some(({ certificate }) => hasKeyOf(chain, certificate))) return [];
    const use = pkiPlaces.rows.find(({ id }) => id === row.authority)?.use ?? row.authority;
    return [{ kind: "wrong-authority", severity: "high", text: `was not issued by the ${use} beside it` }];
  });
}

/** Whether the cluster of a kubeconfig trusts an authority of the chain: other clusters have other servers. */
function isTrusted({ by }: ExpectedName, chain: IssuingChain, { byCertificate }: FoundIndex): boolean {
  if (by === undefined) return true;
  const entries = [by.entry, `${by.entry} of ${by.place}`];
  const sightings = chain.certificates.flatMap((certificate) => byCertificate.get(certificate)?.sightings ?? []);
  return sightings.some(
    ({ holding: { place, entry = "" } }) => entry === entries[1] || (entry === entries[0] && place === by.place),
  );
}

const mostNames = 10;

function nameFlaws(
  { certificate, sightings }: Found,
  chain: IssuingChain,
  { expected, index }: FlawSetting,
): readonly PkiFlaw[] {
  if (!sightings.some(({ row }) => row?.id === "apiserver")) return [];
  const missing = expected.filter(
    (name) => hostnameFault(certificate, name.host, name.isIp) !== undefined && isTrusted(name, chain, index),
  );
  const once = [...new Map(missing.toReversed().map((name) => [name.host, name])).values()].toReversed();
  return once.slice(0, mostNames).map(({ host, why }) => ({
    kind: "missing-name",
    severity: "high",
    text: `is not for ${host}: ${why}`,
  }));
}

function chainFlaws({ certificates }: IssuingChain): readonly PkiFlaw[] {
  const [own, issuer] = certificates;
  const outlives = own !== undefined && issuer !== undefined && own.notAfter > issuer.notAfter;
  if (!outlives) return [];
  const day = new Date(issuer.notAfter).toISOString().slice(0, 10);
  return [
    { kind: "outlives-issuer", severity: "low", text: `ends after its issuer, so it is worth nothing after ${day}` },
  ];
}

function unique(flaws: readonly PkiFlaw[]): readonly PkiFlaw[] {
  return [...new Map(flaws.map((flaw) => [flaw.text, flaw])).values()];
}

/** All flaws of a certificate in all its places. */
export function pkiFlaws(
  one: Found,
  chain: IssuingChain,
  privateKey: PkiCertificate["privateKey"],
  setting: FlawSetting,
): readonly PkiFlaw[] {
  const { asOf, withinDays, index } = setting;
  const roles = [...new Set(one.sightings.flatMap((sighting) => sighting.roles))];
  const own = roles.flatMap((role) =>
    flawsOf(one.certificate, { role, asOf, soonDays: withinDays }).map((flaw) => worded(flaw, role)),
  );
  const authorities = authoritiesOf(chain, index);
  const misfit: readonly PkiFlaw[] =
    privateKey?.fits === "no"
      ? [{ kind: "key-mismatch", severity: "high", text: `the private key in ${privateKey.place} is not its own` }]
      : [];
  return unique([
    ...own.flatMap((flaw) => (flaw.kind === "masters" ? mastersFlaw(flaw, one.sightings, authorities) : [flaw])),
    ...issuerFlaws(one, chain, index),
    ...nameFlaws(one, chain, setting),
    ...chainFlaws(chain),
    ...misfit,
  ]);
}
