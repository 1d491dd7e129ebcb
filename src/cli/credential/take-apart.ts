// From what a user hands over to single credentials: kubeconfigs, Secrets and objects of exec plugins hold several.
import { readFileSync, statSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { isJsonObject, type JsonObject } from "../../core/index.ts";
import { describeCredential } from "../../engines/authentication/index.ts";
import { decodeBase64, latin1 } from "../../languages/x509/index.ts";
import { parseYamlDocuments } from "../../languages/yaml/index.ts";
import { isKubeconfig, kubeconfigEntries, readItems, type KubeconfigUser } from "../../model/index.ts";
import type { Elsewhere, Material } from "../../use-cases/credential/index.ts";

/** What was found. */
export interface TakenApart {
  readonly materials: readonly Material[];
  readonly elsewhere: readonly Elsewhere[];
}

/** What is handed over, and the folder that paths in it begin from. */
export interface Handed {
  readonly bytes: Uint8Array;
  readonly folder: string;
}

const mostBytes = 4 * 1024 * 1024;

function decoded(base64: string): string | undefined {
  const bytes = decodeBase64(base64.replace(/\s+/g, ""));
  return bytes === undefined ? undefined : latin1(bytes);
}

function one(where: string, text: string): TakenApart {
  return { materials: [{ where, text }], elsewhere: [] };
}

function other(where: string, kind: string, why: string, state: Elsewhere["state"] = "unknown"): TakenApart {
  return { materials: [], elsewhere: [{ where, kind, why, state }] };
}

function all(parts: readonly TakenApart[]): TakenApart {
  return {
    materials: parts.flatMap(({ materials }) => materials),
    elsewhere: parts.flatMap(({ elsewhere }) => elsewhere),
  };
}

function fromFile(where: string, path: string, folder: string, kind: string): TakenApart {
  const file = isAbsolute(path) ? path : join(folder, path);
  try {
    const stats = statSync(file);
    if (!stats.isFile() || stats.size > mostBytes)
      return other(where, kind, `${file} is no file of a credential`, "unusable");
    return one(where, readFileSync(file, "latin1"));
  } catch {
    return other(where, kind, `${file} cannot be read`, "unusable");
  }
}

const withoutAny = {
  kind: "nothing",
  why: "it has no credential: requests would be anonymous",
  state: "unusable",
  isAnonymous: true,
} as const;

/** What client-go would send: a certificate and a token stand side by side; the text of a field comes before its file. */
function userParts(user: KubeconfigUser, folder: string): TakenApart {
  const where = `user ${user.name}`;
  const { certificateData, certificateFile, token, tokenFile, exec, authProvider, basic } = user;
  const pem = certificateData === undefined ? undefined : decoded(certificateData);
  const parts: readonly (TakenApart | false)[] = [
    certificateData !== undefined &&
      (pem === undefined
        ? other(where, "client certificate", "client-certificate-data is not base64", "unusable")
        : one(where, pem)),
    certificateData === undefined &&
      certificateFile !== undefined &&
      fromFile(where, certificateFile, folder, "client certificate"),
    tokenFile !== undefined && fromFile(where, tokenFile, folder, "token"),
    tokenFile === undefined && token !== undefined && one(where, token),
    exec !== undefined &&
      other(where, "exec plugin", `${exec} makes the credential when it is asked for; it was not run`),
    authProvider !== undefined &&
      other(where, "auth provider", `${authProvider}, which kubectl 1.26 and later do not have`),
    basic && other(where, "name and password", "API servers since 1.19 do not take them", "unusable"),
  ];
  const found = parts.filter((part) => part !== false);
  return found.length > 0 ? all(found) : { materials: [], elsewhere: [{ where, ...withoutAny }] };
}

function dataOf(secret: JsonObject): ReadonlyMap<string, string> {
  const { data, stringData } = secret;
  const texts = (fields: unknown, read: (text: string) => string | undefined): readonly (readonly [string, string])[] =>
    !isJsonObject(fields)
      ? []
      : Object.entries(fields).flatMap(([key, value]) => {
          const text = typeof value === "string" ? read(value) : undefined;
          return text === undefined ? [] : [[key, text] as const];
        });
  return new Map([...texts(data, decoded), ...texts(stringData, (text) => text)]);
}

function secretParts(secret: JsonObject): TakenApart {
  const { metadata } = secret;
  const named = (field: string): string => {
    const value = isJsonObject(metadata) ? metadata[field] : undefined;
    return typeof value === "string" ? value : "?";
  };
  const where = `Secret ${named("namespace")}/${named("name")}`;
  const data = dataOf(secret);
  const [token, certificate] = [data.get("token"), data.get("tls.crt")];
  const [id, word] = [data.get("token-id"), data.get("token-secret")];
  if (token !== undefined) return one(where, token);
  if (id !== undefined && word !== undefined)
    return { materials: [{ where, text: `${id}.${word}`, bootstrap: Object.fromEntries(data) }], elsewhere: [] };
  if (certificate !== undefined) return one(where, certificate);
  return other(
    where,
    "Secret",
    "it has neither a token nor a certificate: the token controller may not have filled it yet",
    "unusable",
  );
}

/** What an exec plugin prints, and what `kubectl create token -o json` does. */
function statusParts(object: JsonObject, kind: string): TakenApart {
  const status = isJsonObject(object["status"]) ? object["status"] : {};
  const texts = [status["token"], status["clientCertificateData"]].filter((text) => typeof text === "string");
  const parts = texts.map((text) => one(kind, text));
  return parts.length > 0 ? all(parts) : other(kind, "nothing", "its status holds no credential", "unusable");
}

function structuredParts(value: unknown, folder: string, listKind?: string): TakenApart | undefined {
  if (!isJsonObject(value)) return undefined;
  if (isKubeconfig(value)) {
    const users = kubeconfigEntries(value).users.map((user) => userParts(user, folder));
    return users.length > 0 ? all(users) : other("kubeconfig", "nothing", "it names no user", "unusable");
  }
  // Items of a list that names its kind need not say theirs.
  const { kind = listKind, items } = value;
  if (kind === "Secret") return secretParts(value);
  if (kind === "ExecCredential" || kind === "TokenRequest") return statusParts(value, kind);
  const itemKind = typeof kind === "string" && kind.endsWith("List") ? kind.slice(0, -"List".length) : undefined;
  const listed: readonly unknown[] = Array.isArray(items) ? items : [];
  const parts = listed.flatMap((item) => structuredParts(item, folder, itemKind) ?? []);
  return parts.length > 0 ? all(parts) : undefined;
}

/** PowerShell redirects to UTF-16; jq prints a token between quotes. */
function textOf(bytes: Uint8Array): string {
  const encoding = { "255,254": "utf-16le", "254,255": "utf-16be" }[bytes.subarray(0, 2).join(",")] ?? "utf-8";
  const text = new TextDecoder(encoding).decode(bytes);
  return /^\s*"([^"\s]+)"\s*$/.exec(text)?.[1] ?? text;
}

