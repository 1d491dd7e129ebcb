// The phrases of the admission component's messages (k8s.io/pod-security-admission/policy helpers.go, Go's strconv.Quote).

/** `"a", "b"`: joined as they are, without escaping, as upstream does. */
export function quoteAll(items: readonly string[]): string {
  return items.map((item) => `"${item}"`).join(", ");
}

/** The word, with an s unless there is exactly one. */
export function plural(word: string, count: number): string {
  return count === 1 ? word : `${word}s`;
}

/** `container "a"`, `containers "a", "b"`. */
export function containersNamed(names: readonly string[]): string {
  return `${plural("container", names.length)} ${quoteAll(names)}`;
}

/** Who set a value: `pod`, `containers "a", "b"`, or `pod and container "a"`. */
export function settersNamed(pod: boolean, containers: readonly string[]): string {
  return [...(pod ? ["pod"] : []), ...(containers.length > 0 ? [containersNamed(containers)] : [])].join(" and ");
}

function compareCodePoints(a: string, b: string): number {
  const left = Array.from(a, (character) => character.codePointAt(0) ?? 0);
  const right = Array.from(b, (character) => character.codePointAt(0) ?? 0);
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Each text once, in the order of Go's strings (bytes of UTF-8, which is the order of code points). */
export function sortedUnique(items: Iterable<string>): string[] {
  return [...new Set(items)].sort(compareCodePoints);
}

const named = new Map([
  ["\u0007", "\\a"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\v", "\\v"],
  ['"', '\\"'],
  ["\\", "\\\\"],
]);

function escapeCharacter(character: string): string {
  const known = named.get(character);
  if (known !== undefined) return known;
  if (/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x20 || code === 0x7f) return `\\x${hex.padStart(2, "0")}`;
  if (code >= 0xd800 && code <= 0xdfff) return "\uFFFD";
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

/** A text as Go's %q writes it. */
export function goQuote(text: string): string {
  return `"${Array.from(text, escapeCharacter).join("")}"`;
}
