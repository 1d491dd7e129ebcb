// Label selectors from unchecked values (apimachinery meta/v1/validation ValidateLabelSelector, util/validation).
import { isJsonObject } from "../core/index.ts";
import type { LabelSelector } from "./metadata.ts";
import type { ShapeProblem } from "./shape.ts";

const namePattern = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const subdomainPattern = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/** Whether text is a qualified name: an optional DNS prefix, a slash, a name of at most 63 characters. */
export function isQualifiedName(text: string): boolean {
  const parts = text.split("/");
  const [prefix, name] = parts.length === 1 ? [undefined, text] : parts;
  if (parts.length > 2 || name === undefined || name.length > 63 || !namePattern.test(name)) return false;
  return prefix === undefined || (prefix.length <= 253 && subdomainPattern.test(prefix));
}

/** Whether text may be the value of a label. */
export function isLabelValue(text: string): boolean {
  return text === "" || (text.length <= 63 && namePattern.test(text));
}

type Report = (path: string, message: string) => void;

function parseMatchLabels(value: unknown, path: string, report: Report): Record<string, string> {
  const labels: Record<string, string> = {};
  if (value === undefined || value === null) return labels;
  if (!isJsonObject(value)) {
    report(path, "must be a mapping");
    return labels;
  }
  for (const [key, label] of Object.entries(value)) {
    if (!isQualifiedName(key)) report(path, `${JSON.stringify(key)} is not a label name`);
    else if (typeof label !== "string") report(`${path}[${JSON.stringify(key)}]`, "must be text");
    else if (!isLabelValue(label))
      report(`${path}[${JSON.stringify(key)}]`, `${JSON.stringify(label)} is not a label value`);
    else labels[key] = label;
  }
  return labels;
}

type Requirement = NonNullable<LabelSelector["matchExpressions"]>[number];

function parseValues(value: unknown, path: string, report: Report): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.some((item) => typeof item !== "string")) {
    report(path, "must be a list of text");
    return [];
  }
  const values: string[] = value;
  for (const label of values) if (!isLabelValue(label)) report(path, `${JSON.stringify(label)} is not a label value`);
  return values;
}

function parseRequirement(value: unknown, path: string, report: Report): Requirement {
  const { key, operator, values: raw } = isJsonObject(value) ? value : {};
  const values = parseValues(raw, `${path}.values`, report);
  if (operator === "In" || operator === "NotIn") {
    if (values.length === 0) report(`${path}.values`, `must be set when the operator is ${operator}`);
  } else if (operator === "Exists" || operator === "DoesNotExist") {
    if (values.length > 0) report(`${path}.values`, `must be absent when the operator is ${operator}`);
  } else report(`${path}.operator`, "must be In, NotIn, Exists or DoesNotExist");
  const name = typeof key === "string" ? key : "";
  if (!isQualifiedName(name)) report(`${path}.key`, `${JSON.stringify(name)} is not a label name`);
  return { key: name, operator: typeof operator === "string" ? operator : "", values };
}

/**
 * Reads a label selector as the API server would accept it on creation. Null fields are absent fields.
 * Problems carry paths that begin with `path`; with problems the selector must not be used.
 */
export function parseLabelSelector(
  value: unknown,
  path: string,
): { readonly selector: LabelSelector; readonly problems: readonly ShapeProblem[] } {
  const problems: ShapeProblem[] = [];
  const report: Report = (path, message) => problems.push({ path, message });
  if (!isJsonObject(value)) {
    report(path, "must be a mapping");
    return { selector: {}, problems };
  }
  const matchLabels = parseMatchLabels(value["matchLabels"], `${path}.matchLabels`, report);
  const expressions = value["matchExpressions"] ?? [];
  if (!Array.isArray(expressions)) report(`${path}.matchExpressions`, "must be a list");
  const matchExpressions = (Array.isArray(expressions) ? expressions : []).map((item, index) =>
    parseRequirement(item, `${path}.matchExpressions[${index}]`, report),
  );
  return { selector: { matchLabels, matchExpressions }, problems };
}

/** Whether a selector asks for nothing, and so matches every object. */
export function isEmptySelector({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return Object.keys(matchLabels ?? {}).length === 0 && (matchExpressions ?? []).length === 0;
}

/** Text equal for selectors with the same requirements, whatever their order; `In` of one value is a label. */
export function selectorKey({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const requirements = [
    ...Object.entries(matchLabels).map(([key, value]) => [key, "In", value]),
    ...matchExpressions.map(({ key = "", operator = "", values = [] }) => [
      key,
      operator,
      ...[...new Set(values)].sort(),
    ]),
  ];
  return [...new Set(requirements.map((requirement) => JSON.stringify(requirement)))].sort().join();
}
