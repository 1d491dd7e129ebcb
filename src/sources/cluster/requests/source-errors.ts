// Why a cluster cannot be read at all: no way there, no trust, no welcome.
import { PlimsollError } from "../../../core/index.ts";
import type { Connection } from "../connection/connect.ts";
import type { RequestFailure } from "./send-get.ts";

interface Explanation {
  readonly message: string;
  readonly hint: string;
}

const askAuthority =
  "set certificate-authority of the cluster in the kubeconfig (or NODE_EXTRA_CA_CERTS) to who issued it";
const unknownAuthority: Explanation = {
  message: "it is issued by an authority that is not trusted",
  hint: askAuthority,
};

/** OpenSSL's and Node's codes for a server certificate that does not hold. */
const tlsFailures: Readonly<Record<string, Explanation>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  DEPTH_ZERO_SELF_SIGNED_CERT: { message: "it is self-signed and not trusted", hint: askAuthority },
  CERT_SIGNATURE_FAILURE: { message: "its signature is not by the trusted authority", hint: askAuthority },
  CERT_UNTRUSTED: unknownAuthority,
  CERT_REJECTED: unknownAuthority,
  INVALID_CA: { message: "its issuer is no certificate authority", hint: askAuthority },
  CERT_CHAIN_TOO_LONG: { message: "its chain is too long", hint: askAuthority },
  INVALID_PURPOSE: { message: "it is not meant for servers", hint: "renew it with the usage server authentication" },
  CERT_HAS_EXPIRED: { message: "it has expired", hint: "renew it on the server; check this machine's clock" },
  CERT_NOT_YET_VALID: { message: "it is not valid yet", hint: "check the clocks of this machine and the server" },
  CERT_REVOKED: { message: "it was revoked", hint: "replace it on the server" },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    message: "it is for other names than the one asked for",
    hint: "use an address that is in the certificate, or set tls-server-name of the cluster in the kubeconfig",
  },
};

/** An error for a certificate that could not be verified; undefined when the failure is another. */
export function tlsError({ server }: Connection, failure: RequestFailure): PlimsollError | undefined {
  const known = tlsFailures[failure.code];
  if (known === undefined) return undefined;
  return new PlimsollError("PLIMSOLL_SOURCE_TLS", {
    message: `the certificate of ${server} cannot be verified: ${known.message} (${failure.message})`,
    hint: known.hint,
    cause: failure,
  });
}

const proxyHint = "check the address, the network, the VPN and the proxy (HTTPS_PROXY, proxy-url)";

const networkFailures: Readonly<Record<string, Explanation>> = {
  ECONNREFUSED: { message: "nothing listens there", hint: "check address and port, and that the cluster runs" },
  ENOTFOUND: { message: "the name is not known", hint: "check the server's name, and DNS or VPN" },
  EAI_AGAIN: { message: "the name cannot be looked up now", hint: "check DNS or VPN" },
  EHOSTUNREACH: { message: "there is no way to that host", hint: proxyHint },
  ENETUNREACH: { message: "there is no way to that network", hint: proxyHint },
  ETIMEDOUT: { message: "the connection was not accepted in time", hint: proxyHint },
  TIMEOUT: { message: "it did not answer in time", hint: `${proxyHint}, or raise --request-timeout` },
  ECONNRESET: { message: "it closes the connection", hint: proxyHint },
  EPROTO: { message: "it does not speak TLS as expected", hint: "check that the port serves https" },
  ERR_SSL_WRONG_VERSION_NUMBER: { message: "it does not speak TLS", hint: "check that the port serves https" },
};

/** Whether trying again at once is pointless as long as nothing was ever heard from the server. */
export function isNobodyThere({ code }: RequestFailure): boolean {
  return ["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "ENETUNREACH", "ERR_SSL_WRONG_VERSION_NUMBER"].includes(code);
}

/** PLIMSOLL_SOURCE_UNREACHABLE for a request that was never answered. */
export function unreachable({ server }: Connection, failure: RequestFailure): PlimsollError {
  const known = networkFailures[failure.code] ?? { message: failure.message, hint: proxyHint };
  return new PlimsollError("PLIMSOLL_SOURCE_UNREACHABLE", {
    message: `the API server ${server} cannot be reached: ${known.message}`,
    hint: known.hint,
    cause: failure,
  });
}

/** PLIMSOLL_SOURCE_UNREACHABLE for something that answers, but not as an API server does. */
export function notAnApiServer({ server }: Connection, what: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_SOURCE_UNREACHABLE", {
    message: `${server} does not answer as a Kubernetes API server: ${what}`,
    hint: "check the server's address, port and path in the kubeconfig, and any proxy in between",
  });
}

/** Whether the server ended the handshake because of our certificate, or the lack of one. */
export function refusesCertificate({ code }: RequestFailure): boolean {
  return code.includes("_ALERT_") && /CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED/.test(code);
}

/** PLIMSOLL_SOURCE_UNAUTHENTICATED, with the likeliest reason. */
export function unauthenticated(connection: Connection, now: Date): PlimsollError {
  const { server, anonymous, certificateEnds } = connection;
  let hint = "sign in again, or get a new token or client certificate; check with: kubectl auth whoami";
  if (anonymous) hint = "no credentials were sent: give the kubeconfig's user a token, a certificate or a plugin";
  else if (certificateEnds !== undefined && certificateEnds < now) {
    hint = `the client certificate ended at ${certificateEnds.toISOString()}: get a new one`;
  }
  return new PlimsollError("PLIMSOLL_SOURCE_UNAUTHENTICATED", {
    message: `${server} does not accept the credentials`,
    hint,
  });
}

/** PLIMSOLL_SOURCE_FORBIDDEN: not one list was allowed. */
export function forbidden({ server }: Connection, said: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_SOURCE_FORBIDDEN", {
    message: `${server} refuses every list; the first refusal: ${said}`,
    hint: "plimsoll scan --print-rbac prints the least role a scan needs, ready to apply",
  });
}
