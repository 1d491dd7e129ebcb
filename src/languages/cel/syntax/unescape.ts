// What is between the quotes of a literal: texts and bytes with their escapes read (cel-go parser/unescape.go).

const simple: Readonly<Record<string, string>> = { a: "\u0007", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };
const escapes = /\\(?:([xX])([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7][0-7])|([\s\S]))/g;

interface Body {
  readonly text: string;
  readonly raw: boolean;
}

function bodyOf(literal: string): Body {
  const normal = literal.replaceAll(/\r\n?/g, "\n");
  const raw = /^[rR]/.test(normal);
  const quoted = raw ? normal.slice(1) : normal;
  const width = quoted.length >= 6 && /^("""|''')/.test(quoted) ? 3 : 1;
  return { text: quoted.slice(width, quoted.length - width), raw };
}

function codePoint(value: number): string | undefined {
  return value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff) ? undefined : String.fromCodePoint(value);
}

/** The text of a string literal as written with its quotes; a fault in cel-go's words. */
export function unescapeText(literal: string): { readonly text: string } | { readonly fault: string } {
  const { text, raw } = bodyOf(literal);
  if (raw || !text.includes("\\")) return { text };
  let fault: string | undefined;
  const read = text.replaceAll(
    escapes,
    (_whole, _x, hex?: string, four?: string, eight?: string, octal?: string, one?: string) => {
      if (one !== undefined) return simple[one] ?? one;
      const value = octal === undefined ? parseInt(hex ?? four ?? eight ?? "0", 16) : parseInt(octal, 8);
      const character = codePoint(value);
      if (character === undefined) fault = "invalid unicode code point";
      return character ?? "";
    },
  );
  return fault === undefined ? { text: read } : { fault };
}

/** The bytes of a bytes literal without its leading b: escapes are bytes, other characters are UTF-8. */
export function unescapeBytes(literal: string): { readonly bytes: Uint8Array } | { readonly fault: string } {
  const { text, raw } = bodyOf(literal);
  const encoder = new TextEncoder();
  if (raw || !text.includes("\\")) return { bytes: encoder.encode(text) };
  const parts: number[] = [];
  let last = 0;
  for (const found of text.matchAll(escapes)) {
    for (const byte of encoder.encode(text.slice(last, found.index))) parts.push(byte);
    last = found.index + found[0].length;
    const [, , hex, four, eight, octal, one] = found;
    if (four !== undefined || eight !== undefined) return { fault: "unable to unescape string" };
    if (one !== undefined) parts.push((simple[one] ?? one).charCodeAt(0));
    else parts.push(octal === undefined ? parseInt(hex ?? "0", 16) : parseInt(octal, 8) & 0xff);
  }
  for (const byte of encoder.encode(text.slice(last))) parts.push(byte);
  return { bytes: Uint8Array.from(parts) };
}
