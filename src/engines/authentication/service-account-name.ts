// User names of service accounts and nodes.
import type { Minor } from "../../core/index.ts";
import { dnsLabelFaults, subdomainFaults } from "../../kubernetes/index.ts";

const prefix = "system:serviceaccount:";

/** Groups every service account of a namespace is in. */
export function serviceAccountGroups(namespace: string): readonly string[] {
  return ["system:serviceaccounts", `system:serviceaccounts:${namespace}`];
}

/** `system:serviceaccount:shop:web`. */
export function serviceAccountName(namespace: string, name: string): string {
  return `${prefix}${namespace}:${name}`;
}

/** The account a user name stands for; undefined where it stands for none (apiserver serviceaccount.SplitUsername). */
export function splitServiceAccountName(
  username: string,
  version: Minor,
): { readonly namespace: string; readonly name: string } | undefined {
  if (!username.startsWith(prefix)) return undefined;
  const parts = username.slice(prefix.length).split(":", 3);
  const [namespace = "", name = ""] = parts;
  const isValid = dnsLabelFaults(namespace, version).length === 0 && subdomainFaults(name, version).length === 0;
  return parts.length === 2 && isValid ? { namespace, name } : undefined;
}

/** The node a user name stands for; undefined where it stands for none. */
export function nodeOfUsername(username: string, version: Minor): string | undefined {
  const node = username.startsWith("system:node:") ? username.slice("system:node:".length) : undefined;
  return node !== undefined && subdomainFaults(node, version).length === 0 ? node : undefined;
}
