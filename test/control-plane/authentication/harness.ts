// A control plane for authentication: an issuer, a front proxy, bound objects, and the same world for our engine.
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  parseAuthenticationConfiguration,
  parseTokenFile,
  type Authenticators,
  type BootstrapSecret,
  type BoundObject,
  type BoundResource,
  type Instruments,
} from "../../../src/engines/authentication/index.ts";
import { compileGoRegexp } from "../../../src/languages/go-regexp/index.ts";
import { readJwks } from "../../../src/languages/jwt/index.ts";
import { readCertificates, readPublicKey, readPublicKeys } from "../../../src/languages/x509/index.ts";
import { authorityKey, buildCertificate, commonName, made } from "../../fixtures/certificates/build-certificate.ts";
import { verifyWithNode } from "../../fixtures/certificates/verify-with-node.ts";
import { createCertificateAuthority, type CertificateAuthority } from "../certificates.ts";
import { startControlPlane, type ControlPlane } from "../index.ts";
import { startIssuer, type IssuerServer } from "./issuer-server.ts";

export const version = "1.37";
export const accountIssuer = "https://kubernetes.default.svc.cluster.local";
export const apiAudiences = [accountIssuer, "second"];
export const regex = { compile: compileGoRegexp };

const pem = (der: Uint8Array): string => {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
};

/** UTCTime at some hours from now. */
export function hoursFromNow(hours: number): string {
  return `${new Date(Date.now() + hours * 3_600_000)
    .toISOString()
    .replaceAll(/[-:T]|\..*/g, "")
    .slice(2)}Z`;
}

/** An authority whose certificates can say anything. */
export const freeAuthority = pem(
  buildCertificate({
    subject: commonName("free"),
    issuer: commonName("free"),
    key: authorityKey,
    notBefore: hoursFromNow(-2),
    notAfter: hoursFromNow(48),
    extensions: [made.authority()],
  }),
);

/** Everything both sides know. */
export interface World {
  readonly plane: ControlPlane;
  readonly issuer: IssuerServer;
  readonly frontProxy: CertificateAuthority;
  readonly accountKey: KeyObject;
  /** uids by `resource/name`; of what was deleted too. */
  readonly uids: ReadonlyMap<string, string>;
  readonly authenticators: Authenticators;
  readonly instruments: () => Instruments;
  stop(): Promise<void>;
}

const bootstrap: Readonly<Record<string, BootstrapSecret>> = Object.fromEntries(
  (
    [
      [
        "good00",
        {
          "usage-bootstrap-authentication": "true",
          "auth-extra-groups": "system:bootstrappers:b,system:bootstrappers:a",
        },
      ],
      ["late00", { "usage-bootstrap-authentication": "true", expiration: "2020-01-01T00:00:00Z" }],
      ["sign00", { "usage-bootstrap-signing": "true" }],
      ["grpx00", { "usage-bootstrap-authentication": "true", "auth-extra-groups": "system:masters" }],
    ] as const
  ).map(([id, data]) => [
    `bootstrap-token-${id}`,
    { type: "bootstrap.kubernetes.io/token", data: { "token-id": id, "token-secret": "0123456789abcdef", ...data } },
  ]),
);

/** The file both sides read. */
function configuration(issuer: IssuerServer, authority: CertificateAuthority): object {
  const common = { certificateAuthority: authority.certificate };
  return {
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "AuthenticationConfiguration",
    jwt: [
      {
        issuer: { url: issuer.url, audiences: ["web", "cli"], audienceMatchPolicy: "MatchAny", ...common },
        claimValidationRules: [
          { claim: "hd", requiredValue: "acme" },
          { expression: "!has(claims.level) || claims.level >= 1.0", message: "level too low" },
        ],
        claimMappings: {
          username: {
            expression: "claims.?email_verified.orValue(true) == true ? 'web:' + claims.email : 'web:' + claims.sub",
          },
          groups: { expression: "has(claims.groups) ? claims.groups : []" },
          uid: { claim: "sub" },
          extra: [
            { key: "acme.io/team", valueExpression: "has(claims.acme__dot__io) ? claims.acme__dot__io.team : ''" },
          ],
        },
        userValidationRules: [
          { expression: "!user.username.startsWith('web:system:')", message: "reserved" },
          { expression: "user.groups.all(group, !group.startsWith('system:'))", message: "reserved group" },
        ],
      },
    ],
    anonymous: { enabled: true, conditions: [{ path: "/livez" }, { path: "/readyz" }] },
  };
}

type Created = readonly [resource: BoundResource, name: string, body: object];

const namespaced = (kind: string, name: string, more: object = {}): object => ({
  apiVersion: "v1",
  kind,
  metadata: { name, namespace: "default" },
  ...more,
});

const pod = { spec: { serviceAccountName: "builder", containers: [{ name: "c", image: "i" }] } };

const created: readonly Created[] = [
  ["serviceaccounts", "builder", namespaced("ServiceAccount", "builder", { secrets: [{ name: "listed" }] })],
  ["serviceaccounts", "gone", namespaced("ServiceAccount", "gone")],
  ["pods", "alive", namespaced("Pod", "alive", pod)],
  ["pods", "ended", namespaced("Pod", "ended", pod)],
  ["secrets", "kept", namespaced("Secret", "kept")],
  ["secrets", "lost", namespaced("Secret", "lost")],
  ["nodes", "node-1", { apiVersion: "v1", kind: "Node", metadata: { name: "node-1" } }],
];
const deleted = ["serviceaccounts/gone", "pods/ended", "secrets/lost"];

