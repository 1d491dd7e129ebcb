// Why a name is not allowed, as the API server says it (apimachinery util/validation and api/validate/content).
import { compareMinor, type Minor } from "../core/index.ts";

const subdomainPattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
const labelPattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const namePattern = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

const subdomain = new RegExp(`^${subdomainPattern}$`);
const label = new RegExp(`^${labelPattern}$`);
const name = new RegExp(`^${namePattern}$`);

function tooLong(most: number, version: Minor): string {
  return `must be no more than ${most} ${compareMinor(version, "1.35") < 0 ? "characters" : "bytes"}`;
}

function patternFault(rule: string, pattern: string, ...examples: readonly string[]): string {
  const eg = examples.map((example, index) => `${index > 0 ? " or " : ""}'${example}', `).join("");
  return `${rule} (e.g. ${eg}regex used for validation is '${pattern}')`;
}

/** Names that become a part of a path: the only rule some kinds have. */
export function pathSegmentFaults(text: string): readonly string[] {
  if (text === "." || text === "..") return [`may not be '${text}'`];
  return ["/", "%"]
    .filter((character) => text.includes(character))
    .map((character) => `may not contain '${character}'`);
}

/** Names of service accounts, and of most objects. */
export function subdomainFaults(text: string, version: Minor): readonly string[] {
  const rule =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
  return [
    ...(text.length > 253 ? [tooLong(253, version)] : []),
    ...(subdomain.test(text) ? [] : [patternFault(rule, subdomainPattern, "example.com")]),
  ];
}

/** Labels of domain names, which names of namespaces are too. */
export function dnsLabelFaults(text: string, version: Minor): readonly string[] {
  const rule =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
  return [
    ...(text.length > 63 ? [tooLong(63, version)] : []),
    ...(label.test(text) ? [] : [patternFault(rule, labelPattern, "my-name", "123-abc")]),
  ];
}

const nameRule =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

function namePartFaults(part: string, version: Minor): readonly string[] {
  const length =
    part === "" ? ["name part must be non-empty"] : part.length > 63 ? [`name part ${tooLong(63, version)}`] : [];
  const fault = `name part ${patternFault(nameRule, namePattern, "MyName", "my.name", "123-abc")}`;
  return name.test(part) ? length : [...length, fault];
}

/** Keys of labels, and names of finalizers. */
export function qualifiedNameFaults(text: string, version: Minor): readonly string[] {
  const parts = text.split("/");
  if (parts.length > 2) {
    const fault = patternFault(nameRule, namePattern, "MyName", "my.name", "123-abc");
    const subject = compareMinor(version, "1.35") < 0 ? "a qualified name" : "a valid label key";
    return [`${subject} ${fault} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const [prefix, part] = parts.length === 2 ? parts : [undefined, text];
  const prefixFaults =
    prefix === undefined
      ? []
      : prefix === ""
        ? ["prefix part must be non-empty"]
        : subdomainFaults(prefix, version).map((fault) => `prefix part ${fault}`);
  return [...prefixFaults, ...namePartFaults(part ?? "", version)];
}

/** Values of labels. */
export function labelValueFaults(text: string, version: Minor): readonly string[] {
  const rule =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
  return [
    ...(text.length > 63 ? [tooLong(63, version)] : []),
    ...(text === "" || name.test(text)
      ? []
      : [patternFault(rule, `(${namePattern})?`, "MyValue", "my_value", "12345")]),
  ];
}
