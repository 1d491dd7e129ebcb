// The server of the authentication vectors: its flags, files and objects, put together from context.json and the cases' notes.
import { createHash } from "node:crypto";
import type { JsonObject } from "../../../src/core/index.ts";
import {
  parseTokenFile,
  type Authenticators,
  type BootstrapSecret,
  type BoundObject,
  type BoundResource,
  type Instruments,
  type ServiceAccountTokens,
} from "../../../src/engines/authentication/index.ts";
import { readCertificates, readPublicKeys } from "../../../src/languages/x509/index.ts";
import { verifyWithNode } from "../../fixtures/certificates/verify-with-node.ts";
import { recordedVersion } from "../authorization/world.ts";

/** A line of credentials.jsonl, in the parts the world is made of. */
export interface NotedCase {
  readonly name: string;
  readonly kind: string;
  readonly note?: string;
  readonly credential?: { readonly token?: string };
  readonly result?: string;
  readonly tokenReview?: { readonly status?: { readonly error?: string } };
}

interface Context {
  readonly evaluatedAt: string;
  readonly apiServerFlags: {
    readonly "service-account-issuer": string;
    readonly "api-audiences": readonly string[];
    readonly "enable-bootstrap-token-auth": boolean;
    readonly "anonymous-auth": boolean;
  };
  readonly clientCA: string;
  readonly serviceAccountPublicKey: string;
  readonly tokenAuthFile: string;
  readonly serviceAccountState: {
    readonly namespace: string;
    readonly serviceAccounts: Readonly<Record<string, string>>;
    readonly pods: Readonly<Record<string, string>>;
    readonly secrets: Readonly<Record<string, string>>;
    readonly note: string;
  };
}

/** The recorded server. */
export interface RecordedServer {
  readonly authenticators: Authenticators;
  readonly serviceAccounts: ServiceAccountTokens;
  readonly instruments: Instruments;
  readonly issuer: string;
  readonly namespace: string;
}

/** Objects made again have another uid, which only messages that compare it with the old one tell. */
function newUids(cases: readonly NotedCase[]): ReadonlyMap<string, string> {
  const uids = new Map<string, string>();
  for (const { tokenReview } of cases) {
    const [, uid, claim] = / UID \((.*?)\) does not match claim \((.*?)\)/.exec(tokenReview?.status?.error ?? "") ?? [];
    if (uid !== undefined && claim !== undefined) uids.set(claim, uid);
  }
  return uids;
}

function claimsOf({ note = "" }: NotedCase): JsonObject | undefined {
  try {
    return JSON.parse(note) as JsonObject;
  } catch {
    return undefined;
  }
}

function present(
  objects: Readonly<Record<string, string>>,
  note: string,
  again: ReadonlyMap<string, string>,
): Map<string, BoundObject> {
  const isGone = (name: string): boolean => new RegExp(`(?<!of )\\b${name} deleted(?! and re-created)`).test(note);
  const isAgain = (name: string): boolean => note.includes(`${name} deleted and re-created`);
  return new Map(
    Object.entries(objects).flatMap(([name, uid]) =>
      isGone(name) ? [] : [[name, { uid: isAgain(name) ? (again.get(uid) ?? "") : uid }]],
    ),
  );
}

/** Pods with the service account they run as, which the tokens issued for them name. */
function withAccounts(pods: Map<string, BoundObject>, cases: readonly NotedCase[]): void {
  for (const one of cases) {
    const bound = claimsOf(one)?.["kubernetes.io"] as
      | { readonly pod?: { readonly name: string }; readonly serviceaccount?: { readonly name: string } }
      | undefined;
    const pod = pods.get(bound?.pod?.name ?? "");
    const account = bound?.serviceaccount?.name;
    if (pod !== undefined && account !== undefined && bound?.pod !== undefined)
      pods.set(bound.pod.name, { ...pod, serviceAccountName: account });
  }
}

/** The Secret of the legacy token that was in use; other legacy tokens name it, or one that is gone. */
function legacySecret(cases: readonly NotedCase[]): readonly (readonly [string, BoundObject])[] {
  const held = cases.find(({ name }) => name === "sa:legacy-secret-token");
  const secret = held === undefined ? undefined : claimsOf(held)?.["kubernetes.io/serviceaccount/secret.name"];
  const token = held?.credential?.token;
  return typeof secret === "string" ? [[secret, { uid: "", holdsToken: (text) => text === token }]] : [];
}

function bootstrapSecrets(cases: readonly NotedCase[]): ReadonlyMap<string, BootstrapSecret> {
  const secrets = new Map<string, BootstrapSecret>();
  for (const one of cases) {
    const noted = one.kind === "bootstrap-token" ? claimsOf(one) : undefined;
    const name = noted?.["secretName"];
    if (noted?.["namespace"] === "kube-system" && typeof name === "string")
      secrets.set(name, noted as unknown as BootstrapSecret);
  }
  return secrets;
}

function keysOf(pem: string): ServiceAccountTokens["keys"] {
  return readPublicKeys(pem).keys.map((key) => ({ key }));
}

/** Puts the server together. */
export function recordedServer(context: unknown, cases: readonly NotedCase[]): RecordedServer {
  const { apiServerFlags: flags, serviceAccountState: state, ...files } = context as Context;
  const again = newUids(cases);
  const pods = present(state.pods, state.note, again);
  withAccounts(pods, cases);
  const objects: Partial<Record<BoundResource, ReadonlyMap<string, BoundObject>>> = {
    serviceaccounts: present(state.serviceAccounts, state.note, again),
    pods,
    secrets: new Map([...present(state.secrets, state.note, again), ...legacySecret(cases)]),
  };
  const bootstrap = bootstrapSecrets(cases);
  const tokenFile = parseTokenFile(files.tokenAuthFile, "tokens.csv");
  if ("error" in tokenFile) throw new Error(tokenFile.error);
  const issuer = flags["service-account-issuer"];
  const serviceAccounts: ServiceAccountTokens = {
    issuers: [issuer],
    keys: keysOf(files.serviceAccountPublicKey),
    lookup: true,
    objects: (resource, namespace, name) =>
      (namespace === state.namespace ? objects[resource]?.get(name) : undefined) ?? "absent",
  };
  return {
    authenticators: {
      version: recordedVersion,
      apiAudiences: flags["api-audiences"],
      clientAuthorities: readCertificates(files.clientCA).certificates,
      tokenFile: tokenFile.tokens,
      serviceAccounts,
      ...(flags["enable-bootstrap-token-auth"] ? { bootstrapTokens: (name) => bootstrap.get(name) ?? "absent" } : {}),
      anonymous: { enabled: flags["anonymous-auth"], paths: [] },
    },
    serviceAccounts,
    instruments: {
      now: Date.parse(files.evaluatedAt),
      verify: verifyWithNode,
      sha256: (bytes) => createHash("sha256").update(bytes).digest(),
    },
    issuer,
    namespace: state.namespace,
  };
}
