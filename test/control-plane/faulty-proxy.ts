/** An HTTPS proxy before the API server that keeps a log of requests and breaks those it is told to. */
import { createServer, Agent, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { ControlPlane } from "./control-plane-options.ts";
import { answerWithFault, type Fault } from "./proxy-faults.ts";
import { forward } from "./proxy-forwarding.ts";

/** Which requests a rule takes; all that is given must hold. */
export interface RequestMatch {
  readonly method?: string;
  /** The path without its query, whole or as an expression. */
  readonly path?: string | RegExp;
  /** The first page of a list (no continue token in the query) or a later one. */
  readonly page?: "first" | "later";
}

/** A fault, the requests it meets, and how many times (default: always). */
export interface FaultRule {
  readonly match?: RequestMatch;
  readonly fault: Fault;
  readonly times?: number;
}

/** One request as it came in; status is 0 until an answer began, and stays 0 when none did. */
export interface ProxiedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly status: number;
  /** The kind of fault the request met. */
  readonly fault: Fault["kind"] | undefined;
}

/** A running proxy. Clients known by certificate are anonymous behind it: use tokens. */
export interface FaultyProxy {
  readonly url: string;
  /** Requests in the order they came. */
  readonly log: readonly ProxiedRequest[];
  /** Adds a rule; of several that match a request the one added first is used. */
  inject(rule: FaultRule): void;
  /** Takes all rules away and empties the log. */
  reset(): void;
  /** A kubeconfig that reaches the API server through the proxy with this token. */
  kubeconfigFor(token: string): Promise<string>;
  stop(): Promise<void>;
}

interface ActiveRule extends FaultRule {
  left: number;
}

type RequestLine = Pick<ProxiedRequest, "method" | "path" | "query">;

/** Starts a proxy before `controlPlane`, whose authority issues its certificate. */
export async function startFaultyProxy(controlPlane: ControlPlane): Promise<FaultyProxy> {
  const { certificate, key } = await controlPlane.authority.issueServer("faulty-proxy");
  const rules: ActiveRule[] = [];
  const log: ProxiedRequest[] = [];
  const target = {
    url: controlPlane.url,
    agent: new Agent({ keepAlive: true, ca: controlPlane.authority.certificate }),
  };
  const server = createServer({ cert: certificate, key }, (request, response) => {
    const asked = requestLine(request);
    const fault = takeFault(rules, asked);
    log.push(logEntry(asked, fault, response));
    if (fault === undefined) forward(target, request, response);
    else answerWithFault(fault, target, request, response);
  });
  const closeServer = await listen(server);
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    log,
    inject: (rule) => void rules.push({ ...rule, left: rule.times ?? Number.POSITIVE_INFINITY }),
    reset: () => {
      rules.length = 0;
      log.length = 0;
    },
    kubeconfigFor: (token) => controlPlane.kubeconfigFor({ token }, { server: url }),
    stop: async () => {
      target.agent.destroy();
      await closeServer();
    },
  };
}

function requestLine(request: IncomingMessage): RequestLine {
  const [path = "", query = ""] = (request.url ?? "").split("?", 2);
  return { method: request.method ?? "", path, query };
}

function logEntry(asked: RequestLine, fault: Fault | undefined, response: ServerResponse): ProxiedRequest {
  return {
    ...asked,
    get status() {
      return response.headersSent ? response.statusCode : 0;
    },
    fault: fault?.kind,
  };
}

function takeFault(rules: readonly ActiveRule[], request: RequestLine): Fault | undefined {
  const rule = rules.find(({ left, match }) => left > 0 && matches(match ?? {}, request));
  if (rule === undefined) return undefined;
  rule.left -= 1;
  return rule.fault;
}

function matches(match: RequestMatch, request: RequestLine): boolean {
  const { method, path, page } = match;
  if (method !== undefined && method !== request.method) return false;
  if (typeof path === "string" && path !== request.path) return false;
  if (path instanceof RegExp && !path.test(request.path)) return false;
  const isLater = new URLSearchParams(request.query).has("continue");
  return page === undefined || isLater === (page === "later");
}

function listen(server: Server): Promise<() => Promise<void>> {
  const sockets = new Set<Duplex>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("tlsClientError", () => undefined);
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy(); // stalled requests would keep the server open
    });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(close));
  });
}
