// The entries of a kubeconfig (client-go tools/clientcmd/api/v1) with what authenticates each, types checked. Holds secrets: not to be kept.
import { isJsonObject, type JsonObject } from "../../core/index.ts";

/** A cluster and what its server is known by. */
export interface KubeconfigCluster {
  readonly name: string;
  readonly server?: string;
  readonly caData?: string;
  readonly caFile?: string;
  readonly insecure: boolean;
}

/** A user; several ways to authenticate may stand side by side. */
export interface KubeconfigUser {
  readonly name: string;
  readonly certificateData?: string;
  readonly certificateFile?: string;
  readonly keyData?: string;
  readonly keyFile?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  /** A name and a password, which API servers since 1.19 do not take. */
  readonly basic: boolean;
  /** The program that is run to get credentials. */
  readonly exec?: string;
  readonly authProvider?: string;
}

/** A kubeconfig's entries, in its order; entries without a name are left out. */
export interface KubeconfigEntries {
  readonly clusters: readonly KubeconfigCluster[];
  readonly users: readonly KubeconfigUser[];
  readonly contexts: readonly { readonly name: string; readonly cluster: string; readonly user: string }[];
  readonly currentContext: string;
}

const mostEntries = 5000;

function textIn(fields: JsonObject, name: string): string | undefined {
  const value = fields[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** `key` set to the text of a field, where there is one. */
function kept<K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: string });
}

function named(value: unknown, inner: string): readonly (readonly [string, JsonObject])[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, mostEntries).flatMap((entry: unknown) => {
    if (!isJsonObject(entry)) return [];
    const [name, fields] = [entry["name"], entry[inner]];
    return typeof name === "string" ? [[name, isJsonObject(fields) ? fields : {}] as const] : [];
  });
}

function cluster([name, fields]: readonly [string, JsonObject]): KubeconfigCluster {
  return {
    name,
    ...kept("server", textIn(fields, "server")),
    ...kept("caData", textIn(fields, "certificate-authority-data")),
    ...kept("caFile", textIn(fields, "certificate-authority")),
    insecure: fields["insecure-skip-tls-verify"] === true,
  };
}

function user([name, fields]: readonly [string, JsonObject]): KubeconfigUser {
  const { exec, "auth-provider": provider } = fields;
  return {
    name,
    ...kept("certificateData", textIn(fields, "client-certificate-data")),
    ...kept("certificateFile", textIn(fields, "client-certificate")),
    ...kept("keyData", textIn(fields, "client-key-data")),
    ...kept("keyFile", textIn(fields, "client-key")),
    ...kept("token", textIn(fields, "token")),
    ...kept("tokenFile", textIn(fields, "tokenFile")),
    basic: textIn(fields, "username") !== undefined || textIn(fields, "password") !== undefined,
    ...(isJsonObject(exec) ? { exec: textIn(exec, "command") ?? "?" } : {}),
    ...(isJsonObject(provider) ? { authProvider: textIn(provider, "name") ?? "?" } : {}),
  };
}

/** Whether a value is a kubeconfig by its shape: its kind, or lists of clusters and users. */
export function isKubeconfig(value: unknown): value is JsonObject {
  if (!isJsonObject(value) || value["metadata"] !== undefined) return false;
  if (value["kind"] === "Config" && (value["apiVersion"] ?? "v1") === "v1") return true;
  return Array.isArray(value["clusters"]) && Array.isArray(value["users"]);
}

/** Reads the entries; whatever is not of the right type is as if it were not there. */
export function kubeconfigEntries(value: JsonObject): KubeconfigEntries {
  const contexts = named(value["contexts"], "context").map(([name, fields]) => ({
    name,
    cluster: textIn(fields, "cluster") ?? "",
    user: textIn(fields, "user") ?? "",
  }));
  return {
    clusters: named(value["clusters"], "cluster").map(cluster),
    users: named(value["users"], "user").map(user),
    contexts,
    currentContext: textIn(value, "current-context") ?? "",
  };
}
