// The host of a URI in a certificate, and which URIs Go refuses (net/url Parse).
import { goText } from "./go-text.ts";

/** The host with its port as written, or why Go does not take the URI. */
export type UriReading = { readonly host: string } | { readonly error: string };

function escapeFault(text: string): string | undefined {
  const wrong = /%(?![0-9A-Fa-f]{2})[^]{0,2}/.exec(text);
  return wrong === null ? undefined : `invalid URL escape ${goText(wrong[0])}`;
}

function portFault(host: string): string | undefined {
  const port = host.startsWith("[") ? host.slice(host.lastIndexOf("]") + 1) : host.slice(host.lastIndexOf(":"));
  if (host.startsWith("[") && !host.includes("]")) return "missing ']' in host";
  if (port === "" || (!host.startsWith("[") && !host.includes(":"))) return undefined;
  return /^:\d*$/.test(port) ? undefined : `invalid port ${goText(port)} after host`;
}

function authorityFault(authority: string): string | undefined {
  const at = authority.lastIndexOf("@");
  const [userinfo, host] = [authority.slice(0, Math.max(at, 0)), authority.slice(at + 1)];
  if (/[^A-Za-z0-9\-._:~!$&'()*+,;=%@]/.test(userinfo)) return "net/url: invalid userinfo";
  const fault = portFault(host) ?? escapeFault(host);
  if (fault !== undefined) return fault;
  const strange = /[^A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"%\u0080-\uffff]/.exec(host);
  return strange === null ? undefined : `invalid character ${goText(strange[0])} in host name`;
}

/** Splits a URI as far as its host. */
export function uriHost(text: string): UriReading {
  const refuse = (why: string): UriReading => ({ error: `parse ${goText(text)}: ${why}` });
  if (/[\u0000-\u001f\u007f]/.test(text)) return refuse("net/url: invalid control character in URL");
  if (text.startsWith(":")) return refuse("missing protocol scheme");
  const [, scheme, tail = text] = /^([A-Za-z][A-Za-z0-9+.-]*):([^]*)$/.exec(text) ?? [];
  const [beforeFragment = ""] = tail.split("#", 1);
  const [path = ""] = beforeFragment.split("?", 1);
  if (scheme !== undefined && !path.startsWith("/")) return { host: "" };
  if (scheme === undefined && /^[^/]*:/.test(path)) return refuse("first path segment in URL cannot contain colon");
  const authority = path.startsWith("//") && !path.startsWith("///") ? (/^\/\/([^/]*)/.exec(path)?.[1] ?? "") : "";
  const fault = authorityFault(authority) ?? escapeFault(path);
  return fault === undefined ? { host: authority.slice(authority.lastIndexOf("@") + 1) } : refuse(fault);
}
