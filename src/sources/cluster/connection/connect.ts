// From the target to something requests can be sent through, by the official client's KubeConfig.
import { Agent as HttpAgent, validateHeaderValue, type OutgoingHttpHeaders } from "node:http";
import { Agent as HttpsAgent, type RequestOptions } from "node:https";
import { createSecureContext } from "node:tls";
import { X509Certificate } from "node:crypto";
import { KubeConfig } from "@kubernetes/client-node/dist/config.js";
import type { Target } from "../kubeconfig/target.ts";
import type { ClusterOptions } from "../cluster-options.ts";
import { impersonationHeaders } from "./impersonation-headers.ts";
import { kubeconfigError } from "../kubeconfig/kubeconfig-error.ts";
import { proxyFromEnvironment } from "./proxy-from-environment.ts";
import { resolveAuthority, resolveCredential, type Credential } from "./resolve-credential.ts";

/** Everything one request needs but its path. */
export interface Connection {
  /** The server's address, without a slash at the end; it may have a path. */
  readonly server: string;
  readonly agent: HttpAgent;
  readonly headers: OutgoingHttpHeaders;
  /** `user:password` for basic authentication. */
  readonly auth: string | undefined;
  /** Whether a credential is shown at all. */
  readonly anonymous: boolean;
  /** When the client certificate ends, if there is one. */
  readonly certificateEnds: Date | undefined;
}

/**
 * Opens the way to a cluster: credentials fresh, certificates read, proxies chosen. Sends nothing yet.
 * @throws PlimsollError PLIMSOLL_KUBECONFIG
 */
export async function connect(target: Target, options: ClusterOptions): Promise<Connection> {
  const credential = await resolveCredential(target, options);
  const ca = await resolveAuthority(target);
  checkCertificates(target, credential, ca);
  const request: RequestOptions = { rejectUnauthorized: true };
  try {
    await kubeConfig(target, credential, ca, options).applyToHTTPSOptions(request);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw kubeconfigError(`user ${JSON.stringify(target.userName)}`, reason, { cause: error });
  }
  const proof = withTrimmedToken({ ...(request.headers as OutgoingHttpHeaders | undefined) });
  const headers = { ...proof, ...compression(target), ...impersonationHeaders(target.user) };
  checkHeaders(target, headers);
  return {
    server: target.cluster.server,
    agent: keptAlive(request, target, options),
    headers,
    auth: request.auth ?? undefined,
    anonymous: proof["Authorization"] === undefined && request.auth === undefined && credential.cert === undefined,
    certificateEnds: credential.cert === undefined ? undefined : new Date(new X509Certificate(credential.cert).validTo),
  };
}

/** Only what the client is good at is left to it: identity providers, proxies, TLS; the rest is resolved before. */
function kubeConfig(
  { cluster }: Target,
  credential: Credential,
  ca: string | undefined,
  options: ClusterOptions,
): KubeConfig {
  const config = new KubeConfig();
  const isPlain = cluster.server.startsWith("http:");
  const proxyUrl = cluster.proxyUrl ?? proxyFromEnvironment(cluster.server, options.env);
  const encode = (text: string): string => Buffer.from(text).toString("base64");
  const { token, cert, key, username, password, authProvider } = credential;
  config.loadFromClusterAndUser(
    {
      name: "cluster",
      server: cluster.server,
      // The client refuses plain HTTP otherwise, though there is nothing to verify.
      skipTLSVerify: isPlain || cluster.insecureSkipTlsVerify,
      ...(ca === undefined ? {} : { caData: encode(ca) }),
      ...(cluster.tlsServerName === undefined ? {} : { tlsServerName: cluster.tlsServerName }),
      ...(proxyUrl === undefined ? {} : { proxyUrl }),
    },
    {
      name: "user",
      ...(token === undefined ? {} : { token }),
      ...(cert === undefined ? {} : { certData: encode(cert) }),
      ...(key === undefined ? {} : { keyData: encode(key) }),
      ...(username === undefined && password === undefined
        ? {}
        : { username: username ?? "", password: password ?? "" }),
      ...(authProvider === undefined ? {} : { authProvider: structuredClone(authProvider) }),
    },
  );
  return config;
}

/** The client's agent closes each connection after one request, so ours is used unless a proxy needs its own. */
function keptAlive(request: RequestOptions, { cluster }: Target, { env }: ClusterOptions): HttpAgent {
  const pooling = { keepAlive: true, maxSockets: 8 };
  if (cluster.proxyUrl !== undefined || proxyFromEnvironment(cluster.server, env) !== undefined) {
    return request.agent as HttpAgent;
  }
  if (cluster.server.startsWith("http:")) return new HttpAgent(pooling);
  const { ca, cert, key, servername, rejectUnauthorized } = request;
  return new HttpsAgent({
    ...pooling,
    rejectUnauthorized,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(servername === undefined ? {} : { servername }),
  });
}

function withTrimmedToken(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  const authorization = headers["Authorization"];
  return typeof authorization === "string" ? { ...headers, Authorization: authorization.trim() } : headers;
}

function compression({ cluster }: Target): OutgoingHttpHeaders {
  return cluster.disableCompression ? {} : { "Accept-Encoding": "gzip" };
}

function checkHeaders({ userName }: Target, headers: OutgoingHttpHeaders): void {
  for (const [name, value] of Object.entries(headers)) {
    attempt(`user ${JSON.stringify(userName)}`, `its ${name} has characters that cannot be sent`, () =>
      [value].flat().forEach((text) => validateHeaderValue(name, String(text))),
    );
  }
}

function checkCertificates(target: Target, { cert, key }: Credential, ca: string | undefined): void {
  const cluster = `cluster ${JSON.stringify(target.clusterName)}`;
  const user = `user ${JSON.stringify(target.userName)}`;
  attempt(cluster, "its certificate-authority cannot be read", () => ca !== undefined && new X509Certificate(ca));
  attempt(user, "its client certificate cannot be read", () => cert !== undefined && new X509Certificate(cert));
  attempt(user, "its client certificate and client key do not fit together", () => {
    if (cert !== undefined && key !== undefined) createSecureContext({ cert, key });
  });
}

function attempt(subject: string, fault: string, work: () => unknown): void {
  try {
    work();
  } catch (error) {
    throw kubeconfigError(subject, fault, { cause: error });
  }
}
