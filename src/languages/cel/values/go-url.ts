// URLs as Go's net/url reads them, as far as CEL shows their parts.

/** The parts of a URL; `path` is as written. */
export interface GoUrl {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly text: string;
}

const badEscape = /%(?![0-9a-fA-F]{2})/;
const pathCharacters = /[^A-Za-z0-9\-_.~$&+,/:;=@!'()*%[\]]/g;

function quote(text: string): string {
  return JSON.stringify(text);
}

function schemeOf(text: string): readonly [scheme: string, rest: string] | string {
  const found = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text);
  if (found?.[1] !== undefined) return [found[1].toLowerCase(), text.slice(found[0].length)];
  return text.startsWith(":") ? "missing protocol scheme" : ["", text];
}

function hostFault(host: string): string | undefined {
  const port = /:([^\]]*)$/.exec(host.replace(/^.*@/, ""));
  const isV6 = host.includes("[");
  if (isV6 && !host.includes("]")) return "missing ']' in host";
  if (port?.[1] !== undefined && !/^\d*$/.test(port[1])) return `invalid port ${quote(`:${port[1]}`)} after host`;
  const bad = /[ "<>\\^`{|}]/.exec(host);
  return bad === null ? undefined : `invalid character ${quote(bad[0])} in host name`;
}

/** What a URL of a request line must be: absolute, or a path that begins with a slash; else the fault in Go's words. */
export function parseRequestUrl(text: string): GoUrl | string {
  const fault = (why: string): string => `parse ${quote(text)}: ${why}`;
  if (/[\u0000-\u001f\u007f]/.test(text)) return fault("net/url: invalid control character in URL");
  if (text === "") return fault("empty url");
  if (text === "*") return { scheme: "", host: "", path: "*", query: "", text };
  const read = schemeOf(text);
  if (typeof read === "string") return fault(read);
  const [scheme, afterScheme] = read;
  const mark = afterScheme.indexOf("?");
  const [rest, query] = mark === -1 ? [afterScheme, ""] : [afterScheme.slice(0, mark), afterScheme.slice(mark + 1)];
  if (!rest.startsWith("/")) {
    if (scheme !== "") return { scheme, host: "", path: "", query, text };
    return fault("invalid URI for request");
  }
  const hasHost = (scheme !== "" || !rest.startsWith("///")) && rest.startsWith("//");
  const slash = rest.indexOf("/", 2);
  const authority = !hasHost ? "" : slash === -1 ? rest.slice(2) : rest.slice(2, slash);
  const path = !hasHost ? rest : slash === -1 ? "" : rest.slice(slash);
  const wrongHost = hostFault(authority);
  if (wrongHost !== undefined) return fault(wrongHost);
  const escape = badEscape.exec(path);
  if (escape !== null) return fault(`invalid URL escape ${quote(path.slice(escape.index, escape.index + 3))}`);
  return {
    scheme,
    host: authority.replace(/^.*@/, ""),
    path: path.split("#")[0] ?? "",
    query: query.split("#")[0] ?? "",
    text,
  };
}

/** The path with what must not stand in it written as escapes. */
export function escapedPath({ path }: GoUrl): string {
  const encoder = new TextEncoder();
  return path.replaceAll(/[\ud800-\udbff][\udc00-\udfff]|[\s\S]/g, (character) =>
    character.search(pathCharacters) === -1
      ? character
      : Array.from(encoder.encode(character), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(
          "",
        ),
  );
}

/** Name and port of the host, without the brackets of IPv6. */
export function splitHost({ host }: GoUrl): { readonly name: string; readonly port: string } {
  const found = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(host);
  return { name: found?.[1] ?? found?.[2] ?? host, port: found?.[3] ?? "" };
}

function unescapeQuery(text: string): string | undefined {
  try {
    return badEscape.test(text) ? undefined : decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

/** The values of each key of the query, in the order given; what cannot be read is left out. */
export function queryValues({ query }: GoUrl): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const part of query.split("&")) {
    if (part === "" || part.includes(";")) continue;
    const equals = part.indexOf("=");
    const key = unescapeQuery(equals === -1 ? part : part.slice(0, equals));
    const value = unescapeQuery(equals === -1 ? "" : part.slice(equals + 1));
    if (key === undefined || value === undefined) continue;
    const known = values.get(key);
    if (known === undefined) values.set(key, [value]);
    else known.push(value);
  }
  return values;
}
