// Blanks the secrets in a text that is otherwise kept.
import { certainKind, describeValue } from "./describe-value.ts";
import { formatMarker, isRedacted } from "./marker.ts";
import { isNumber, isPlaceholder } from "./placeholders.ts";
import { namesSecret } from "./secret-names.ts";
import { tokenFormats } from "./token-formats.ts";
import { credentialForms } from "./url-credentials.ts";

/** Longer texts are no settings: they are replaced whole. */
const longest = 262_144;

/** A line that gives a name a value, in YAML, INI, a Corefile and most other languages. */
const assignment = /^(\s*(?:- {1,8})?)(["']?)([A-Za-z][\w.-]{0,80})\2(\s*[:=]\s*|\s+)([^\s][\s\S]*)$/;

/** `name="value"`, `"name":"value"` or `name=value` within a line. */
const inline =
  /(?<![\w.-])(["']?)([A-Za-z][\w.-]{0,80})\1(\s{0,4}[:=]\s{0,4})("(?:[^"\\\n]|\\.){1,4096}"|'[^'\n]{1,4096}'|[^\s"',;{}[\]]{1,4096})/g;

/**
 * The text with every credential of a known format replaced by a marker, and nothing else changed: for expressions and
 * sentences.
 */
export function redactCredentials(text: string): string {
  if (text.length > longest) return formatMarker(describeValue("", text));
  if (certainKind(text) === undefined) return text;
  let result = text;
  for (const { kind, pattern } of tokenFormats) {
    result = result.replace(pattern, (match) => formatMarker({ length: match.length, looksLike: kind }));
  }
  for (const { kind, pattern } of credentialForms) {
    result = result.replace(pattern, (match, credential: string) => {
      if (isPlaceholder(credential) || isRedacted(credential)) return match;
      const at = match.lastIndexOf(credential);
      const marker = formatMarker({ length: credential.length, looksLike: kind });
      return match.slice(0, at) + marker + match.slice(at + credential.length);
    });
  }
  return result;
}

function unquote(value: string): { readonly mark: string; readonly literal: string } {
  const mark = /^(["'])[\s\S]*\1$/.exec(value)?.[1] ?? "";
  return { mark, literal: mark === "" ? value : value.slice(1, -1) };
}

function redactValue(name: string, value: string): string {
  const { mark, literal } = unquote(value);
  if (isRedacted(literal)) return value;
  const described = describeValue(name, literal);
  return described.looksLike === undefined ? value : mark + formatMarker(described) + mark;
}

function isPlain(value: string): boolean {
  const { literal } = unquote(value);
  return isRedacted(literal) || isPlaceholder(literal) || isNumber(literal) || /^[[{]\s*[\]}]?$/.test(literal);
}

function redactLine(line: string): string {
  const match = assignment.exec(line);
  if (match === null) return line.replace(inline, redactInline);
  const [, indent = "", quote = "", name = "", between = "", rest = ""] = match;
  const value = rest.trimEnd().replace(/,$/, "");
  if (/^[|>][+-]?\d?$/.test(value)) return line;
  if (namesSecret(name) && !isPlain(value))
    return indent + quote + name + quote + between + redactSecret(name, value) + rest.slice(value.length);
  return line.replace(inline, redactInline);
}

function redactSecret(name: string, value: string): string {
  const { mark, literal } = unquote(value);
  return mark + formatMarker(describeValue(name, literal)) + mark;
}

function redactInline(match: string, quote: string, name: string, between: string, value: string): string {
  const redacted = redactValue(name, value);
  return redacted === value ? match : quote + name + quote + between + redacted;
}

/**
 * The text of a configuration file with every credential of a known format, and every value whose name says it is one,
 * replaced by a marker. Lines indented below such a name belong to it and go too. All else stays, so that the settings
 * can still be read. Texts beyond 256 Ki characters are replaced whole. Linear in the length of the text.
 */
export function redactText(text: string): string {
  let secretIndent = -1;
  const lines = redactCredentials(text).split("\n");
  return lines
    .map((line) => {
      const indent = line.search(/[^\s-]/);
      if (indent > secretIndent && secretIndent >= 0) return markLine(line);
      if (indent >= 0) secretIndent = startsSecret(line) ? indent : -1;
      return redactLine(line);
    })
    .join("\n");
}

/** A line that belongs to a secret name: text and list items are the secret, settings of their own only if their names say so. */
function markLine(line: string): string {
  const text = line.trim();
  const indent = line.slice(0, line.length - line.trimStart().length);
  const [, lead = "", quote = "", name = "", between = "", value = ""] = assignment.exec(text) ?? [];
  if (between.trim() !== "")
    return isRedacted(value)
      ? line
      : indent + lead + quote + name + quote + between + formatMarker(describeValue(name, value));
  return isRedacted(text) ? line : indent + formatMarker({ length: text.length, looksLike: "named-secret" });
}

function startsSecret(line: string): boolean {
  const name = /^\s*(?:- +)?["']?([A-Za-z][\w.-]{0,80})["']?\s*[:=]/.exec(line)?.[1];
  return name !== undefined && namesSecret(name);
}
