// An API server of the tests: answers discovery and lists, keeps a log of what it was asked, and misbehaves when told.
import { createServer as createHttpServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { gzipSync } from "node:zlib";
import { kindNames, kinds } from "../../src/kubernetes/index.ts";
import type { Pair } from "./certificates.ts";
import { aggregatedDocument, classicDocument, servedToday, type Served } from "./discovery-documents.ts";

/** One request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Header lines as they were written, name after value after name. */
  readonly rawHeaders: readonly string[];
  /** The common name of the client's certificate. */
  readonly clientName: string | undefined;
}

/** Something else than the proper answer. */
export type Trick =
  | { readonly status: number; readonly body?: object | string; readonly headers?: Readonly<Record<string, string>> }
  | "stall"
  | "stall within the body"
  | "close"
  | "close within the body"
  | "cut the JSON"
  | "garbage";

/** What the server serves and how it behaves. */
export interface FakeApiServerOptions {
  /** HTTPS with this certificate; plain HTTP without. */
  readonly tls?: Pair & { readonly clientAuthority?: string };
  readonly discovery?: "aggregated" | "classic";
  readonly served?: Served;
  readonly stale?: readonly string[];
  /** Objects by plural; apiVersion and kind are left out, as in lists. */
  readonly objects?: Readonly<Record<string, readonly FakeObject[]>>;
  readonly gitVersion?: string;
  /** Answers no list before so many are open at once, so that a test need not hope for them to overlap. */
  readonly gather?: number;
  /** Asked for each request; undefined means the proper answer. */
  readonly trick?: (request: SeenRequest) => Trick | undefined;
}

export interface FakeObject {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** A running server. */
export interface FakeApiServer {
  readonly url: string;
  readonly port: number;
  readonly log: readonly SeenRequest[];
  /** The most requests that were open at once. */
  readonly mostAtOnce: number;
  readonly connections: number;
  stop(): Promise<void>;
}

/** A Status object. */
export function status(code: number, reason: string, message: string, metadata: object = {}): Trick {
  return {
    status: code,
    body: { kind: "Status", apiVersion: "v1", status: "Failure", reason, message, code, metadata },
  };
}

/** 403 as the API server words it. */
export function refuse(user: string, resource: string, where = "at the cluster scope"): Trick {
  return status(
    403,
    "Forbidden",
    `${resource} is forbidden: User "${user}" cannot list resource "${resource}" ${where}`,
  );
}

/** Starts a server on a free port of loopback. */
export async function startFakeApiServer(options: FakeApiServerOptions = {}): Promise<FakeApiServer> {
  const log: SeenRequest[] = [];
  const counts = { open: 0, most: 0, connections: 0 };
  const waiting: (() => void)[] = [];
  let gathered = options.gather === undefined;
  const sockets = new Set<Socket>();
  const { tls } = options;
  const server =
    tls === undefined
      ? createHttpServer()
      : createHttpsServer({
          cert: tls.cert,
          key: tls.key,
          ...(tls.clientAuthority === undefined
            ? {}
            : { ca: tls.clientAuthority, requestCert: true, rejectUnauthorized: false }),
        });
  server.on("connection", (socket: Socket) => {
    counts.connections++;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("request", (request, response) => {
    counts.most = Math.max(counts.most, ++counts.open);
    response.on("close", () => counts.open--);
    const url = new URL(request.url ?? "/", "http://fake");
    const peer = tls === undefined ? undefined : (request.socket as TLSSocket).getPeerCertificate();
    const seen: SeenRequest = {
      method: request.method ?? "",
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      rawHeaders: request.rawHeaders,
      clientName: peer?.subject?.CN as string | undefined,
    };
    log.push(seen);
    const answer = (): void => respond(response, options.trick?.(seen) ?? properAnswer(seen, options), seen);
    // Namespaces are asked for first, and alone.
    if (gathered || !seen.query.has("limit") || seen.path.endsWith("/namespaces")) {
      // A moment, so that requests overlap as they do on a network.
      setTimeout(answer, 1);
      return;
    }
    if (waiting.push(answer) < (options.gather ?? 0)) return;
    gathered = true;
    for (const held of waiting) held();
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    port,
    log,
    get mostAtOnce() {
      return counts.most;
    },
    get connections() {
      return counts.connections;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function properAnswer(request: SeenRequest, options: FakeApiServerOptions): Trick {
  const { path, headers } = request;
  const served = options.served ?? servedToday;
  if (path === "/version")
    return { status: 200, body: { major: "1", minor: "36", gitVersion: options.gitVersion ?? "v1.36.3" } };
  const wantsAggregated = headers.accept?.includes("apidiscovery.k8s.io") === true && options.discovery !== "classic";
  if (wantsAggregated && (path === "/api" || path === "/apis")) {
    return { status: 200, body: aggregatedDocument(path, served, options.stale) };
  }
  const document = classicDocument(path, served);
  if (document !== undefined) return { status: 200, body: document };
  return (
    listAnswer(request, served, options) ?? status(404, "NotFound", "the server could not find the requested resource")
  );
}

const listPattern = /^\/apis?\/((?:[a-z0-9.]+\/)?v[0-9a-z]+)\/(?:namespaces\/([^/]+)\/)?([a-z]+)(?:\/([^/]+))?$/;

function listAnswer({ path, query }: SeenRequest, served: Served, options: FakeApiServerOptions): Trick | undefined {
  const [, groupVersion = "", namespace, plural = "", name] = listPattern.exec(path) ?? [];
  if (served[groupVersion]?.includes(plural) !== true) return undefined;
  const kindName = kindNames.find((candidate) => kinds[candidate].plural === plural);
  const kind = kindName === undefined ? "Other" : kinds[kindName].kind;
  const all = (options.objects?.[plural] ?? []).filter(
    ({ metadata }) => namespace === undefined || metadata.namespace === namespace,
  );
  if (name !== undefined) {
    const found = all.find(({ metadata }) => metadata.name === name);
    return found === undefined ? undefined : { status: 200, body: { apiVersion: groupVersion, kind, ...found } };
  }
  const from = Number(query.get("continue") ?? 0);
  const limit = Number(query.get("limit") ?? all.length);
  const next = from + limit < all.length ? { continue: String(from + limit) } : {};
  const items = all.length === 0 ? null : all.slice(from, from + limit);
  return {
    status: 200,
    body: { kind: `${kind}List`, apiVersion: groupVersion, metadata: { resourceVersion: "7", ...next }, items },
  };
}

function respond(response: ServerResponse, trick: Trick, request: SeenRequest): void {
  if (trick === "stall") return;
  if (trick === "close") {
    response.destroy();
    return;
  }
  const json = { "content-type": "application/json" };
  if (typeof trick === "object") {
    const body = typeof trick.body === "string" ? trick.body : JSON.stringify(trick.body ?? {});
    const zipped = request.headers["accept-encoding"] === "gzip" && body.length > 4096;
    response.writeHead(trick.status, { ...json, ...trick.headers, ...(zipped ? { "content-encoding": "gzip" } : {}) });
    response.end(zipped ? gzipSync(body) : body);
    return;
  }
  const half = '{"kind":"PodList","apiVersion":"v1","items":[{"metadata":{"name":"ha';
  const promised = trick === "cut the JSON" ? half.length : half.length * 2;
  response.writeHead(200, { ...json, "content-length": String(trick === "garbage" ? 4 : promised) });
  if (trick === "garbage") response.end(Buffer.from([0, 255, 123, 0]));
  else if (trick === "cut the JSON") response.end(half);
  else response.write(half, () => trick === "close within the body" && response.destroy());
}
