// What kind of credential a text is, and what can be said of it without keeping what is secret in it.
import { isJsonObject, type JsonObject, type JsonValue } from "../../core/index.ts";
import { parseJsonExactly } from "../../languages/json/index.ts";
import { readJwt, type DuplicateKey } from "../../languages/jwt/index.ts";
import {
  describePrivateKey,
  readCertificates,
  readPem,
  recogniseBlock,
  type Certificate,
  type PrivateKeySummary,
} from "../../languages/x509/index.ts";
import { tokenTimes, type TokenTimes } from "./token-times.ts";

/** An object a service account token names. */
export interface NamedObject {
  readonly kind: "Pod" | "Secret" | "Node" | "ValidatingWebhookConfiguration" | "MutatingWebhookConfiguration";
  readonly name: string;
  readonly uid: string;
}

/** What a token says of itself. Nothing of it is verified, and its signature is not here. */
export interface TokenDescription {
  readonly kind: "jwt";
  readonly algorithm: string;
  readonly keyId: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
  readonly id: string;
  readonly times: TokenTimes;
  /** The service account of a token that a cluster issued; `isLegacy` for one kept in a Secret, which does not end. */
  readonly account?: {
    readonly namespace: string;
    readonly name: string;
    readonly uid: string;
    readonly isLegacy: boolean;
  };
  /** While these exist, the token counts. */
  readonly boundTo: readonly NamedObject[];
  readonly duplicates: readonly DuplicateKey[];
}

/** A credential by its kind. */
export type CredentialDescription =
  | TokenDescription
  | {
      readonly kind: "certificate";
      readonly certificates: readonly Certificate[];
      readonly key?: PrivateKeySummary;
      readonly fault?: string;
    }
  | { readonly kind: "private-key"; readonly key: PrivateKeySummary }
  | { readonly kind: "certificate-request" }
  | { readonly kind: "kubeconfig" }
  /** An object an exec plugin printed; its status holds the credential. */
  | { readonly kind: "exec-credential" }
  | { readonly kind: "bootstrap-token"; readonly id: string }
  /** Some other text without blanks: a static token, or one that only a webhook understands. */
  | { readonly kind: "token"; readonly length: number }
  | { readonly kind: "unknown"; readonly why: string };

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function audiencesOf(value: JsonValue | undefined): readonly string[] {
  const list = Array.isArray(value) ? (value as readonly JsonValue[]) : [value ?? null];
  return list.filter((one): one is string => typeof one === "string");
}

const boundKinds = ["Pod", "Secret", "Node", "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"] as const;
const legacy = "kubernetes.io/serviceaccount";

function accountOf(claims: JsonObject): Pick<TokenDescription, "account" | "boundTo"> {
  const own = claims["kubernetes.io"];
  if (isJsonObject(own) && isJsonObject(own["serviceaccount"])) {
    const { name, uid } = own["serviceaccount"];
    const account = { namespace: textOf(own["namespace"]), name: textOf(name), uid: textOf(uid), isLegacy: false };
    const boundTo = boundKinds.flatMap((kind): readonly NamedObject[] => {
      const bound = own[kind.toLowerCase()];
      return isJsonObject(bound) ? [{ kind, name: textOf(bound["name"]), uid: textOf(bound["uid"]) }] : [];
    });
    return { account, boundTo };
  }
  const [namespace, name, secret] = ["namespace", "service-account.name", "secret.name"].map((key) =>
    textOf(claims[`${legacy}/${key}`]),
  );
  if (namespace === undefined || name === undefined || name === "") return { boundTo: [] };
  const account = { namespace, name, uid: textOf(claims[`${legacy}/service-account.uid`]), isLegacy: true };
  return { account, boundTo: secret === undefined || secret === "" ? [] : [{ kind: "Secret", name: secret, uid: "" }] };
}

function describeToken(text: string): TokenDescription | undefined {
  const reading = readJwt(text, parseJsonExactly);
  if ("fault" in reading) return undefined;
  const { algorithm, keyId, claims, duplicates } = reading.jwt;
  return {
    kind: "jwt",
    algorithm,
    keyId,
    issuer: textOf(claims["iss"]),
    subject: textOf(claims["sub"]),
    audiences: audiencesOf(claims["aud"]),
    id: textOf(claims["jti"]),
    times: tokenTimes(claims),
    ...accountOf(claims),
    duplicates,
  };
}

function describePem(text: string): CredentialDescription | undefined {
  const { blocks } = readPem(text);
  if (blocks.length === 0) return undefined;
  const contents = blocks.map(recogniseBlock);
  const keyBlock = blocks[contents.indexOf("private key")];
  const key = keyBlock === undefined ? undefined : describePrivateKey(keyBlock);
  if (contents.includes("certificate")) {
    const { certificates, error } = readCertificates(text);
    return {
      kind: "certificate",
      certificates,
      ...(key === undefined ? {} : { key }),
      ...(error === undefined ? {} : { fault: error }),
    };
  }
  if (key !== undefined) return { kind: "private-key", key };
  if (contents.includes("certificate request")) return { kind: "certificate-request" };
  return { kind: "unknown", why: `PEM of ${contents.join(", ")} is no credential` };
}

const kubeconfig = /^\s*(?:"kind"|kind)\s*:\s*"?'?Config\b|"kind"\s*:\s*"Config"/m;
const execCredential = /^\s*(?:"kind"|kind)\s*:\s*"?'?ExecCredential\b|"kind"\s*:\s*"ExecCredential"/m;

/** Tells what a text is by its form. Nothing that is returned lets anyone in. Never throws; linear. */
export function describeCredential(text: string): CredentialDescription {
  const trimmed = text.trim();
  if (trimmed === "") return { kind: "unknown", why: "the text is empty" };
  const described = describePem(trimmed);
  if (described !== undefined && !kubeconfig.test(trimmed)) return described;
  if (kubeconfig.test(trimmed) || (/^clusters:/m.test(trimmed) && /^users:/m.test(trimmed)))
    return { kind: "kubeconfig" };
  if (execCredential.test(trimmed)) return { kind: "exec-credential" };
  const token = trimmed.replace(/^Bearer +/i, "");
  if (/\s/.test(token)) return { kind: "unknown", why: "the text has blanks, which no token has" };
  const [, id] = /^([a-z0-9]{6})\.[a-z0-9]{16}$/.exec(token) ?? [];
  if (id !== undefined) return { kind: "bootstrap-token", id };
  return describeToken(token) ?? { kind: "token", length: token.length };
}
