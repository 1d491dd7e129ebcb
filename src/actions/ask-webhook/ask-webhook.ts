// Sends one SubjectAccessReview to a webhook authorizer, as the API server would, and reads its answer.
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isJsonObject, type JsonObject } from "../../core/index.ts";
import type { WebhookAnswer } from "../../engines/authorization/index.ts";
import { parseJson } from "../../languages/json/index.ts";
import type { Connection } from "../../sources/cluster/index.ts";

const mostBytes = 3 * 1024 * 1024;

interface Response {
  readonly status: number;
  readonly body: string;
}

function send({ server, agent, headers, auth }: Connection, body: string, timeoutMs: number): Promise<Response> {
  const post = server.startsWith("http:") ? httpRequest : httpsRequest;
  const options = {
    method: "POST",
    agent,
    timeout: timeoutMs,
    headers: { ...headers, "Accept-Encoding": "identity", "Content-Type": "application/json" },
    ...(auth === undefined ? {} : { auth }),
  };
  return new Promise((resolve, reject) => {
    const request = post(server, options, (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on("data", (chunk: Buffer) => {
        length += chunk.length;
        if (length > mostBytes) request.destroy(new Error(`the answer is longer than ${mostBytes} bytes`));
        else chunks.push(chunk);
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
      );
      response.on("error", reject);
    });
    request.on("timeout", () => request.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)));
    request.on("error", reject);
    request.end(body);
  });
}

function textAt(fields: JsonObject, key: string): string | undefined {
  const text = fields[key];
  return typeof text === "string" && text !== "" ? text : undefined;
}

function answerOf({ status, body }: Response): WebhookAnswer {
  if (status < 200 || status > 299) return { fault: `the webhook answered with status ${status}` };
  const reading = parseJson(body);
  const value = "value" in reading ? reading.value : undefined;
  const answer = isJsonObject(value) ? value["status"] : undefined;
  if (!isJsonObject(answer)) return { fault: "the webhook's answer is no SubjectAccessReview" };
  const [reason, evaluationError] = [textAt(answer, "reason"), textAt(answer, "evaluationError")];
  return {
    allowed: answer["allowed"] === true,
    denied: answer["denied"] === true,
    ...(reason === undefined ? {} : { reason }),
    ...(evaluationError === undefined ? {} : { evaluationError }),
  };
}

/** Asks once; whatever goes wrong is a fault in the answer, as it is for the API server. */
export async function askWebhook(
  connection: Connection,
  review: JsonObject,
  timeoutMs: number,
): Promise<WebhookAnswer> {
  try {
    return answerOf(await send(connection, JSON.stringify(review), timeoutMs));
  } catch (error) {
    return { fault: `the webhook could not be asked: ${(error as Error).message}` };
  } finally {
    connection.agent.destroy();
  }
}
