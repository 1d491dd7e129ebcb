/** The ways an API server can fail its clients, and how the proxy brings each of them about. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { fetchWhole, forward, type ForwardTarget, type WholeAnswer } from "./proxy-forwarding.ts";

/** What happens to a request instead of its proper answer; made by the functions of `faults`. */
export type Fault =
  | { readonly kind: "stall"; readonly milliseconds: number | undefined }
  | { readonly kind: "stall-mid-body" }
  | { readonly kind: "close" }
  | { readonly kind: "close-mid-body" }
  | { readonly kind: "truncated" }
  | { readonly kind: "garbage" }
  | {
      readonly kind: "status";
      readonly code: number;
      readonly reason: string;
      readonly message: string;
      readonly headers: Readonly<Record<string, string>>;
    };

/** Every fault the proxy can inject. */
export const faults = {
  /** No answer at all; with `milliseconds` the proper answer comes that much later. */
  stall: (milliseconds?: number): Fault => ({ kind: "stall", milliseconds }),
  /** Half of the proper answer, then silence. */
  stallMidBody: (): Fault => ({ kind: "stall-mid-body" }),
  /** The connection is closed before any answer. */
  close: (): Fault => ({ kind: "close" }),
  /** The connection is closed after half of the body that Content-Length promised. */
  closeMidBody: (): Fault => ({ kind: "close-mid-body" }),
  /** A complete response whose JSON stops half way. */
  truncated: (): Fault => ({ kind: "truncated" }),
  /** A complete response that says it is JSON and is random bytes. */
  garbage: (): Fault => ({ kind: "garbage" }),
  /** 410 Expired, what a list answers whose continue token or resourceVersion is too old. */
  expired: (): Fault =>
    status(410, "Expired", "The provided continue parameter is too old to display a consistent list result."),
  /** 429 with Retry-After in seconds. */
  tooManyRequests: (seconds = 1): Fault =>
    status(429, "TooManyRequests", "the server has received too many requests", { "retry-after": String(seconds) }),
  /** 500 with a Status body. */
  serverError: (): Fault => status(500, "InternalError", "Internal error occurred: injected by the test proxy"),
  /** Any other status with a Status body. */
  status,
} as const;

const GARBAGE = Buffer.from("00ff1b5b327b22c3286e756c6cfeff7d5d00", "hex");

/** Answers `request` with the fault; faults that need the proper answer fetch it from the API server first. */
export function answerWithFault(
  fault: Fault,
  target: ForwardTarget,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  switch (fault.kind) {
    case "stall":
      if (fault.milliseconds !== undefined) setTimeout(() => forward(target, request, response), fault.milliseconds);
      return;
    case "close":
      response.destroy();
      return;
    case "garbage":
      respond(response, 200, { "content-type": "application/json" }, GARBAGE);
      return;
    case "status":
      respond(response, fault.code, { "content-type": "application/json", ...fault.headers }, statusBody(fault));
      return;
    case "stall-mid-body":
    case "close-mid-body":
    case "truncated":
      fetchWhole(target, request).then(
        (answer) => damage(fault.kind, answer, response),
        () => response.destroy(),
      );
      return;
    default:
      fault satisfies never;
  }
}

function status(code: number, reason: string, message: string, headers: Readonly<Record<string, string>> = {}): Fault {
  return { kind: "status", code, reason, message, headers };
}

function damage(
  kind: "stall-mid-body" | "close-mid-body" | "truncated",
  answer: WholeAnswer,
  response: ServerResponse,
): void {
  const half = answer.body.subarray(0, Math.floor(answer.body.length / 2));
  const promised = kind === "truncated" ? half.length : answer.body.length;
  response.writeHead(answer.status, { ...answer.headers, "content-length": String(promised) });
  if (kind === "truncated") {
    response.end(half);
    return;
  }
  response.write(half, () => {
    if (kind === "close-mid-body") response.destroy();
  });
}

function respond(
  response: ServerResponse,
  code: number,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
): void {
  response.writeHead(code, { ...headers, "content-length": String(body.length) });
  response.end(body);
}

function statusBody({ code, reason, message }: Extract<Fault, { readonly kind: "status" }>): Buffer {
  const body = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, reason, code };
  return Buffer.from(JSON.stringify(body));
}
