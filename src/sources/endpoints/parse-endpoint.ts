// Addresses as users write them: host:port, [v6]:port, https://host.
import { isIPv6 } from "node:net";

/** Where to connect to. */
export interface Endpoint {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
}

const form =
  /^(?:https:\/\/)?(?:\[([0-9A-Fa-f:.]+(?:%[\w.-]+)?)\]|([A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_.])?))(?::(\d{1,5}))?(?:\/.*)?$/;

/** The endpoint a text names; undefined where it is none. Without a port only `https://` is one. */
export function parseEndpoint(text: string): Endpoint | undefined {
  const match = form.exec(text);
  if (match === null || text.length > 512) return undefined;
  const [, v6, name, digits] = match;
  const isUrl = text.startsWith("https://");
  if (!isUrl && (digits === undefined || /\/./.test(text))) return undefined;
  const port = digits === undefined ? 443 : Number(digits);
  const host = v6 ?? name ?? "";
  if (port < 1 || port > 65_535 || (v6 !== undefined && !isIPv6(v6))) return undefined;
  return { host, port };
}

/** `host:port`, IPv6 in brackets. */
export function formatEndpoint({ host, port }: Endpoint): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}
