// The one place that sends requests to a cluster, and all it can send is GET.
import { request as requestHttp, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { createGunzip } from "node:zlib";
import type { Readable } from "node:stream";
import type { Connection } from "../connection/connect.ts";

/** What came back, read to its end. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Bounds of one request: milliseconds for all of it, bytes of the body after decompression. */
export interface RequestLimits {
  readonly timeout: number;
  readonly bytes: number;
}

/** No answer could be read. `code` is Node's (ECONNREFUSED …), or ours: TIMEOUT, TRUNCATED, TOO_LARGE. */
export class RequestFailure extends Error {
  readonly code: string;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/**
 * Sends `GET path` and reads the whole answer, whatever its status; redirects are not followed, as credentials would go
 * along. Watches are refused.
 * @throws RequestFailure
 */
export function sendGet(
  connection: Connection,
  path: string,
  accept: string,
  limits: RequestLimits,
): Promise<HttpAnswer> {
  const url = new URL(connection.server + path);
  if (url.searchParams.has("watch")) throw new TypeError("only get and list are ever sent");
  const options = {
    method: "GET",
    agent: connection.agent,
    headers: { ...connection.headers, Accept: accept, "User-Agent": "plimsoll" },
    ...(connection.auth === undefined ? {} : { auth: connection.auth }),
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? requestHttps : requestHttp)(url, options);
    let expired: RequestFailure | undefined;
    const timer = setTimeout(() => {
      expired = new RequestFailure("TIMEOUT", `no complete answer within ${limits.timeout / 1000} s`);
      request.destroy(expired);
    }, limits.timeout);
    readAnswer(request, limits.bytes)
      .then(resolve, (error: unknown) => {
        request.destroy();
        reject(expired ?? asFailure(error));
      })
      .finally(() => clearTimeout(timer));
    request.end();
  });
}

async function readAnswer(request: ClientRequest, bytes: number): Promise<HttpAnswer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.on("response", resolve).on("error", reject);
  });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of decompressed(response) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > bytes) throw new RequestFailure("TOO_LARGE", `the answer is larger than ${bytes} bytes`);
  }
  if (!response.complete) throw new RequestFailure("TRUNCATED", "the connection was closed within the answer");
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) };
}

function decompressed(response: IncomingMessage): Readable {
  if (response.headers["content-encoding"] !== "gzip") return response;
  const gunzip = createGunzip();
  response.on("error", (error) => gunzip.destroy(error));
  return response.pipe(gunzip);
}

function asFailure(error: unknown): RequestFailure {
  if (error instanceof RequestFailure) return error;
  const { code = "UNKNOWN", message } = error as NodeJS.ErrnoException;
  return new RequestFailure(code, message, error);
}
