// Table of the formats that `format.validate` knows, and what Kubernetes says of a text that breaks one.
import { parseRequestUrl } from "./go-url.ts";

/** A format: its rules, and the size that the cost model takes for its pattern. */
export interface NamedFormat {
  readonly name: string;
  readonly patternSize: number;
  /** What is wrong with a text; nothing when it keeps the format. */
  readonly validate: (text: string) => readonly string[];
}

const byteLength = (text: string) => new TextEncoder().encode(text).length;
const label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const subdomain = `${label}(\\.${label})*`;
const label1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
const keyName = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const uuid = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

const labelRule =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
const subdomainRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
const label1035Rule =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
const keyRule =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const valueRule = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character`;

/**
 * The words of apimachinery's RegexError. Patterns are matched without their groups' repetition: the rules are those of
 * characters at the ends and between, so that no text takes more than linear time.
 */
function patternFault(rule: string, pattern: string, ...examples: readonly string[]): string {
  const shown = examples.map((example) => `'${example}', `).join(" or ");
  return `${rule} (e.g. ${shown}regex used for validation is '${pattern}')`;
}

function tooLong(text: string, most: number): readonly string[] {
  return byteLength(text) > most ? [`must be no more than ${most} characters`] : [];
}

const isLabel = (text: string) => /^[-a-z0-9]+$/.test(text) && !text.startsWith("-") && !text.endsWith("-");
const isSubdomain = (text: string) => text.split(".").every(isLabel);
const isKeyName = (text: string) =>
  /^[-A-Za-z0-9_.]+$/.test(text) && /^[A-Za-z0-9]/.test(text) && /[A-Za-z0-9]$/.test(text);

function checkLabel(text: string): readonly string[] {
  const long = tooLong(text, 63);
  if (isLabel(text)) return long;
  if (isSubdomain(text)) return [...long, "must not contain dots"];
  return [...long, patternFault(labelRule, label, "my-name", "123-abc")];
}

function checkSubdomain(text: string): readonly string[] {
  const long = tooLong(text, 253);
  return isSubdomain(text) ? long : [...long, patternFault(subdomainRule, subdomain, "example.com")];
}

function check1035(text: string): readonly string[] {
  const long = tooLong(text, 63);
  if (isLabel(text) && /^[a-z]/.test(text)) return long;
  return [...long, patternFault(label1035Rule, label1035, "my-name", "abc-123")];
}

function checkKey(text: string): readonly string[] {
  const shown = patternFault(keyRule, keyName, "MyName", "my.name", "123-abc");
  const [prefix = "", name, more] = text.split("/");
  if (more !== undefined)
    return [`a valid label key ${shown} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  const [own, before] = name === undefined ? [prefix, undefined] : [name, prefix];
  const faults: string[] = [];
  if (before === "") faults.push("prefix part must be non-empty");
  else if (before !== undefined) faults.push(...checkSubdomain(before).map((fault) => `prefix part ${fault}`));
  if (own === "") faults.push("name part must be non-empty");
  else faults.push(...tooLong(own, 63).map((fault) => `name part ${fault}`));
  if (!isKeyName(own)) faults.push(`name part ${shown}`);
  return faults;
}

function checkValue(text: string): readonly string[] {
  const long = tooLong(text, 63);
  if (text === "" || isKeyName(text)) return long;
  return [...long, patternFault(valueRule, `(${keyName})?`, "MyValue", "my_value", "12345")];
}

/** A prefix of a name may end with a dash. */
function masked(check: (text: string) => readonly string[]): (text: string) => readonly string[] {
  return (text) => check(text.length > 1 && text.endsWith("-") ? `${text.slice(0, -2)}a` : text);
}

function isDate(text: string): boolean {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  const [year = 0, month = 0, day = 0] = (found?.slice(1) ?? []).map(Number);
  const date = new Date(Date.UTC(2000 + (year % 400), month - 1, day));
  return found !== null && month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function isDateTime(text: string): boolean {
  const [date = "", time] = text.toLowerCase().split("t");
  const found = /^(\d\d):(\d\d):(\d\d)(?:.\d+)?(?:z|[+-]\d\d:\d\d)$/.exec(time ?? "");
  const [, hour = "99", minute = "99", second = "99"] = found ?? [];
  return isDate(date) && hour <= "23" && minute <= "59" && second <= "59";
}

function isBase64(text: string): boolean {
  const body = text.replaceAll(/[\r\n]/g, "");
  return body !== "" && body.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(body);
}

function requires(holds: (text: string) => boolean, fault: string): (text: string) => readonly string[] {
  return (text) => (holds(text) ? [] : [fault]);
}

function checkUri(text: string): readonly string[] {
  const url = parseRequestUrl(text);
  return typeof url === "string" ? [url] : [];
}

/** Formats by the name `format.named` takes. */
export const namedFormats: Readonly<Record<string, NamedFormat>> = {
  dns1123Label: { name: "DNS1123Label", patternSize: 30, validate: checkLabel },
  dns1123Subdomain: { name: "DNS1123Subdomain", patternSize: 60, validate: checkSubdomain },
  dns1035Label: { name: "DNS1035Label", patternSize: 30, validate: check1035 },
  qualifiedName: { name: "QualifiedName", patternSize: 60, validate: checkKey },
  dns1123LabelPrefix: { name: "DNS1123LabelPrefix", patternSize: 30, validate: masked(checkLabel) },
  dns1123SubdomainPrefix: { name: "DNS1123SubdomainPrefix", patternSize: 60, validate: masked(checkSubdomain) },
  dns1035LabelPrefix: { name: "DNS1035LabelPrefix", patternSize: 30, validate: masked(check1035) },
  labelValue: { name: "LabelValue", patternSize: 40, validate: checkValue },
  uri: { name: "URI", patternSize: 1103, validate: checkUri },
  uuid: {
    name: "uuid",
    patternSize: 71,
    validate: requires((text) => uuid.test(text), "does not match the UUID format"),
  },
  byte: { name: "byte", patternSize: 84, validate: requires(isBase64, "invalid base64") },
  date: { name: "date", patternSize: 71, validate: requires(isDate, "invalid date") },
  datetime: { name: "datetime", patternSize: 71, validate: requires(isDateTime, "invalid datetime") },
};
