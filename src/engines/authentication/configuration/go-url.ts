// URLs as Go's net/url reads them, as far as the checks of issuers look at them.
import { goQuote } from "../../../kubernetes/index.ts";

/** The parts looked at, or the parser's error. */
export type GoUrl =
  | { readonly scheme: string; readonly hasUser: boolean; readonly query: string; readonly fragment: string }
  | { readonly error: string };

const brokenEscape = /%(?![0-9A-Fa-f]{2}).{0,2}/s;

function schemeOf(text: string): { readonly scheme: string; readonly rest: string } | { readonly error: string } {
  const found = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(text);
  if (found !== null) return { scheme: (found[1] ?? "").toLowerCase(), rest: found[2] ?? "" };
  if (text.startsWith(":")) return { error: "missing protocol scheme" };
  return { scheme: "", rest: text };
}

function hostFault(host: string): string | undefined {
  const bracket = host.lastIndexOf("]");
  if (host.startsWith("[") && bracket < 0) return "missing ']' in host";
  const colon = host.startsWith("[") ? bracket + 1 : host.lastIndexOf(":");
  const port = colon < 0 ? "" : host.slice(colon);
  if (port !== "" && !/^:\d*$/.test(port)) return `invalid port ${goQuote(port)} after host`;
  const escape = brokenEscape.exec(host);
  if (escape !== null) return `invalid URL escape ${goQuote(escape[0])}`;
  const character = /[ "<>\\^`{|}]/.exec(host);
  return character === null ? undefined : `invalid character ${goQuote(character[0])} in host name`;
}

function partsOf(text: string, fragment: string): GoUrl {
  const scheme = schemeOf(text);
  if ("error" in scheme) return scheme;
  const mark = scheme.rest.indexOf("?");
  const [before, query] = mark < 0 ? [scheme.rest, ""] : [scheme.rest.slice(0, mark), scheme.rest.slice(mark + 1)];
  const isHierarchical = before.startsWith("/");
  if (!isHierarchical && scheme.scheme !== "") return { scheme: scheme.scheme, hasUser: false, query, fragment };
  if (!isHierarchical && (before.split("/", 1)[0] ?? "").includes(":"))
    return { error: "first path segment in URL cannot contain colon" };
  const authority = before.startsWith("//") ? (before.slice(2).split("/", 1)[0] ?? "") : "";
  const at = authority.lastIndexOf("@");
  if (at >= 0 && !/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(authority.slice(0, at)))
    return { error: "net/url: invalid userinfo" };
  const fault = hostFault(authority.slice(at + 1));
  if (fault !== undefined) return { error: fault };
  const path = before.startsWith("//") ? before.slice(2 + authority.length) : before;
  const escape = brokenEscape.exec(path) ?? brokenEscape.exec(fragment);
  if (escape !== null) return { error: `invalid URL escape ${goQuote(escape[0])}` };
  return { scheme: scheme.scheme, hasUser: at >= 0, query, fragment };
}

/** Reads a URL; the error is the whole sentence of Go. Linear. */
export function readGoUrl(text: string): GoUrl {
  const hash = text.indexOf("#");
  const [body, fragment] = hash < 0 ? [text, ""] : [text.slice(0, hash), text.slice(hash + 1)];
  const isControlled = /[\u0000-\u001f\u007f]/.test(body);
  const parts = isControlled ? { error: "net/url: invalid control character in URL" } : partsOf(body, fragment);
  return "error" in parts ? { error: `parse ${goQuote(text)}: ${parts.error}` } : parts;
}
