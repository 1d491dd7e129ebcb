// cel-go's extension for texts (ext/strings.go), by its versions.
import { CelFault } from "../../values/cel-fault.ts";
import type { CelResult } from "../../values/runtime-type.ts";
import { charactersOf } from "../../values/text.ts";
import { global, member, type CallContext, type CelOverload } from "../overload.ts";

function outOfRange(index: bigint): CelFault {
  return new CelFault(`index out of range: ${index}`);
}

function charAt(text: string, index: bigint): CelResult {
  const characters = charactersOf(text);
  if (index < 0n || index > characters.length) return outOfRange(index);
  return characters[Number(index)] ?? "";
}

function matchesAt(text: readonly string[], part: readonly string[], at: number): boolean {
  return part.every((character, offset) => text[at + offset] === character);
}

/** Where the part is, in characters, searching from an offset forwards. */
function indexOf(text: string, part: string, offset: bigint, { spend }: CallContext): CelResult {
  if (offset < 0n) return outOfRange(offset);
  const [characters, wanted] = [charactersOf(text), charactersOf(part)];
  if (wanted.length === 0) return offset > characters.length ? BigInt(characters.length) : offset;
  for (let at = Number(offset); at <= characters.length - wanted.length; at++) {
    spend(1);
    if (characters[at] === wanted[0] && matchesAt(characters, wanted, at)) return BigInt(at);
  }
  return -1n;
}

function lastIndexOf(text: string, part: string, offset: bigint | undefined, { spend }: CallContext): CelResult {
  const [characters, wanted] = [charactersOf(text), charactersOf(part)];
  const last = BigInt(characters.length);
  if (wanted.length === 0)
    return offset === undefined || offset > last ? last : offset < 0n ? outOfRange(offset) : offset;
  if (offset === undefined && wanted.length > characters.length) return -1n;
  const from = offset ?? last - 1n;
  if (from < 0n) return outOfRange(from);
  if (from >= last) return -1n;
  for (let at = Math.min(Number(from), characters.length - wanted.length); at >= 0; at--) {
    spend(1);
    if (characters[at] === wanted[0] && matchesAt(characters, wanted, at)) return BigInt(at);
  }
  return -1n;
}

function limited(count: bigint, most: number): number {
  return count < 0n || count > BigInt(most) ? most : Number(count);
}

function replace(text: string, part: string, by: string, count: bigint, { spend }: CallContext): string {
  const pieces = part === "" ? ["", ...charactersOf(text), ""] : text.split(part);
  const times = limited(count, pieces.length - 1);
  spend((times * by.length + text.length) / 8);
  const rest = part === "" ? pieces.slice(times).join("") : pieces.slice(times).join(part);
  return times === 0 ? text : `${pieces.slice(0, times).join(by)}${by}${rest}`;
}

function split(text: string, separator: string, count: bigint): CelResult {
  const pieces = separator === "" ? charactersOf(text) : text.split(separator);
  const most = limited(count, pieces.length);
  if (most === 0) return [];
  if (most >= pieces.length) return pieces;
  return [...pieces.slice(0, most - 1), pieces.slice(most - 1).join(separator)];
}

function substring(text: string, start: bigint, end: bigint | undefined): CelResult {
  const characters = charactersOf(text);
  const size = BigInt(characters.length);
  if (end !== undefined && start > end) return new CelFault(`invalid substring range. start: ${start}, end: ${end}`);
  if (start < 0n || start > size) return outOfRange(start);
  if (end !== undefined && (end < 0n || end > size)) return outOfRange(end);
  return characters.slice(Number(start), end === undefined ? undefined : Number(end)).join("");
}

/** White space as Go's unicode.IsSpace counts it: the byte order mark is none. */
function trim(text: string): string {
  const space = "[\\t\\n\\v\\f\\r \\u0085\\u00A0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
  let end = text.length;
  const one = new RegExp(`^${space}$`);
  while (end > 0 && one.test(text.charAt(end - 1))) end--;
  return text.slice(0, end).replace(new RegExp(`^${space}+`), "");
}

