// Texts as CEL counts and orders them: by character (code point), not by UTF-16 unit.

/** How many characters a text has. Linear. */
export function characterCount(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length - 1; at++) {
    const code = text.charCodeAt(at);
    if (code < 0xd800 || code > 0xdbff) continue;
    const next = text.charCodeAt(at + 1);
    if (next < 0xdc00 || next > 0xdfff) continue;
    count--;
    at++;
  }
  return count;
}

/** The characters of a text. */
export function charactersOf(text: string): readonly string[] {
  return Array.from(text);
}

/** UTF-16 units in the order of the characters they stand for: surrogates come last. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit > 0xdfff ? unit - 0x800 : unit + 0x2000;
}

/** Negative, 0 or positive: the order of the texts' bytes in UTF-8, as Go compares strings. */
export function compareTexts(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** A double as Go's %g prints it: the shortest digits, an exponent below 1e-4 and from 1e6. */
export function formatDouble(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  if (Object.is(value, -0)) return "-0";
  const exponent = value === 0 ? 0 : Number(value.toExponential().split("e")[1]);
  if (exponent >= -4 && exponent < 6) return plainDouble(value);
  const [digits = "", power = ""] = value.toExponential().split("e");
  return `${digits}e${power.startsWith("-") ? "-" : "+"}${power.replace(/^[+-]/, "").padStart(2, "0")}`;
}

/** A finite double without an exponent, as Go's %f with the shortest digits. */
export function plainDouble(value: number): string {
  const text = String(value);
  if (!text.includes("e")) return text;
  const [digits = "", power = "0"] = text.replace("-", (sign, at) => (at === 0 ? "" : sign)).split("e");
  const [whole = "", part = ""] = digits.split(".");
  const shift = Number(power);
  const moved =
    shift < 0 ? `0.${"0".repeat(-shift - 1)}${whole}${part}` : `${whole}${part}${"0".repeat(shift - part.length)}`;
  return value < 0 ? `-${moved}` : moved;
}
