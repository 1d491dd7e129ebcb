// Headers of a request as Go's HTTP server takes them: names in canonical form, values trimmed.

/** Values by canonical name (`X-Remote-User`), in the order they came. */
export type RequestHeaders = ReadonlyMap<string, readonly string[]>;

/** Why the server answers before anyone is asked who it is. */
export interface HeaderFault {
  readonly code: 400 | 431;
  readonly reason: string;
}

const largestHeaders = 1024 * 1024;
const name = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const badValue = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** `x-remote-user` → `X-Remote-User`. */
export function canonicalHeader(text: string): string {
  if (!name.test(text)) return text;
  return text.toLowerCase().replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
}

/** The headers, or why they are refused. Linear. */
export function readHeaders(
  given: readonly (readonly [name: string, value: string])[],
): { readonly headers: RequestHeaders } | { readonly fault: HeaderFault } {
  const headers = new Map<string, string[]>();
  let size = 0;
  for (const [key, raw] of given) {
    size += key.length + raw.length + 4;
    if (size > largestHeaders) return { fault: { code: 431, reason: "the headers are larger than 1 MiB" } };
    if (!name.test(key)) return { fault: { code: 400, reason: "the name of a header has characters it may not have" } };
    const value = raw.replace(/^[ \t]+/, "").replace(/[ \t]+$/, "");
    if (badValue.test(value))
      return { fault: { code: 400, reason: `the value of the header ${key} has control characters` } };
    const canonical = canonicalHeader(key);
    const values = headers.get(canonical);
    if (values === undefined) headers.set(canonical, [value]);
    else values.push(value);
  }
  return { headers };
}

/** The first value; empty where there is none (http.Header.Get). */
export function headerValue(headers: RequestHeaders, key: string): string {
  return headers.get(canonicalHeader(key))?.[0] ?? "";
}

/** Decodes %-escapes; a text with a broken one stays as it is (url.PathUnescape). Linear. */
export function unescapeHeaderKey(key: string): string {
  if (/%(?![0-9A-Fa-f]{2})/.test(key)) return key;
  const bytes = new TextEncoder().encode(key);
  const decoded: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte !== 0x25) decoded.push(byte);
    else {
      decoded.push(Number.parseInt(String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0), 16));
      at += 2;
    }
  }
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(decoded));
}
