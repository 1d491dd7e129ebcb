// URLs (pkg/cel/library/urls.go).
import { CelFault } from "../../values/cel-fault.ts";
import { opaqueOf } from "../../values/cel-type.ts";
import { CelMap, CelOpaque, type CelValue } from "../../values/cel-value.ts";
import { escapedPath, parseRequestUrl, queryValues, splitHost, type GoUrl } from "../../values/go-url.ts";
import type { CelResult } from "../../values/runtime-type.ts";
import { global, member, type CelOverload } from "../overload.ts";

const typeName = "kubernetes.URL";

/** A parsed URL. */
class CelUrl extends CelOpaque {
  readonly type = opaqueOf(typeName);
  readonly url: GoUrl;
  constructor(url: GoUrl) {
    super();
    this.url = url;
  }
  equals(other: CelValue): boolean {
    return other instanceof CelUrl && other.url.text === this.url.text;
  }
}

function urlOf(text: string): CelResult {
  const url = parseRequestUrl(text);
  return typeof url === "string"
    ? new CelFault(`URL parse error during conversion from string: ${url}`)
    : new CelUrl(url);
}

function part(id: string, name: string, read: (url: GoUrl) => string): CelOverload {
  return member<[CelUrl]>(id, name, typeName, "string", ([{ url }]) => read(url));
}

function queryOf({ url }: CelUrl): CelMap {
  return new CelMap(new Map([...queryValues(url)].map(([key, values]) => [key, [key, values] as const])));
}

export const urlOverloads: readonly CelOverload[] = [
  global<[string]>("string_to_url", "url", "string", typeName, ([text]) => urlOf(text)),
  global<[string]>("is_url_string", "isURL", "string", "bool", ([text]) => typeof parseRequestUrl(text) !== "string"),
  part("url_get_scheme", "getScheme", ({ scheme }) => scheme),
  part("url_get_host", "getHost", ({ host }) => host),
  part("url_get_hostname", "getHostname", (url) => splitHost(url).name),
  part("url_get_port", "getPort", (url) => splitHost(url).port),
  part("url_get_escaped_path", "getEscapedPath", escapedPath),
  member<[CelUrl]>("url_get_query", "getQuery", typeName, "map(string, list(string))", ([url]) => queryOf(url)),
];