function join(list: readonly unknown[], separator: string, { spend }: CallContext): CelResult {
  let size = 0;
  for (const item of list) {
    if (typeof item !== "string") return new CelFault(`join: invalid input: ${String(item)}`);
    size += item.length + separator.length;
  }
  spend(size / 8);
  return list.join(separator);
}

const escapes: Readonly<Record<string, string>> = {
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  "\\": "\\\\",
  '"': '\\"',
};

function quote(text: string): string {
  return `"${text.replaceAll(/[\u0007-\r"\\]/g, (character) => escapes[character] ?? character)}"`;
}

type Text = [string];
type TwoTexts = [string, string];

const positions: readonly CelOverload[] = [
  member<[string, bigint]>("string_char_at_int", "charAt", "string, int", "string", ([text, at]) => charAt(text, at)),
  member<TwoTexts>("string_index_of_string", "indexOf", "string, string", "int", ([text, part], context) =>
    indexOf(text, part, 0n, context),
  ),
  member<[string, string, bigint]>(
    "string_index_of_string_int",
    "indexOf",
    "string, string, int",
    "int",
    ([text, part, at], context) => indexOf(text, part, at, context),
  ),
  member<TwoTexts>("string_last_index_of_string", "lastIndexOf", "string, string", "int", ([text, part], context) =>
    lastIndexOf(text, part, undefined, context),
  ),
  member<[string, string, bigint]>(
    "string_last_index_of_string_int",
    "lastIndexOf",
    "string, string, int",
    "int",
    ([text, part, at], context) => lastIndexOf(text, part, at, context),
  ),
  member<[string, bigint]>("string_substring_int", "substring", "string, int", "string", ([text, start]) =>
    substring(text, start, undefined),
  ),
  member<[string, bigint, bigint]>(
    "string_substring_int_int",
    "substring",
    "string, int, int",
    "string",
    ([text, start, end]) => substring(text, start, end),
  ),
];

/** Functions of version 0. */
export const stringOverloads: readonly CelOverload[] = [
  ...positions,
  member<Text>("string_lower_ascii", "lowerAscii", "string", "string", ([text]) =>
    text.replaceAll(/[A-Z]+/g, (part) => part.toLowerCase()),
  ),
  member<Text>("string_upper_ascii", "upperAscii", "string", "string", ([text]) =>
    text.replaceAll(/[a-z]+/g, (part) => part.toUpperCase()),
  ),
  member<[string, string, string]>(
    "string_replace_string_string",
    "replace",
    "string, string, string",
    "string",
    ([text, part, by], context) => replace(text, part, by, -1n, context),
  ),
  member<[string, string, string, bigint]>(
    "string_replace_string_string_int",
    "replace",
    "string, string, string, int",
    "string",
    ([text, part, by, count], context) => replace(text, part, by, count, context),
  ),
  member<TwoTexts>("string_split_string", "split", "string, string", "list(string)", ([text, separator]) =>
    split(text, separator, -1n),
  ),
  member<[string, string, bigint]>(
    "string_split_string_int",
    "split",
    "string, string, int",
    "list(string)",
    ([text, separator, count]) => split(text, separator, count),
  ),
  member<Text>("string_trim", "trim", "string", "string", ([text]) => trim(text)),
  member<[readonly string[]]>("list_join", "join", "list(string)", "string", ([list], context) =>
    join(list, "", context),
  ),
  member<[readonly string[], string]>(
    "list_join_string",
    "join",
    "list(string), string",
    "string",
    ([list, separator], context) => join(list, separator, context),
  ),
];

/** strings.quote, since version 1. */
export const quoteOverload = global<Text>("strings_quote", "strings.quote", "string", "string", ([text]) =>
  quote(text),
);

/** reverse, since version 3. */
export const reverseOverload = member<Text>("string_reverse", "reverse", "string", "string", ([text]) =>
  [...charactersOf(text)].reverse().join(""),
);
