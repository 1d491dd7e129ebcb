// The headers that ask the API server to treat us as someone else (client-go transport/round_trippers.go).
import type { OutgoingHttpHeaders } from "node:http";
import type { UserEntry } from "../kubeconfig/kubeconfig-entries.ts";

/** Impersonation headers of a user entry; none without `as`. Values are the UTF-8 bytes Go would send. */
export function impersonationHeaders(user: UserEntry): OutgoingHttpHeaders {
  if (user.as === undefined) return {};
  const headers: OutgoingHttpHeaders = { "Impersonate-User": bytes(user.as) };
  if (user.asUid !== undefined) headers["Impersonate-Uid"] = bytes(user.asUid);
  if (user.asGroups.length > 0) headers["Impersonate-Group"] = user.asGroups.map(bytes);
  for (const [key, values] of Object.entries(user.asExtra)) {
    headers[`Impersonate-Extra-${escapeKey(key)}`] = values.map(bytes);
  }
  return headers;
}

function bytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

const plainKey = /[A-Za-z0-9!#$&'*+.^_`|~-]/;

/** Bytes that may not stand in a header name are written %XX, as headerKeyEscape does. */
function escapeKey(key: string): string {
  return Array.from(Buffer.from(key, "utf8"), (byte) => {
    const character = String.fromCodePoint(byte);
    return plainKey.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }).join("");
}
