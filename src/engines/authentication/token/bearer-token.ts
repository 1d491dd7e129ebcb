// Where a token stands in a request: in the Authorization header, or among the subprotocols of a WebSocket.
import { decodeBase64Url } from "../../../languages/jwt/index.ts";
import { headerValue, type RequestHeaders } from "../request-headers.ts";

/** A token, that there is none, or why the place it stands in is wrong. */
export type TokenReading = { readonly token: string } | { readonly fault: string } | undefined;

/** The token of `Authorization: Bearer x`; two blanks make none (apiserver request/bearertoken). */
export function bearerToken(headers: RequestHeaders): TokenReading {
  const [scheme = "", token = ""] = headerValue(headers, "Authorization").trim().split(" ", 3);
  return scheme.toLowerCase() === "bearer" && token !== "" ? { token } : undefined;
}

const prefix = "base64url.bearer.authorization.k8s.io.";

function isWebSocket(headers: RequestHeaders): boolean {
  const connection = headerValue(headers, "Connection").toLowerCase();
  return (
    headerValue(headers, "Upgrade").toLowerCase() === "websocket" && /(?:^|.*,\s*)upgrade(?:$|\s*,)/.test(connection)
  );
}

function decodeToken(encoded: string): TokenReading {
  const bytes = decodeBase64Url(encoded);
  if (bytes === undefined) return { fault: "invalid base64.bearer.authorization token encoding" };
  try {
    return { token: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { fault: "invalid base64.bearer.authorization token" };
  }
}

/** The token among the subprotocols of a WebSocket; another one must stand beside it (apiserver request/websocket). */
export function webSocketToken(headers: RequestHeaders): TokenReading {
  if (!isWebSocket(headers)) return undefined;
  const protocols = (headers.get("Sec-Websocket-Protocol") ?? []).flatMap((value) =>
    value.split(",").map((one) => one.trim()),
  );
  let token: string | undefined;
  for (const protocol of protocols) {
    if (!protocol.startsWith(prefix)) continue;
    if (token !== undefined) return { fault: "multiple base64.bearer.authorization tokens specified" };
    const decoded = decodeToken(protocol.slice(prefix.length));
    if (decoded === undefined || "fault" in decoded) return decoded;
    ({ token } = decoded);
  }
  if (token === undefined || token === "") return undefined;
  if (protocols.length === 1) return { fault: "missing additional subprotocol" };
  return { token };
}