async function populate(plane: ControlPlane): Promise<ReadonlyMap<string, string>> {
  const uids = new Map<string, string>();
  for (const [resource, name, body] of created) {
    const base = resource === "nodes" ? "/api/v1/nodes" : `/api/v1/namespaces/default/${resource}`;
    const answer = await plane.api.request({ method: "POST", path: base, body });
    if (answer.status !== 201) throw new Error(answer.body);
    uids.set(`${resource}/${name}`, (JSON.parse(answer.body) as { metadata: { uid: string } }).metadata.uid);
  }
  for (const place of deleted)
    await plane.api.request({ method: "DELETE", path: `/api/v1/namespaces/default/${place}?gracePeriodSeconds=0` });
  for (const [name, { type, data }] of Object.entries(bootstrap)) {
    const body = {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name, namespace: "kube-system" },
      type,
      stringData: data,
    };
    const answer = await plane.api.request({ method: "POST", path: "/api/v1/namespaces/kube-system/secrets", body });
    if (answer.status !== 201) throw new Error(answer.body);
  }
  return uids;
}

/** Adds Secrets that hold tokens; the engine is told what they hold. */
export interface HeldTokens {
  readonly held: Map<string, { readonly uid: string; readonly token: string; readonly labels: Record<string, string> }>;
}

function engineOf(
  plane: ControlPlane,
  issuer: IssuerServer,
  proxy: CertificateAuthority,
  file: object,
  world: HeldTokens,
  uids: ReadonlyMap<string, string>,
): Authenticators {
  const reading = parseAuthenticationConfiguration(file, { version, regex, serviceAccountIssuers: [accountIssuer] });
  if ("faults" in reading) throw new Error(reading.faults.join());
  const tokens = parseTokenFile(readFileSync(join(plane.dir, "tokens.csv"), "utf8"), "tokens.csv");
  if ("error" in tokens) throw new Error(tokens.error);
  const keys = readJwks(issuer.keySet).keys.flatMap(({ id, spki }) => {
    const parsed = readPublicKey(spki);
    return "key" in parsed ? [{ id, key: parsed.key }] : [];
  });
  const find = (resource: BoundResource, name: string): BoundObject | "absent" => {
    const place = `${resource}/${name}`;
    const holder = resource === "secrets" ? world.held.get(name) : undefined;
    if (holder !== undefined)
      return { uid: holder.uid, labels: holder.labels, holdsToken: (token) => token === holder.token };
    const uid = deleted.includes(place) ? undefined : uids.get(place);
    return uid === undefined ? "absent" : { uid, ...(name === "builder" ? { secrets: ["listed"] } : {}) };
  };
  return {
    version,
    apiAudiences,
    requestHeader: {
      authorities: readCertificates(proxy.certificate).certificates,
      allowedNames: ["proxy"],
      usernameHeaders: ["X-Remote-User"],
      uidHeaders: ["X-Remote-Uid"],
      groupHeaders: ["X-Remote-Group"],
      extraHeaderPrefixes: ["X-Remote-Extra-"],
    },
    clientAuthorities: readCertificates(`${plane.authority.certificate}${freeAuthority}`).certificates,
    tokenFile: tokens.tokens,
    serviceAccounts: {
      issuers: [accountIssuer],
      keys: readPublicKeys(readFileSync(join(plane.dir, "pki", "service-accounts.pub"), "utf8")).keys.map((key) => ({
        key,
      })),
      lookup: true,
      objects: (resource, namespace, name) =>
        namespace === (resource === "nodes" ? "" : "default") ? find(resource, name) : "absent",
    },
    bootstrapTokens: (name) => bootstrap[name] ?? "absent",
    issuers: reading.issuers.map((authenticator) => ({ authenticator, keys })),
    anonymous: reading.anonymous ?? { enabled: true, paths: [] },
  };
}

/** Starts everything. */
export async function startWorld(held: HeldTokens["held"]): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "plimsoll-authentication-"));
  const [issuerAuthority, frontProxy] = [
    await createCertificateAuthority(join(folder, "issuer"), "issuer authority"),
    await createCertificateAuthority(join(folder, "proxy"), "front proxy authority"),
  ];
  const issuer = await startIssuer(issuerAuthority);
  const file = configuration(issuer, issuerAuthority);
  const plane = await startControlPlane({
    authenticationConfiguration: file,
    tokenUsers: [{ user: "tina", groups: ["readers"], token: "tinas-token" }],
    apiserverFlags: (dir) => {
      const bundle = join(dir, "bundle.crt");
      writeFileSync(bundle, `${readFileSync(join(dir, "pki", "ca.crt"), "utf8")}${freeAuthority}`);
      return {
        "client-ca-file": bundle,
        "api-audiences": apiAudiences.join(","),
        "enable-bootstrap-token-auth": "true",
        "requestheader-client-ca-file": frontProxy.certificateFile,
        "requestheader-allowed-names": "proxy",
        "requestheader-username-headers": "X-Remote-User",
        "requestheader-uid-headers": "X-Remote-Uid",
        "requestheader-group-headers": "X-Remote-Group",
        "requestheader-extra-headers-prefix": "X-Remote-Extra-",
      };
    },
  });
  const uids = await populate(plane);
  const accountKey = createPrivateKey(readFileSync(join(plane.dir, "pki", "service-accounts.key")));
  return {
    plane,
    issuer,
    frontProxy,
    accountKey,
    uids,
    authenticators: engineOf(plane, issuer, frontProxy, file, { held }, uids),
    instruments: () => ({
      now: Date.now(),
      verify: verifyWithNode,
      sha256: (bytes) => createHash("sha256").update(bytes).digest(),
    }),
    stop: async () => {
      await plane.stop();
      issuer.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The kid Kubernetes gives the key of service account tokens. */
export function accountKeyId(key: KeyObject): string {
  const der = createPublicKey(key).export({ format: "der", type: "spki" });
  return createHash("sha256").update(der).digest("base64url");
}
