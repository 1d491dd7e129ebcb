// Field selectors of a request's query (k8s.io/apimachinery/pkg/fields ParseSelector).
import type { SelectorRequirement } from "./request-attributes.ts";

/** Terms between commas; a backslash keeps the next character from ending one. */
function splitTerms(text: string): string[] {
  const terms: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === ",") {
      terms.push(text.slice(start, at));
      start = at + 1;
    }
  }
  terms.push(text.slice(start));
  return terms.filter((term) => term !== "").sort();
}

function unescape(value: string): string | undefined {
  return /^(?:[^\\,=]|\\[\\,=])*$/.test(value) ? value.replace(/\\(.)/g, "$1") : undefined;
}

function parseTerm(term: string): SelectorRequirement | undefined {
  const operator = /!=|==|=/.exec(term);
  if (operator === null) return undefined;
  const value = unescape(term.slice(operator.index + operator[0].length));
  if (value === undefined) return undefined;
  return { key: term.slice(0, operator.index), operator: operator[0] === "!=" ? "NotIn" : "In", values: [value] };
}

/** The requirements of a field selector, sorted by text as Kubernetes sorts them; undefined for one it cannot read. Linear. */
export function parseFieldSelector(text: string): readonly SelectorRequirement[] | undefined {
  const requirements: SelectorRequirement[] = [];
  for (const term of splitTerms(text)) {
    const requirement = parseTerm(term);
    if (requirement === undefined) return undefined;
    requirements.push(requirement);
  }
  return requirements;
}
