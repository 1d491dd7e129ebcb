// Asks the API server for a token of a service account: one POST, only when a command is told to with --apply.
import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { isJsonObject, PlimsollError, type JsonObject } from "../../core/index.ts";
import { parseJsonExactly } from "../../languages/json/index.ts";
import type { Connection } from "../../sources/cluster/index.ts";

/** Whose token, for how long (seconds; undefined: the server's default), and for whom. */
export interface TokenWish {
  readonly namespace: string;
  readonly name: string;
  readonly seconds?: number;
  readonly audiences: readonly string[];
}

/** The token, and when the server lets it end (RFC 3339). */
export interface IssuedToken {
  readonly token: string;
  readonly expires: string;
}

const timeLimit = 30_000;
const sizeLimit = 1024 * 1024;

const hints: Readonly<Record<number, string>> = {
  401: "log in again: the credentials are not accepted",
  403: "ask somebody who may create serviceaccounts/token there; `plimsoll access explain` shows the least role for it",
  404: "make the service account first: kubectl create serviceaccount",
};

function failed(what: string, why: string, code = 0, cause?: unknown): PlimsollError {
  return new PlimsollError("PLIMSOLL_APPLY", {
    message: `the token of ${what} was not issued: ${why}`,
    hint: hints[code] ?? "mend what it says, and try again",
    ...(cause === undefined ? {} : { cause }),
  });
}

async function readBody(response: IncomingMessage): Promise<JsonObject> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > sizeLimit) throw new Error("the answer is too large");
    chunks.push(chunk);
  }
  const reading = parseJsonExactly(Buffer.concat(chunks).toString("utf8"));
  return "value" in reading && isJsonObject(reading.value) ? reading.value : {};
}

function post(connection: Connection, path: string, body: string): Promise<readonly [number, JsonObject]> {
  const url = new URL(connection.server + path);
  const { "Accept-Encoding": _encoding, ...headers } = connection.headers;
  const options = {
    method: "POST",
    agent: connection.agent,
    headers: {
      ...headers,
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(body),
      Accept: "application/json",
      "User-Agent": "plimsoll",
    },
    ...(connection.auth === undefined ? {} : { auth: connection.auth }),
    signal: AbortSignal.timeout(timeLimit),
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? requestHttps : requestHttp)(url, options, (response) => {
      readBody(response)
        .then((answer) => resolve([response.statusCode ?? 0, answer]))
        .catch(reject);
    });
    request.on("error", reject).end(body);
  });
}

/** Sends the request once; redirects are not followed, as credentials would go along. @throws PlimsollError PLIMSOLL_APPLY */
export async function requestToken(connection: Connection, wish: TokenWish): Promise<IssuedToken> {
  const { namespace, name, seconds, audiences } = wish;
  const what = `service account ${namespace}/${name}`;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/serviceaccounts/${encodeURIComponent(name)}/token`;
  const spec = {
    ...(seconds === undefined ? {} : { expirationSeconds: seconds }),
    ...(audiences.length === 0 ? {} : { audiences }),
  };
  const body = JSON.stringify({ apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec });
  const [code, answer] = await post(connection, path, body).catch((error: unknown) => {
    throw failed(what, (error as Error).message, 0, error);
  });
  const { message, status } = answer;
  if (code < 200 || code >= 300) {
    const said = typeof message === "string" && message !== "" ? message.slice(0, 1000) : `HTTP status ${code}`;
    throw failed(what, said, code);
  }
  const { token, expirationTimestamp } = isJsonObject(status) ? status : {};
  if (typeof token !== "string" || token === "" || typeof expirationTimestamp !== "string")
    throw failed(what, "the answer has no token");
  return { token, expires: expirationTimestamp };
}
