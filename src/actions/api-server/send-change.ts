// One request of an action to an API server, and its JSON answer.
import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { isJsonObject, PlimsollError, type JsonObject } from "../../core/index.ts";
import { parseJson } from "../../languages/json/index.ts";
import type { Connection } from "../../sources/cluster/index.ts";

/** What is sent. */
export interface Change {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly body?: JsonObject;
}

/** What came back: the object, or what the server says against it. */
export type ChangeAnswer =
  | { readonly ok: true; readonly body: JsonObject }
  | { readonly ok: false; readonly code: number; readonly said: string };

const timeLimit = 30_000;
const sizeLimit = 8 * 1024 * 1024;

function failed(path: string, why: string, cause?: unknown): PlimsollError {
  return new PlimsollError("PLIMSOLL_APPLY", {
    message: `${path}: ${why}`,
    hint: "look what is there: the request may have arrived all the same",
    ...(cause === undefined ? {} : { cause }),
  });
}

async function readBody(response: IncomingMessage, path: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > sizeLimit) throw failed(path, "the answer is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function textIn(value: JsonObject | undefined, key: string): string {
  const text = value?.[key];
  return typeof text === "string" ? text : "";
}

function judge(code: number, text: string, path: string): ChangeAnswer {
  const reading = parseJson(text);
  const body = "value" in reading && isJsonObject(reading.value) ? reading.value : undefined;
  if (code >= 200 && code < 300) {
    if (body === undefined) throw failed(path, "the answer is not JSON");
    return { ok: true, body };
  }
  return { ok: false, code, said: textIn(body, "message").slice(0, 1000) || `the answer was HTTP status ${code}` };
}

/** Sends it once, and follows no redirects: credentials would go along. @throws PlimsollError PLIMSOLL_APPLY where there is no answer */
export function sendChange(connection: Connection, { method, path, body }: Change): Promise<ChangeAnswer> {
  const url = new URL(connection.server + path);
  const { "Accept-Encoding": _encoding, ...headers } = connection.headers;
  const content = body === undefined ? undefined : Buffer.from(JSON.stringify(body), "utf8");
  const sent = content === undefined ? {} : { "Content-Type": "application/json", "Content-Length": content.length };
  const options = {
    method,
    agent: connection.agent,
    headers: { ...headers, ...sent, Accept: "application/json", "User-Agent": "plimsoll" },
    ...(connection.auth === undefined ? {} : { auth: connection.auth }),
    signal: AbortSignal.timeout(timeLimit),
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? requestHttps : requestHttp)(url, options, (response) => {
      readBody(response, path)
        .then((text) => resolve(judge(response.statusCode ?? 0, text, path)))
        .catch((error: unknown) => reject(error instanceof PlimsollError ? error : failed(path, String(error), error)));
    });
    request.on("error", (error) => reject(failed(path, error.message, error)));
    request.end(content);
  });
}
