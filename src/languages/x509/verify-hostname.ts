// Whether a certificate is for a host (Go's VerifyHostname).
import type { Certificate } from "./certificate.ts";

const label = /^[a-z0-9_](?:[a-z0-9_-]*)$/;

function isHostname(host: string, isPattern: boolean): boolean {
  const bare = isPattern ? host : host.replace(/\.$/, "");
  return bare
    .split(".")
    .every((part, index) => (isPattern && index === 0 && part === "*") || label.test(part.toLowerCase()));
}

function matches(pattern: string, host: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), host.toLowerCase()];
  if (!isHostname(given, false) || !isHostname(wanted, true))
    return wanted !== "" && wanted !== "." && wanted === given;
  const [patternParts, hostParts] = [wanted.split("."), given.replace(/\.$/, "").split(".")];
  return (
    patternParts.length === hostParts.length &&
    patternParts.every((part, index) => (index === 0 && part === "*") || part === hostParts[index])
  );
}

/** Why the certificate is not for the host (a name, or an IP address as `names.ips` has them); undefined where it is. */
export function hostnameFault({ names }: Certificate, host: string, isIp: boolean): string | undefined {
  if (isIp) {
    if (names.ips.includes(host)) return undefined;
    if (names.ips.length === 0)
      return `x509: cannot validate certificate for ${host} because it doesn't contain any IP SANs`;
    return `x509: certificate is valid for ${names.ips.join(", ")}, not ${host}`;
  }
  if (names.dns.some((pattern) => matches(pattern, host))) return undefined;
  if (names.dns.length === 0) return `x509: certificate is not valid for any names, but wanted to match ${host}`;
  return `x509: certificate is valid for ${names.dns.join(", ")}, not ${host}`;
}
