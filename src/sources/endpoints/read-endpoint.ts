// The certificates a TLS server shows: a handshake and nothing after it.
import { isIP } from "node:net";
import { connect, type DetailedPeerCertificate, type TLSSocket } from "node:tls";
import { PlimsollError } from "../../core/index.ts";
import type { Holding, PublicHalf } from "../../model/index.ts";
import { readItems } from "../../model/index.ts";
import { formatEndpoint, type Endpoint } from "./parse-endpoint.ts";

/** What a server showed. */
export interface EndpointReading {
  readonly holding: Holding;
  readonly host: string;
  /** TLSv1.3 … as far as it was agreed. */
  readonly protocol?: string;
}

const longestChain = 16;

/** The chain as it was sent; a root that issued itself ends it. */
function chainOf(socket: TLSSocket): readonly Uint8Array[] {
  const chain: Uint8Array[] = [];
  let certificate: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (certificate?.raw !== undefined && chain.length < longestChain) {
    chain.push(new Uint8Array(certificate.raw));
    const issuer: DetailedPeerCertificate | undefined = certificate.issuerCertificate;
    if (issuer === certificate || issuer?.fingerprint256 === certificate.fingerprint256) break;
    certificate = issuer;
  }
  return chain;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "refuses connections",
  ENOTFOUND: "is no name that can be looked up",
  EAI_AGAIN: "could not be looked up",
  EHOSTUNREACH: "cannot be reached",
  ENETUNREACH: "cannot be reached",
  ECONNRESET: "closes the connection during the handshake",
  ERR_SSL_WRONG_VERSION_NUMBER: "does not speak TLS",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "does not speak TLS",
};

function unreachable(address: string, reason: string, cause?: unknown): PlimsollError {
  return new PlimsollError("PLIMSOLL_SOURCE_UNREACHABLE", {
    message: `${address} ${reason}`,
    hint: "see whether the address and the port are right, and reachable from here",
    ...(cause === undefined ? {} : { cause }),
  });
}

const noKeys: PublicHalf = () => undefined;

function readingOf(endpoint: Endpoint, socket: TLSSocket): EndpointReading | undefined {
  const chain = chainOf(socket);
  if (chain.length === 0) return undefined;
  const place = formatEndpoint(endpoint);
  const items = chain.flatMap((der) => readItems(der, noKeys));
  const protocol = socket.getProtocol();
  const holding: Holding = { kind: "endpoint", place, purpose: "server", items };
  return { holding, host: endpoint.host, ...(protocol === null ? {} : { protocol }) };
}

/**
 * Shakes hands and reads the server's certificates; they are not verified here, nothing is sent after, and no session is kept.
 * Names are sent as SNI. Old protocols and weak keys are let in, to be told.
 * @throws PlimsollError PLIMSOLL_SOURCE_UNREACHABLE
 */
export function readEndpoint(endpoint: Endpoint, timeoutMs: number): Promise<EndpointReading> {
  const address = formatEndpoint(endpoint);
  const { host, port } = endpoint;
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      rejectUnauthorized: false,
      // None: Node would add authorities it knows itself to what the server sent.
      ca: [],
      minVersion: "TLSv1",
      ciphers: "DEFAULT@SECLEVEL=0",
    });
    const end = (fallback: () => Error): void => {
      clearTimeout(timer);
      // A server that asks for a client certificate may have shown its own before it gave up.
      const reading = readingOf(endpoint, socket);
      socket.destroy();
      if (reading === undefined) reject(fallback());
      else resolve(reading);
    };
    const seconds = Math.round(timeoutMs / 1000);
    const timer = setTimeout(() => end(() => unreachable(address, `did not answer within ${seconds} s`)), timeoutMs);
    socket.once("secureConnect", () => end(() => unreachable(address, "shows no certificate")));
    socket.once("close", () => end(() => unreachable(address, "closed the connection during the handshake")));
    socket.on("error", (error: NodeJS.ErrnoException) =>
      end(() =>
        unreachable(address, reasons[error.code ?? ""] ?? `ends the handshake: ${error.code ?? "no reason"}`, error),
      ),
    );
  });
}
