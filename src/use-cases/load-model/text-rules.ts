// What becomes of a text field of a cluster's object before anything else sees it.
import { describeLiteral, redactCredentials, redactLiteral, redactText } from "../../engines/secret-detection/index.ts";
import { publicCertificates } from "../../kubernetes/index.ts";

/** What happens to a text, and why that is right. */
interface TextRule {
  readonly why: string;
  /** Whether the text stays readable. */
  readonly keeps: boolean;
  /** Shorter text always stays. */
  readonly shortest?: number;
  apply(text: string): string;
}

const remembered = 200_000;

/** The function, remembering its answers: clusters say the same things thousands of times. */
function memo(redact: (text: string) => string): (text: string) => string {
  let answers = new Map<string, string>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    if (answers.size >= remembered) answers = new Map();
    const answer = redact(text);
    answers.set(text, answer);
    return answer;
  };
}

/** No issuer's token is shorter. */
const shortestToken = 16;
const redactKnown = memo(redactCredentials);
const withoutCredentials = (text: string): string => (text.length < shortestToken ? text : redactKnown(text));
const literal = memo((text) => redactLiteral("", text));

const address = /^([a-z][a-z0-9+.-]*:\/\/)(?:([^/?#@]*)@)?([^?#]*)([?#][\s\S]*)?$/i;

/** An address without its user and its query, which is where credentials go. */
function redactUrl(text: string): string {
  const match = address.exec(text);
  if (match === null) return literal(text);
  const [, scheme = "", user, place = "", query] = match;
  const before = user === undefined ? "" : `${redactLiteral("", user)}@`;
  const after = query === undefined ? "" : query.charAt(0) + redactLiteral("", query.slice(1));
  return scheme + before + withoutCredentials(place) + after;
}

/** A path of a request without its query. */
function redactPath(text: string): string {
  const at = text.indexOf("?");
  if (at === -1) return withoutCredentials(text);
  return `${withoutCredentials(text.slice(0, at))}?${redactLiteral("", text.slice(at + 1))}`;
}

/** Certificates as they are; text without any is a literal. */
const publicPart = memo((text: string): string => publicCertificates(text) || literal(text));

function kept(why: string, apply?: TextRule["apply"]): TextRule {
  return apply === undefined
    ? { why, keeps: true, apply: withoutCredentials, shortest: shortestToken }
    : { why, keeps: true, apply };
}

function replaced(why: string, apply: TextRule["apply"] = literal): TextRule {
  return { why, keeps: false, apply };
}

/** All rules by name. What is kept loses whatever in it has the form of a credential, but for `identity`. */
export const textRules = {
  identity: kept(
    "identifies the object itself, so findings can name it, and the API server allows no free text",
    (text) => text,
  ),
  name: kept("names another object, a user, a container, a port or a key; references are what findings are about"),
  setting: kept("is one of the values, quantities or patterns the API defines; decisions read it"),
  address: kept("is a host, an address or a range of them; decisions about reachability read it", redactKnown),
  path: kept("is a path on a host, in a container or of a request; decisions read it", redactPath),
  image: kept("is an image reference; checks of images read it", redactKnown),
  label: kept("is a label or selects by labels; selectors decide what applies to what"),
  expression: kept("is a CEL expression or its message, which is policy", redactKnown),
  settings: kept("is the text of a configuration file that checks read", redactText),
  url: kept("is an address; its user and query are replaced", redactUrl),
  public: replaced("holds certificates or a request for one, which stay; all else may hold a private key", publicPart),
  literal: replaced("may hold a secret"),
} as const satisfies Readonly<Record<string, TextRule>>;

/** The name of a rule. */
export type TextRuleName = keyof typeof textRules;

/** Whether a value is a switch or nothing but a reference to a variable: it tells nothing, whatever its name. */
export function isSwitch(value: string): boolean {
  return value === "true" || value === "false" || value === "" || /^\$\(\w{1,100}\)$/.test(value);
}

/** Whether the value of a flag tells nothing either: a short number or a duration, unless the name says it is a password. */
export function isMeasure(name: string, value: string): boolean {
  return /^\d{1,5}(?:ms|s|m|h|Ki|Mi|Gi|%)?$/.test(value) && describeLiteral(name, value).looksLike === undefined;
}
