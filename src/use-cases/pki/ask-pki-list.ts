// Every certificate there is: what it is for, who issued it, when it ends, what is wrong with it, what breaks then.
import type { Answer } from "../../core/index.ts";
import { atLeast } from "../../core/index.ts";
import { sharedAuthorities, type IssuingChain } from "../../engines/certificates/index.ts";
import {
  commonNameOf,
  formatName,
  hostnameFault,
  nameOids,
  nameValues,
  rfc3339,
  verifyCertificate,
  type Certificate,
  type PublicKey,
} from "../../languages/x509/index.ts";
import type { Gap } from "../../model/index.ts";
import { pkiFlaws, type FlawSetting } from "./certificate-flaws.ts";
import { expectedNames, hostName } from "./expected-names.ts";
import { keyBeside, keysByPair, listKeys, type KeysByPair } from "./key-pairs.ts";
import { Issuers, mostSignatures } from "./issuers.ts";
import { pkiDocument } from "./pki-document.ts";
import type { PkiCertificate, PkiFlaw, PkiInput, PkiList, PkiOptions, PkiProblem, PkiRequest } from "./pki-list.ts";
import {
  findCertificates,
  indexFound,
  isSuperseded,
  mostCertificates,
  type Found,
  type Sighting,
} from "./sightings.ts";

const day = 24 * 3600 * 1000;

function keyText({ algorithm, bits, curve, oid }: PublicKey): string {
  if (algorithm === "unknown") return oid;
  return curve === undefined ? `${algorithm}${algorithm === "Ed25519" ? "" : ` ${bits}`}` : `${algorithm} ${curve}`;
}

/** What all certificates of one list are described by. */
interface Setting extends FlawSetting {
  readonly input: PkiInput;
  readonly options: PkiOptions;
  readonly pairs: KeysByPair;
  readonly issuers: Issuers;
}

/** How a client that trusts the given authorities, and nobody else, would take a server that was asked. */
function verification(
  { certificate, sightings }: Found,
  { input: { roots, hosts }, options: { asOf, verify }, issuers }: Setting,
): PkiCertificate["verifies"] {
  const asked = sightings.find(({ holding, index }) => holding.kind === "endpoint" && index === 0);
  if (asked === undefined) return undefined;
  if (roots === undefined) return { answer: "unknown", why: "no authority to trust was given (--ca)" };
  const verified = verifyCertificate(certificate, { roots, intermediates: issuers.authorities, now: asOf, verify });
  if ("error" in verified) return { answer: "no", why: verified.error };
  const { host, isIp } = hostName(hosts.get(asked.holding.place) ?? "");
  const fault = hostnameFault(certificate, host, isIp);
  return fault === undefined
    ? { answer: "yes", why: "it leads to an authority of --ca, and is for this name" }
    : { answer: "no", why: fault };
}

function hostFlaws({ certificate, sightings }: Found, hosts: PkiInput["hosts"]): readonly PkiFlaw[] {
  return sightings.flatMap(({ holding: { kind, place }, index }): readonly PkiFlaw[] => {
    if (kind !== "endpoint" || index > 0) return [];
    const { host, isIp } = hostName(hosts.get(place) ?? "");
    return hostnameFault(certificate, host, isIp) === undefined
      ? []
      : [{ kind: "missing-name", severity: "high", text: `is not for ${host}, where it was shown` }];
  });
}

function placeOf({ holding: { place, entry }, line, roles, row }: Sighting): PkiCertificate["places"][number] {
  return {
    place,
    ...(entry === undefined ? {} : { entry }),
    ...(line === undefined ? {} : { line }),
    roles,
    ...(row === undefined ? {} : { use: row.use }),
  };
}

function subjectOf({ subject }: Certificate): PkiCertificate["subject"] {
  return {
    text: formatName(subject),
    commonName: commonNameOf(subject),
    organizations: nameValues(subject, nameOids.organization),
  };
}

/** What the certificate itself says. */
function stated(certificate: Certificate, chain: IssuingChain, asOf: number) {
  return {
    serial: certificate.serialNumber,
    subject: subjectOf(certificate),
    names: certificate.names,
    issuer: formatName(certificate.issuer),
    chain: {
      issuers: chain.certificates.slice(1).map(({ subject }) => formatName(subject)),
      complete: chain.complete,
    },
    notBefore: rfc3339(certificate.notBefore),
    notAfter: rfc3339(certificate.notAfter),
    daysLeft: Math.floor((certificate.notAfter - asOf) / day),
    key: keyText(certificate.publicKey),
    signature: certificate.signatureAlgorithm.name,
    keyUsages: certificate.keyUsages,
    extendedKeyUsages: certificate.extendedKeyUsages,
  };
}

function describe(one: Found, setting: Setting): PkiCertificate {
  const { certificate, fingerprint, sightings } = one;
  const { input, options, pairs, issuers } = setting;
  const chain = issuers.chainOf(certificate);
  const beside = sightings.flatMap((sighting) => {
    const key = keyBeside(certificate.publicKey.spki, sighting, pairs, options.sameKey);
    return key === undefined ? [] : [key];
  });
  const privateKey = beside.find(({ fits }) => fits === "no") ?? beside[0];
  const row = sightings.find((sighting) => sighting.row !== undefined)?.row;
  const verifies = verification(one, setting);
  const superseded = isSuperseded(one, input.holdings);
  const flaws = superseded ? [] : [...pkiFlaws(one, chain, privateKey, setting), ...hostFlaws(one, input.hosts)];
  return {
    sha256: fingerprint,
    ...stated(certificate, chain, options.asOf),
    roles: [...new Set(sightings.flatMap(({ roles }) => roles))],
    places: sightings.map(placeOf),
    ...(privateKey === undefined ? {} : { privateKey }),
    ...(verifies === undefined ? {} : { verifies }),
    ...(row === undefined ? {} : { breaks: row.breaks }),
    ...(row?.renew === undefined ? {} : { renew: `kubeadm certs renew ${row.renew}` }),
    ...(superseded ? { superseded } : {}),
    flaws,
  };
}

