// Label selectors of a request's query: `app=web,tier in (a,b),!canary` (k8s.io/apimachinery/pkg/labels Parse).
import { isLabelValue, isQualifiedName } from "./label-selector-syntax.ts";
import type { SelectorRequirement } from "./request-attributes.ts";

const token = /[ \t\r\n]+|(==|!=|[=!(),<>]|[^ \t\r\n=!(),<>]+)/y;

function tokens(text: string): string[] | undefined {
  const found: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (match === null) return undefined;
    if (match[1] !== undefined) found.push(match[1]);
  }
  return found;
}

const isWord = (text: string | undefined): text is string => text !== undefined && !/^[=!(),<>]/.test(text);

/** The values between parentheses; a comma without a value beside it stands for the empty one. */
function parseValues(rest: string[]): string[] | undefined {
  if (rest.shift() !== "(") return undefined;
  const values = new Set<string>();
  let last = ",";
  for (;;) {
    const next = rest.shift();
    if (next === undefined) return undefined;
    if (next === ")" || next === ",") {
      if (last === ",") values.add("");
      if (next === ")") return [...values].sort();
    } else if (!isWord(next) || last !== ",") return undefined;
    else values.add(next);
    last = next;
  }
}

/** `undefined` for a fault, `null` for a comparison, which authorizers are not told of. */
type Parsed = SelectorRequirement | null | undefined;

function parseExact(key: string, operator: string, rest: string[]): Parsed {
  const value = rest[0] === undefined || rest[0] === "," ? "" : rest.shift();
  if (value === undefined || (value !== "" && !isWord(value))) return undefined;
  if (operator === "<" || operator === ">") return /^[+-]?[0-9]+$/.test(value) ? null : undefined;
  return { key, operator: operator === "!=" ? "NotIn" : "In", values: [value] };
}

function parseRequirement(rest: string[]): Parsed {
  const negated = rest[0] === "!";
  if (negated) rest.shift();
  const key = rest.shift();
  if (!isWord(key) || !isQualifiedName(key)) return undefined;
  if (negated) return { key, operator: "DoesNotExist", values: [] };
  if (rest.length === 0 || rest[0] === ",") return { key, operator: "Exists", values: [] };
  const operator = rest.shift() ?? "";
  if (operator === "in" || operator === "notin") {
    const values = parseValues(rest);
    return values === undefined ? undefined : { key, operator: operator === "in" ? "In" : "NotIn", values };
  }
  return ["=", "==", "!=", "<", ">"].includes(operator) ? parseExact(key, operator, rest) : undefined;
}

/** The requirements of a label selector, sorted by key; undefined for one Kubernetes cannot read. Linear. */
export function parseLabelQuery(text: string): readonly SelectorRequirement[] | undefined {
  const rest = tokens(text);
  if (rest === undefined) return undefined;
  const requirements: SelectorRequirement[] = [];
  while (rest.length > 0) {
    const requirement = parseRequirement(rest);
    if (requirement === undefined || requirement?.values.some((value) => !isLabelValue(value)) === true)
      return undefined;
    if (requirement !== null) requirements.push(requirement);
    if (rest.length > 0 && (rest.shift() !== "," || rest.length === 0)) return undefined;
  }
  return requirements.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
}