/** Single credentials of whatever was handed over; undefined where it is nothing that is known. Nothing is run, sent or kept. */
export function takeApart({ bytes, folder }: Handed): TakenApart | undefined {
  if (bytes[0] === 0x30) {
    const items = readItems(bytes, () => undefined);
    const certificates = items.flatMap((item) => (item.kind === "certificate" ? [item.certificate] : []));
    if (certificates.length > 0) return { materials: [{ text: "", certificates }], elsewhere: [] };
  }
  const text = textOf(bytes);
  if (/(?:^|[\s{,"'])(?:kind|clusters|users|items)["']?\s*:/.test(text)) {
    const { documents, errors } = parseYamlDocuments(text);
    const parts = documents.flatMap(({ value }) => structuredParts(value, folder) ?? []);
    const faults = errors.map(({ line, message }) =>
      // What is quoted from the file may be part of a secret.
      other(`line ${line}`, "not readable", message.replace(/"[^]*"/g, "(not shown)"), "unusable"),
    );
    if (parts.length + faults.length > 0) return all([...parts, ...faults]);
  }
  // JSON and YAML that hold nothing known are no token, however few blanks they have.
  const { kind } = /^\s*[{[]/.test(text) ? { kind: "unknown" as const } : describeCredential(text);
  if (kind === "unknown" || kind === "kubeconfig" || kind === "exec-credential") return undefined;
  return { materials: [{ text }], elsewhere: [] };
}