const sharingReasons: ReadonlyMap<string, string> = new Map([
  ["cluster etcd", "every client certificate of the cluster opens etcd, with all Secrets in it"],
  [
    "cluster front proxy",
    "every client certificate of the cluster may pose as the front proxy, and say it speaks for anybody, unless --requestheader-allowed-names keeps it out",
  ],
  [
    "etcd front proxy",
    "whoever holds a client certificate for etcd may pose as the front proxy, and the other way round",
  ],
]);

function whyOf(domains: readonly string[]): string {
  return [...sharingReasons]
    .filter(([pair]) => domains.filter((domain) => ` ${pair} `.includes(` ${domain} `)).length === 2)
    .map(([, why]) => why)
    .join("; ");
}

function sharedOf(found: readonly Found[]): PkiList["shared"] {
  const placed = found.flatMap(({ certificate, sightings }) =>
    sightings.flatMap(({ row }) => (row?.domain === undefined ? [] : [{ place: row.domain, certificate }])),
  );
  return sharedAuthorities(placed).map((domains) => {
    const sorted = domains.toSorted();
    return { domains: sorted, why: whyOf(sorted) };
  });
}

function requestsOf({ holdings }: PkiInput): readonly PkiRequest[] {
  return holdings.flatMap(({ place, items }) =>
    items.flatMap((item) =>
      item.kind === "request"
        ? [{ place, subject: formatName(item.request.subject), key: keyText(item.request.publicKey) }]
        : [],
    ),
  );
}

/** One fault many times over is told once, with where it begins. */
function problemsOf({ holdings, problems }: PkiInput): readonly PkiProblem[] {
  const told = new Map<string, { readonly problem: PkiProblem; count: number }>();
  for (const { place, entry, items } of holdings) {
    for (const item of items) {
      if (item.kind !== "fault") continue;
      const message = `${item.label}: ${item.message}`;
      const key = `${place} ${entry ?? ""} ${message}`;
      const known = told.get(key);
      const line = item.line === undefined ? {} : { line: item.line };
      if (known !== undefined) known.count++;
      else told.set(key, { problem: { place, ...(entry === undefined ? {} : { entry }), ...line, message }, count: 1 });
    }
  }
  const faults = [...told.values()].map(({ problem, count }) =>
    count === 1 ? problem : { ...problem, message: `${problem.message} (${count} times)` },
  );
  return [...faults, ...problems.map(({ place, reason }) => ({ place, message: reason }))];
}

function limits(found: readonly Found[], issuers: Issuers): readonly Gap[] {
  const remedy = "list fewer places at once";
  return [
    ...(found.length < mostCertificates ? [] : [{ reason: `only the first ${mostCertificates} certificates`, remedy }]),
    ...(issuers.isSpent ? [{ reason: `chains beyond ${mostSignatures} signatures were not followed`, remedy }] : []),
  ];
}

function certificatesOf(found: readonly Found[], setting: Setting): readonly PkiCertificate[] {
  return found
    .map((one) => describe(one, setting))
    .sort((a, b) => (a.notAfter < b.notAfter ? -1 : a.notAfter > b.notAfter ? 1 : a.sha256 < b.sha256 ? -1 : 1));
}

function hasKind(kind: string): (certificate: PkiCertificate) => boolean {
  return ({ flaws }) => flaws.some((flaw) => flaw.kind === kind);
}

/** Lists and judges. Signature checks are bounded; apart from chains, linear in what was found. */
export function askPkiList(input: PkiInput, options: PkiOptions): Answer<PkiList> {
  const found = findCertificates(input.holdings, options.sha256);
  const pairs = keysByPair(input.holdings);
  const issuers = new Issuers(found, options.verify);
  const setting: Setting = {
    input,
    options,
    pairs,
    issuers,
    asOf: options.asOf,
    withinDays: options.withinDays,
    index: indexFound(found),
    expected: expectedNames(input),
  };
  const certificates = certificatesOf(found, setting);
  const [keys, shared, problems] = [listKeys(pairs, found), sharedOf(found), problemsOf(input)];
  const flaws = [...certificates, ...keys].flatMap((one) => one.flaws);
  const timely = new Set(["expired", "expires-soon", "not-yet-valid"]);
  const bad = flaws.some(({ kind, severity }) => timely.has(kind) || atLeast(severity, "high"));
  const data: PkiList = {
    apiVersion: "plimsoll/v1",
    kind: "PkiList",
    asOf: rfc3339(options.asOf),
    withinDays: options.withinDays,
    expired: certificates.filter(hasKind("expired")).length,
    expiring: certificates.filter(hasKind("expires-soon")).length,
    needsAttention: bad || shared.length > 0 || problems.length > 0,
    certificates,
    keys,
    requests: requestsOf(input),
    shared,
    problems,
    otherFiles: input.otherFiles,
    notSeen: [...input.gaps, ...limits(found, issuers)],
  };
  return { data, document: pkiDocument(data, options.verbose) };
}
