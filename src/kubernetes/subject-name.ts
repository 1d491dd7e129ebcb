// What a subject of a binding is called: one name for one identity, however the binding spells it.
import type { Subject } from "./resources.ts";

const serviceAccountUser = /^system:serviceaccount:([^:]+):([^:]+)$/;

/**
 * `User jane`, `Group dev`, `ServiceAccount shop/web`; a user spelled `system:serviceaccount:shop:web` is that service
 * account. Undefined for subjects that match nobody: without a name, of an unknown kind, or a service account without a
 * namespace in a ClusterRoleBinding. (pkg/registry/rbac/validation/rule.go, appliesToUser; apiGroup is not looked at.)
 */
export function subjectName(subject: Subject, bindingNamespace: string | undefined): string | undefined {
  const { kind, name = "" } = subject;
  const namespace = subject.namespace || (bindingNamespace ?? "");
  if (name === "") return undefined;
  if (kind === "ServiceAccount") return namespace === "" ? undefined : `ServiceAccount ${namespace}/${name}`;
  if (kind === "Group") return `Group ${name}`;
  if (kind !== "User") return undefined;
  const account = serviceAccountUser.exec(name);
  return account === null ? `User ${name}` : `ServiceAccount ${account[1]}/${account[2]}`;
}

const everyones = new Set([
  "Group system:authenticated",
  "Group system:unauthenticated",
  "Group system:serviceaccounts",
  "User system:anonymous",
]);

/** Whether a subject is so wide that anybody, or any pod, can be it. */
export function isEveryone(subject: string): boolean {
  return everyones.has(subject);
}
