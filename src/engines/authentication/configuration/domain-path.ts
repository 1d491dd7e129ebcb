// Keys of the form `acme.io/foo` (apimachinery util/validation IsDomainPrefixedPath).
import { goQuote } from "../../../kubernetes/index.ts";

const pathPattern = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
const path = new RegExp(`^${pathPattern}$`);

/** What is wrong with a key, each with the path of its field. */
export function domainPathFaults(
  field: string,
  key: string,
  hostFaults: (host: string) => readonly string[],
): readonly string[] {
  if (key === "") return [`${field}: Required value`];
  const invalid = (value: string, why: string): string => `${field}: Invalid value: ${goQuote(value)}: ${why}`;
  const slash = key.indexOf("/");
  const [host, rest] = [key.slice(0, Math.max(slash, 0)), key.slice(slash + 1)];
  if (host === "" || rest === "") return [invalid(key, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  const faults = hostFaults(host).map((fault) => invalid(host, fault));
  if (path.test(rest)) return faults;
  return [...faults, invalid(rest, `Invalid path (regex used for validation is '${pathPattern}')`)];
}
