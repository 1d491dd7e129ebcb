// An issuer of tokens over TLS: its discovery document and its keys.
import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { JsonValue } from "../../../src/core/index.ts";
import type { CertificateAuthority } from "../certificates.ts";

/** A key the issuer signs with, by the algorithm it is for. */
export interface SigningKey {
  readonly id: string;
  readonly algorithm: string;
  readonly key: KeyObject;
}

/** A running issuer. */
export interface IssuerServer {
  readonly url: string;
  readonly keys: readonly SigningKey[];
  readonly keySet: JsonValue;
  stop(): void;
}

function makeKeys(): readonly SigningKey[] {
  return [
    { id: "rsa", algorithm: "RS256", key: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey },
    { id: "p256", algorithm: "ES256", key: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey },
    { id: "p384", algorithm: "ES384", key: generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey },
  ];
}

/** Starts an issuer whose certificate the authority signs. */
export async function startIssuer(authority: CertificateAuthority): Promise<IssuerServer> {
  const keys = makeKeys();
  const keySet = {
    keys: keys.map(({ id, key }) => ({ ...createPublicKey(key).export({ format: "jwk" }), kid: id, use: "sig" })),
  } as unknown as JsonValue;
  const { certificate, key } = await authority.issueServer("issuer");
  let url = "";
  const server: Server = createServer({ cert: certificate, key }, (request, response) => {
    response.setHeader("content-type", "application/json");
    const discovery = {
      issuer: url,
      jwks_uri: `${url}/keys`,
      response_types_supported: ["id_token"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    };
    response.end(JSON.stringify(request.url === "/keys" ? keySet : discovery));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, keys, keySet, stop: () => void server.close() };
}
