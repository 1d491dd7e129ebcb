// A webhook authorizer on loopback that answers by rules, and keeps what it was sent.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { answerByRules, type AccessReviewSpec, type WebhookRule } from "../../../src/engines/authorization/index.ts";

/** A running webhook. */
export interface WebhookServer {
  /** Text of the file that --authorization-webhook-config-file names. */
  readonly kubeconfig: string;
  /** Specs it was sent, in order. */
  readonly reviews: readonly AccessReviewSpec[];
  stop(): Promise<void>;
}

/** Starts a webhook; an answer of a fault is HTTP 403, which is not tried again. */
export async function startWebhook(rules: readonly WebhookRule[]): Promise<WebhookServer> {
  const answer = answerByRules(rules);
  const reviews: AccessReviewSpec[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const review = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { readonly spec: AccessReviewSpec };
      reviews.push(review.spec);
      const status = answer(review.spec);
      const failed = "fault" in status;
      const failure = {
        apiVersion: "v1",
        kind: "Status",
        status: "Failure",
        message: failed ? status.fault : "",
        code: 403,
      };
      response.writeHead(failed ? 403 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(failed ? failure : { ...review, status: { allowed: false, ...status } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const named = { name: "hook" };
  const kubeconfig = JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ ...named, cluster: { server: `http://127.0.0.1:${port}/authorize` } }],
    users: [{ ...named, user: {} }],
    contexts: [{ ...named, context: { cluster: "hook", user: "hook" } }],
    "current-context": "hook",
  });
  return { kubeconfig, reviews, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}
