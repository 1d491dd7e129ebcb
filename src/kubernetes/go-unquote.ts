// Text that Go printed with %q, read back (strconv.Unquote).

const short: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  '"': '"',
};

/** The text between the quotes, escapes undone; undefined for what is not quoted so. Linear. */
export function goUnquote(quoted: string): string | undefined {
  const inner = /^"((?:[^"\\\n]|\\.)*)"$/s.exec(quoted)?.[1];
  if (inner === undefined) return undefined;
  let wrong = false;
  const text = inner.replaceAll(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gs,
    (_whole, x?: string, u?: string, long?: string, letter?: string) => {
      const code = x ?? u ?? long;
      if (code !== undefined && Number.parseInt(code, 16) <= 0x10ffff)
        return String.fromCodePoint(Number.parseInt(code, 16));
      const plain = letter === undefined ? undefined : short[letter];
      wrong ||= plain === undefined;
      return plain ?? "";
    },
  );
  return wrong ? undefined : text;
}
