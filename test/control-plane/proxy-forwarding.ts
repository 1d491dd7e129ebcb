/** Sends a request that reached the proxy on to the API server. */
import { request as httpsRequest, type Agent } from "node:https";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

/** The API server behind the proxy. */
export interface ForwardTarget {
  readonly url: string;
  readonly agent: Agent;
}

/** An answer read to its end. */
export interface WholeAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const CONNECTION_HEADERS: ReadonlySet<string> = new Set([
  "connection",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "transfer-encoding",
  "upgrade",
]);

/** Passes the request on and streams the answer back as it comes. */
export function forward(target: ForwardTarget, request: IncomingMessage, response: ServerResponse): void {
  send(target, request, {}, (answer) => {
    response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
    answer.on("error", () => response.destroy());
    answer.pipe(response);
  }).on("error", () => response.destroy());
}

/** Passes the request on and reads the whole answer, uncompressed, so that it can be damaged. */
export function fetchWhole(target: ForwardTarget, request: IncomingMessage): Promise<WholeAnswer> {
  return new Promise((resolve, reject) => {
    const plain = { "accept-encoding": "identity" };
    send(target, request, plain, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        resolve({ status: answer.statusCode ?? 502, headers: endToEnd(answer.headers), body: Buffer.concat(chunks) });
      });
    }).on("error", reject);
  });
}

function send(
  target: ForwardTarget,
  request: IncomingMessage,
  changed: Readonly<Record<string, string>>,
  onAnswer: (answer: IncomingMessage) => void,
): ReturnType<typeof httpsRequest> {
  const headers = { ...endToEnd(request.headers), ...changed };
  const options = { method: request.method ?? "GET", agent: target.agent, headers };
  const outgoing = httpsRequest(new URL(request.url ?? "/", target.url), options, onAnswer);
  request.once("close", () => {
    if (!request.complete) outgoing.destroy();
  });
  request.pipe(outgoing);
  return outgoing;
}

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !CONNECTION_HEADERS.has(name)));
}
