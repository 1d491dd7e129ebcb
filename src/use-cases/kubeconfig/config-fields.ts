// Table of the fields of a kubeconfig (client-go tools/clientcmd/api/v1): how each is written, and what stands for nothing.
import { isJsonObject, type JsonObject, type JsonValue } from "../../core/index.ts";
import { decodeBase64, encodeBase64 } from "../../languages/x509/index.ts";
import { textAt } from "./config-file.ts";

/** A field's value in the form kubectl writes, or undefined where it leaves the field out. */
type Write = (value: JsonValue | undefined) => JsonValue | undefined;

const text: Write = (value) => (value === "" || value === null ? undefined : value);
const textAlways: Write = (value) => value ?? "";
const flag: Write = (value) => (value === true ? true : undefined);
const flagAlways: Write = (value) => value === true;
const listOrNull: Write = (value) => value ?? null;
const some: Write = (value) => (Array.isArray(value) && value.length > 0 ? value : undefined);
const someMapping: Write = (value) => (isJsonObject(value) && Object.keys(value).length > 0 ? value : undefined);
const data: Write = (value) => {
  if (typeof value !== "string" || value === "") return undefined;
  const bytes = decodeBase64(value);
  return bytes === undefined ? value : encodeBase64(bytes);
};
const extensions: Write = (value) => {
  const items = Array.isArray(value) ? value.filter(isJsonObject) : [];
  if (items.length === 0) return undefined;
  const byName = items.map((item) => ({ extension: item["extension"] ?? null, name: textAt(item, "name") ?? "" }));
  return byName.sort((a, b) => (a.name < b.name ? -1 : 1));
};

type Fields = Readonly<Record<string, Write>>;

function mapping(fields: Fields): Write {
  return (value) => (isJsonObject(value) ? writeFields(fields, value) : undefined);
}

const execFields: Fields = {
  apiVersion: text,
  args: listOrNull,
  command: textAlways,
  env: (value) => {
    if (!Array.isArray(value)) return null;
    const items = value.filter(isJsonObject);
    return items.map((item) => ({ name: textAt(item, "name") ?? "", value: textAt(item, "value") ?? "" }));
  },
  installHint: text,
  interactiveMode: text,
  provideClusterInfo: flagAlways,
};

/** Versions whose plugins may ask questions unless told otherwise (api/v1/defaults.go). */
const askingVersions = new Set<unknown>(["v1alpha1", "v1beta1"].map((one) => `client.authentication.k8s.io/${one}`));

const exec: Write = (value) => {
  if (!isJsonObject(value)) return undefined;
  const asks = textAt(value, "interactiveMode") === undefined && askingVersions.has(value["apiVersion"]);
  return writeFields(execFields, asks ? { ...value, interactiveMode: "IfAvailable" } : value);
};

const authProviderFields: Fields = { config: listOrNull, name: textAlways };

/** What an entry of each kind, and what stands in it, can say. */
export const configFields = {
  config: {
    apiVersion: text,
    clusters: some,
    contexts: some,
    "current-context": text,
    extensions,
    kind: text,
    preferences: someMapping,
    users: some,
  },
  preferences: { colors: flag, extensions },
  cluster: {
    "certificate-authority": text,
    "certificate-authority-data": data,
    "disable-compression": flag,
    extensions,
    "insecure-skip-tls-verify": flag,
    "proxy-url": text,
    server: textAlways,
    "tls-server-name": text,
  },
  context: { cluster: textAlways, extensions, namespace: text, user: textAlways },
  user: {
    as: text,
    "as-groups": some,
    "as-uid": text,
    "as-user-extra": someMapping,
    "auth-provider": mapping(authProviderFields),
    "client-certificate": text,
    "client-certificate-data": data,
    "client-key": text,
    "client-key-data": data,
    exec,
    extensions,
    password: text,
    token: text,
    tokenFile: text,
    username: text,
  },
  exec: execFields,
  "auth-provider": authProviderFields,
} as const satisfies Readonly<Record<string, Fields>>;

/** A mapping as kubectl writes it: known fields only, sorted, without what is empty. */
export function writeFields(fields: Fields, body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, write]) => {
      const value = write(Object.hasOwn(body, key) ? body[key] : undefined);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}
