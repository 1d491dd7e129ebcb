// The certificates of all places, each once, with where it was seen and what it is there for.
import { isSelfIssued } from "../../engines/certificates/index.ts";
import { knownCommonName, knownField, knownFile, type KnownFile, type PkiPlace } from "../../facts/pki-files/index.ts";
import { commonNameOf, type Certificate } from "../../languages/x509/index.ts";
import type { Holding, HoldingPurpose } from "../../model/index.ts";

/** A certificate in one place. */
export interface Sighting {
  readonly holding: Holding;
  /** Position among the certificates of the place. */
  readonly index: number;
  readonly line: number | undefined;
  readonly roles: readonly HoldingPurpose[];
  /** What the place is known for; of leaves the first certificate only. */
  readonly row: PkiPlace | undefined;
  /** The folder a layout of files begins in. */
  readonly base: string;
}

/** One certificate and all its places. */
export interface Found {
  readonly certificate: Certificate;
  /** Hexadecimal SHA-256. */
  readonly fingerprint: string;
  readonly sightings: readonly Sighting[];
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function knownPlace(holding: Holding, paths: ReadonlySet<string>): Partial<KnownFile> {
  const { object, entry = "", path } = holding;
  if (object !== undefined) {
    const row = knownField(object.kind, object.name, entry);
    return row === undefined ? {} : { row };
  }
  return path === undefined ? {} : (knownFile(path, paths) ?? {});
}

/** What a certificate is for by what it says itself. */
function rolesByContent({
  basicConstraints,
  extendedKeyUsages: usages,
  names,
}: Certificate): readonly HoldingPurpose[] {
  if (basicConstraints?.ca === true) return ["authority"];
  const said = (["server", "client"] as const).filter((role) => usages.includes(`${role} auth`));
  if (said.length > 0) return said;
  return names.dns.length + names.ips.length > 0 ? ["server"] : ["client"];
}

/** A bundle may also hold a server's own self-signed certificate, which Go trusts as it is. */
function rolesAs(certificate: Certificate, roles: readonly HoldingPurpose[]): readonly HoldingPurpose[] {
  const isPinned = certificate.basicConstraints?.ca !== true && isSelfIssued(certificate);
  return isPinned && roles.includes("authority") ? ["server"] : roles;
}

function sighted(holding: Holding, known: Partial<KnownFile>): readonly (readonly [Certificate, Sighting])[] {
  const { row, base = "" } = known;
  const bundle = row?.roles.includes("authority") === true || holding.purpose === "authority";
  const isCluster = holding.kind === "kubeconfig" && holding.purpose === "authority";
  const place = isCluster ? undefined : row;
  const certificates = holding.items.filter((item) => item.kind === "certificate");
  return certificates.map(({ certificate, line }, index) => {
    const first = index === 0 || bundle;
    const own = !isCluster && place !== undefined && place.roles.length > 0 ? place.roles : undefined;
    const purpose = holding.purpose === undefined ? undefined : [holding.purpose];
    const roles = (first ? (own ?? purpose) : undefined) ?? rolesByContent(certificate);
    const named = first && place === undefined ? knownCommonName(commonNameOf(certificate.subject)) : undefined;
    const byName = named?.roles.every((role) => roles.includes(role)) === true ? named : undefined;
    return [
      certificate,
      { holding, index, line, roles: rolesAs(certificate, roles), row: first ? (place ?? byName) : undefined, base },
    ];
  });
}

/** Places of known names tell most, of links and the files they lead to the link. */
function telling({ row, holding: { place } }: Sighting): number {
  return (row === undefined ? 0 : 2) + (place.includes("-current.") ? 1 : 0);
}

/** More are left out, and the list says so: what is right for a fleet is not made by people. */
export const mostCertificates = 5000;

/** Every certificate of the holdings, once, in the order they were met; 5,000 at most. */
export function findCertificates(
  holdings: readonly Holding[],
  sha256: (bytes: Uint8Array) => Uint8Array,
): readonly Found[] {
  const paths = new Set(holdings.flatMap(({ path }) => path ?? []));
  const found = new Map<string, { certificate: Certificate; sightings: Sighting[] }>();
  for (const holding of holdings) {
    for (const [certificate, sighting] of sighted(holding, knownPlace(holding, paths))) {
      const fingerprint = hex(sha256(certificate.raw));
      const met = found.get(fingerprint);
      if (met === undefined && found.size >= mostCertificates) continue;
      if (met === undefined) found.set(fingerprint, { certificate, sightings: [sighting] });
      else met.sightings.push(sighting);
    }
  }
  return Array.from(found, ([fingerprint, { certificate, sightings }]) => ({
    certificate,
    fingerprint,
    sightings: sightings.toSorted((a, b) => telling(b) - telling(a)),
  }));
}

const rotated = /\/kubelet-(?:client|server)-\d{4}-[\d-]+\.pem$/;

/** Whether all of its places are files the kubelet keeps of former certificates, and the link leads to another. */
export function isSuperseded({ sightings }: Found, holdings: readonly Holding[]): boolean {
  return sightings.every(({ holding: { path = "" } }) => {
    if (!rotated.test(path)) return false;
    const current = path.replace(/-\d{4}-[\d-]+\.pem$/, "-current.pem");
    return holdings.some((other) => other.path === current);
  });
}

/** What was found, by the certificate and by the row it is known as. */
export interface FoundIndex {
  readonly byCertificate: ReadonlyMap<Certificate, Found>;
  readonly byRow: ReadonlyMap<string, readonly Found[]>;
}

/** Indexes what was found. Linear. */
export function indexFound(found: readonly Found[]): FoundIndex {
  const byRow = new Map<string, Found[]>();
  for (const one of found)
    for (const id of new Set(one.sightings.flatMap(({ row }) => row?.id ?? [])))
      byRow.set(id, [...(byRow.get(id) ?? []), one]);
  return { byCertificate: new Map(found.map((one) => [one.certificate, one])), byRow };
}
