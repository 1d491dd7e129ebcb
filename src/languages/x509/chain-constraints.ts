// Name constraints along a chain (Go's checkChainConstraints).
import { goText } from "./go-text.ts";
import type { Certificate, ConstrainedRange, NameConstraints, SubjectAlternativeNames } from "./certificate.ts";
import { isDomainName, isWithinDomain } from "./domain-name.ts";
import { ipText } from "./ip-text.ts";
import { uriHost } from "./uri-host.ts";

/** A name as it is shown and how it is matched against one constraint. */
interface Claim<C> {
  readonly kind: string;
  readonly shown: string;
  readonly permitted: readonly C[];
  readonly excluded: readonly C[];
  readonly matches: (constraint: C) => boolean;
  readonly show: (constraint: C) => string;
}

function claimFault<C>({ kind, shown, permitted, excluded, matches, show }: Claim<C>): string | undefined {
  if (permitted.length > 0 && !permitted.some(matches))
    return `${kind} ${goText(shown)} is not permitted by any constraint`;
  const why = excluded.find(matches);
  return why === undefined ? undefined : `${kind} ${goText(shown)} is excluded by constraint ${goText(show(why))}`;
}

const asIs = (constraint: string): string => constraint;

/** A wildcard is excluded where one of the names it stands for is. */
function excludesWildcard(name: string, constraint: string): boolean {
  return (
    name.startsWith("*.") && constraint.slice(constraint.indexOf(".")).toLowerCase() === name.slice(1).toLowerCase()
  );
}

function dnsFault(name: string, { permitted, excluded }: NameConstraints): string | undefined {
  if (!isDomainName(name, false)) return `x509: cannot parse dnsName ${goText(name)}`;
  const isExcluded = (constraint: string): boolean =>
    isWithinDomain(name, constraint) || excludesWildcard(name, constraint);
  const claim = { kind: "DNS name", shown: name, show: asIs };
  return (
    claimFault({ ...claim, permitted: permitted.dns, excluded: [], matches: (one) => isWithinDomain(name, one) }) ??
    claimFault({ ...claim, permitted: [], excluded: excluded.dns, matches: isExcluded })
  );
}

function hostOf(uri: string): string {
  const reading = uriHost(uri);
  return "host" in reading ? reading.host.toLowerCase() : "";
}

/** Why a URI cannot be held against constraints at all. */
function unmatchableUri(uri: string): string | undefined {
  const host = hostOf(uri);
  if (host === "") return `URI with empty host (${goText(uri)}) cannot be matched against constraints`;
  const isIp = host.startsWith("[") || /^\d+\.\d+\.\d+\.\d+(?::\d*)?$/.test(host);
  return isIp ? `URI with IP (${goText(uri)}) cannot be matched against constraints` : undefined;
}

function uriFault(uri: string, { permitted, excluded }: NameConstraints): string | undefined {
  const name = hostOf(uri).replace(/:\d*$/, "");
  return claimFault({
    kind: "URI",
    shown: uri,
    permitted: permitted.uriDomains,
    excluded: excluded.uriDomains,
    matches: (constraint) => isWithinDomain(name, constraint),
    show: asIs,
  });
}

function unmatchableEmail(email: string): string | undefined {
  return email.lastIndexOf("@") < 1 ? `cannot parse rfc822Name ${goText(email)}` : undefined;
}

/** A mailbox and the domain it is in; constraints without a mailbox are for whole domains. */
function mailbox(email: string): readonly [local: string, domain: string] {
  const at = email.lastIndexOf("@");
  return [email.slice(0, Math.max(at, 0)), email.slice(at + 1).toLowerCase()];
}

function emailFault(email: string, { permitted, excluded }: NameConstraints): string | undefined {
  const [local, domain] = mailbox(email);
  const matches = (constraint: string): boolean => {
    const [wantedLocal, wantedDomain] = mailbox(constraint);
    if (!constraint.includes("@")) return isWithinDomain(domain, constraint);
    return wantedLocal === local && wantedDomain === domain;
  };
  return claimFault({
    kind: "email address",
    shown: `${local}@${domain}`,
    permitted: permitted.emails,
    excluded: excluded.emails,
    matches,
    show: asIs,
  });
}

function ipBytes(ip: string): readonly number[] {
  if (!ip.includes(":")) return ip.split(".").map(Number);
  const [head = "", tail] = ip.split("::");
  const words = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const after = tail === undefined ? [] : words(tail);
  const zeros = Array.from({ length: 8 - words(head).length - after.length }, () => "0");
  return [...words(head), ...zeros, ...after].flatMap((word) => [parseInt(word, 16) >> 8, parseInt(word, 16) & 0xff]);
}

function showRange({ address, mask }: ConstrainedRange): string {
  const bits = mask.reduce((sum, byte) => sum + byte.toString(2).replaceAll("0", "").length, 0);
  return `${ipText(address) ?? ""}/${bits}`;
}

function ipFault(ip: string, { permitted, excluded }: NameConstraints): string | undefined {
  const bytes = ipBytes(ip);
  const matches = ({ address, mask }: ConstrainedRange): boolean =>
    address.length === bytes.length && bytes.every((byte, at) => ((byte ^ (address[at] ?? 0)) & (mask[at] ?? 0)) === 0);
  return claimFault({
    kind: "IP address",
    shown: ip,
    permitted: permitted.ranges,
    excluded: excluded.ranges,
    matches,
    show: showRange,
  });
}

function first<T>(items: readonly T[], fault: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = fault(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function namesFault({ ips, dns, uris, emails }: SubjectAlternativeNames, limits: NameConstraints): string | undefined {
  return (
    first(uris, unmatchableUri) ??
    first(emails, unmatchableEmail) ??
    first(ips, (ip) => ipFault(ip, limits)) ??
    first(dns, (name) => dnsFault(name, limits)) ??
    first(uris, (uri) => uriFault(uri, limits)) ??
    first(emails, (email) => emailFault(email, limits))
  );
}

/** Which name of the chain, from the certificate to its root, an authority above it does not allow; undefined where all are allowed. */
export function chainConstraintsFault(chain: readonly Certificate[]): string | undefined {
  return first([...chain.entries()], ([index, { names }]) =>
    first(chain.slice(index + 1), ({ nameConstraints }) =>
      nameConstraints === undefined ? undefined : namesFault(names, nameConstraints),
    ),
  );
}
