// The entries of a kubeconfig (client-go tools/clientcmd/api/v1), types checked, paths made absolute.
import { dirname, isAbsolute, resolve, sep } from "node:path";
import { isJsonObject, type JsonObject } from "../../../core/index.ts";
import { kubeconfigError } from "./kubeconfig-error.ts";
import { fieldsOf, type Fields } from "./kubeconfig-fields.ts";

/** Where a server is and how to know it. */
export interface ClusterEntry {
  readonly server: string | undefined;
  readonly tlsServerName: string | undefined;
  readonly insecureSkipTlsVerify: boolean;
  readonly caFile: string | undefined;
  readonly caData: string | undefined;
  readonly proxyUrl: string | undefined;
  readonly disableCompression: boolean;
  /** What the cluster hands to credential plugins (extension client.authentication.k8s.io/exec). */
  readonly pluginConfig: unknown;
}

/** A program that prints credentials. */
export interface ExecEntry {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly apiVersion: string | undefined;
  readonly installHint: string | undefined;
  readonly provideClusterInfo: boolean;
  readonly interactiveMode: string | undefined;
}

/** How someone proves who they are, and as whom they want to act. */
export interface UserEntry {
  readonly certFile: string | undefined;
  readonly certData: string | undefined;
  readonly keyFile: string | undefined;
  readonly keyData: string | undefined;
  readonly token: string | undefined;
  readonly tokenFile: string | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly exec: ExecEntry | undefined;
  readonly authProvider: { readonly name: string; readonly config: Readonly<Record<string, string>> } | undefined;
  readonly as: string | undefined;
  readonly asUid: string | undefined;
  readonly asGroups: readonly string[];
  readonly asExtra: Readonly<Record<string, readonly string[]>>;
}

/** Which user at which cluster. */
export interface ContextEntry {
  readonly cluster: string | undefined;
  readonly user: string | undefined;
  readonly namespace: string | undefined;
}

/** One file, or several merged: entries by name. */
export interface Kubeconfig {
  readonly clusters: ReadonlyMap<string, ClusterEntry>;
  readonly users: ReadonlyMap<string, UserEntry>;
  readonly contexts: ReadonlyMap<string, ContextEntry>;
  readonly currentContext: string | undefined;
}

const execExtension = "client.authentication.k8s.io/exec";

/** Checks the types of a parsed kubeconfig; relative paths are resolved against the folder of `file`. */
export function kubeconfigEntries(value: unknown, file: string): Kubeconfig {
  if (value === null || value === undefined) value = {};
  if (!isJsonObject(value)) {
    throw kubeconfigError(file, "must be a mapping with clusters, users and contexts", { file });
  }
  const root = fieldsOf(value, "", file);
  const kind = root.text("kind");
  if (kind !== undefined && kind !== "Config") {
    throw kubeconfigError(file, `is of kind ${JSON.stringify(kind)}, not Config`, { file });
  }
  const folder = dirname(resolve(file));
  return {
    clusters: named(root, "clusters", "cluster", (fields) => clusterEntry(fields, folder)),
    users: named(root, "users", "user", (fields) => userEntry(fields, folder)),
    contexts: named(root, "contexts", "context", contextEntry),
    currentContext: root.text("current-context"),
  };
}

function named<T>(root: Fields, list: string, key: string, read: (fields: Fields) => T): ReadonlyMap<string, T> {
  const entries = new Map<string, T>();
  for (const item of root.mappings(list)) {
    const name = item.text("name") ?? "";
    if (entries.has(name)) throw item.wrong("name", `${JSON.stringify(name)} is in the list twice`);
    entries.set(name, read(item.mapping(key)));
  }
  return entries;
}

function absolute(path: string | undefined, folder: string): string | undefined {
  return path === undefined || isAbsolute(path) ? path : resolve(folder, path);
}

function clusterEntry(fields: Fields, folder: string): ClusterEntry {
  const extensions = fields.mappings("extensions");
  return {
    server: fields.text("server"),
    tlsServerName: fields.text("tls-server-name"),
    insecureSkipTlsVerify: fields.flag("insecure-skip-tls-verify"),
    caFile: absolute(fields.text("certificate-authority"), folder),
    caData: fields.base64("certificate-authority-data"),
    proxyUrl: fields.text("proxy-url"),
    disableCompression: fields.flag("disable-compression"),
    pluginConfig: extensions.find((extension) => extension.text("name") === execExtension)?.any("extension"),
  };
}

function userEntry(fields: Fields, folder: string): UserEntry {
  return {
    certFile: absolute(fields.text("client-certificate"), folder),
    certData: fields.base64("client-certificate-data"),
    keyFile: absolute(fields.text("client-key"), folder),
    keyData: fields.base64("client-key-data"),
    token: fields.text("token"),
    tokenFile: absolute(fields.text("tokenFile"), folder),
    username: fields.text("username"),
    password: fields.text("password"),
    exec: fields.has("exec") ? execEntry(fields.mapping("exec"), folder) : undefined,
    authProvider: fields.has("auth-provider") ? authProvider(fields.mapping("auth-provider")) : undefined,
    as: fields.text("as"),
    asUid: fields.text("as-uid"),
    asGroups: fields.texts("as-groups"),
    asExtra: fields.mapping("as-user-extra").eachKey((extra, key) => extra.texts(key)),
  };
}

function execEntry(fields: Fields, folder: string): ExecEntry {
  const command = fields.text("command");
  if (command === undefined) throw fields.wrong("command", "must name the program that prints the credentials");
  const env = fields.mappings("env").map((item) => [item.text("name"), item.text("value") ?? ""] as const);
  return {
    // Only a name without a folder is looked up in PATH.
    command: command.includes(sep) ? (absolute(command, folder) ?? command) : command,
    args: fields.texts("args"),
    env: Object.fromEntries(env.flatMap(([name, text]) => (name === undefined ? [] : [[name, text]]))),
    apiVersion: fields.text("apiVersion"),
    installHint: fields.text("installHint"),
    provideClusterInfo: fields.flag("provideClusterInfo"),
    interactiveMode: fields.text("interactiveMode"),
  };
}

function authProvider(fields: Fields): UserEntry["authProvider"] {
  return {
    name: fields.text("name") ?? "",
    config: fields.mapping("config").eachKey((config, key) => config.text(key) ?? ""),
  };
}

function contextEntry(fields: Fields): ContextEntry {
  return { cluster: fields.text("cluster"), user: fields.text("user"), namespace: fields.text("namespace") };
}

/** A user entry without anything in it: an anonymous user. */
export function anonymousUser(file: string): UserEntry {
  return userEntry(fieldsOf({} satisfies JsonObject, "", file), dirname(file));
}
