/** Talks to an API server over kept-alive HTTPS: single requests for probes, and objects created by the thousand. */
import { Agent, request as httpsRequest, type RequestOptions } from "node:https";
import type { IncomingHttpHeaders } from "node:http";

const REQUEST_LIMIT = 60_000;

/** Any Kubernetes object; createMany needs its apiVersion, kind and metadata. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly generateName?: string; readonly namespace?: string };
}

/** One request; the client's own identity is used unless a token is given. */
export interface ApiRequest {
  readonly method?: string;
  /** Path and query, such as /api/v1/pods?limit=1. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string;
}

/** What came back, its body as text. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A client of one API server. */
export interface ApiClient {
  /** Sends one request; any status is an answer, only a broken connection is an error. */
  request(request: ApiRequest): Promise<ApiResponse>;
  /** Gets a path as JSON; throws with the server's message unless the status is 2xx. */
  get<T>(path: string): Promise<T>;
  /** Creates all objects, namespaces first, `inFlight` (default 16) at a time; throws when one is refused. */
  createMany(objects: readonly KubernetesObject[], inFlight?: number): Promise<void>;
  close(): void;
}

/** The server and how to be known to it. */
export interface ApiClientOptions {
  readonly url: string;
  readonly ca: string;
  /** Without it only requests with a token are known to the server. */
  readonly certificate?: string;
  readonly key?: string;
}

interface ResourceList {
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
}

/** Returns a client that shows the given certificate, or only a token where a request carries one. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const identified = new Agent({ keepAlive: true, ...tlsOptions(options) });
  const nameless = new Agent({ keepAlive: true, ca: options.ca });
  const lists = new Map<string, Promise<ResourceList>>();
  const client: ApiClient = {
    request: (request) => send(options.url, request.token === undefined ? identified : nameless, request),
    async get<T>(path: string): Promise<T> {
      return JSON.parse(
        (await client.request({ path }).then((response) => accepted(response, `GET ${path}`))).body,
      ) as T;
    },
    async createMany(objects, inFlight = 16) {
      const create = async (object: KubernetesObject): Promise<void> => {
        const path = await collectionPath(client, lists, object);
        const response = await client.request({ method: "POST", path, body: object });
        accepted(response, `creating ${object.kind} ${object.metadata.name ?? object.metadata.generateName ?? "?"}`);
      };
      await eachInFlight(objects.filter(isNamespace), inFlight, create);
      await eachInFlight(
        objects.filter((object) => !isNamespace(object)),
        inFlight,
        create,
      );
    },
    close() {
      identified.destroy();
      nameless.destroy();
    },
  };
  return client;
}

function tlsOptions({ ca, certificate, key }: ApiClientOptions): { ca: string; cert?: string; key?: string } {
  return certificate === undefined || key === undefined ? { ca } : { ca, cert: certificate, key };
}

function send(url: string, agent: Agent, request: ApiRequest): Promise<ApiResponse> {
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  const headers: Record<string, string> = { accept: "application/json", ...request.headers };
  if (body !== undefined) headers["content-type"] ??= "application/json";
  if (request.token !== undefined) headers["authorization"] = `Bearer ${request.token}`;
  const options: RequestOptions = { method: request.method ?? "GET", agent, headers, timeout: REQUEST_LIMIT };
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(new URL(request.path, url), options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text });
      });
    });
    outgoing.on("timeout", () =>
      outgoing.destroy(new Error(`no answer to ${request.path} in ${REQUEST_LIMIT / 1000} s`)),
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function accepted(response: ApiResponse, what: string): ApiResponse {
  if (response.status >= 200 && response.status < 300) return response;
  throw new Error(`${what} was answered with ${response.status}: ${response.body.slice(0, 500)}`);
}

async function collectionPath(
  client: ApiClient,
  lists: Map<string, Promise<ResourceList>>,
  object: KubernetesObject,
): Promise<string> {
  const base = object.apiVersion.includes("/") ? `/apis/${object.apiVersion}` : `/api/${object.apiVersion}`;
  const list = lists.get(base) ?? client.get<ResourceList>(base);
  lists.set(base, list);
  const resource = (await list).resources.find(({ kind, name }) => kind === object.kind && !name.includes("/"));
  if (resource === undefined) throw new Error(`the API server serves no ${object.kind} in ${object.apiVersion}`);
  const namespace = resource.namespaced ? `/namespaces/${object.metadata.namespace ?? "default"}` : "";
  return `${base}${namespace}/${resource.name}`;
}

function isNamespace(object: KubernetesObject): boolean {
  return object.apiVersion === "v1" && object.kind === "Namespace";
}

async function eachInFlight<T>(items: readonly T[], inFlight: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const worker = async (): Promise<void> => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}
