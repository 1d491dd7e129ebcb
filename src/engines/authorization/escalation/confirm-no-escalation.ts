// Whether a user may grant rules: only those RBAC already gives the user in that namespace (pkg/registry/rbac/validation ConfirmNoEscalation).
import { goQuote, goQuoteList, type PolicyRule, type UserInfo } from "../../../kubernetes/index.ts";
import type { RbacIndex } from "../rbac/rbac-index.ts";
import type { FoundRole } from "../rbac/rbac-objects.ts";
import { bindingsOfUser } from "../rbac/rules-of-user.ts";
import { joinErrors } from "../verdict.ts";
import { describeRules } from "./compact-rules.ts";
import { uncoveredRules } from "./covers.ts";

/** Why a role cannot be had from storage, which words it differently from the authorizer's cache. */
export function storageError(found: FoundRole): { readonly code: 400 | 404 | 500; readonly message: string } | undefined {
  if ("role" in found) return undefined;
  if ("unsupportedKind" in found) return { code: 500, message: `unsupported role reference kind: ${goQuote(found.unsupportedKind)}` };
  if (found.name === "") return { code: 400, message: "Name parameter required." };
  const resource = `${found.missing.toLowerCase()}s.rbac.authorization.k8s.io`;
  return { code: 404, message: `${resource} ${goQuote(found.name)} not found` };
}

/** Trouble with the user's own bindings, in the order of storage: by name. */
function resolutionErrors(index: RbacIndex, user: UserInfo, namespace: string): readonly string[] {
  const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : Number(a.name > b.name));
  const broken = bindingsOfUser(index, user, namespace).filter(({ found }) => !("role" in found));
  const [cluster, local] = [
    broken.filter(({ binding }) => binding.kind === "ClusterRoleBinding"),
    broken.filter(({ binding }) => binding.kind !== "ClusterRoleBinding"),
  ];
  return [...cluster.sort((a, b) => byName(a.bindingRef, b.bindingRef)), ...local.sort((a, b) => byName(a.bindingRef, b.bindingRef))].map(
    ({ found }) => storageError(found)?.message ?? "",
  );
}

/**
 * Why a user may not grant rules in a namespace ("" for the cluster), as the API server says it; undefined if the user may.
 * Rights from other authorizers do not count. Rules held × rules asked for.
 */
export function escalationFault(
  index: RbacIndex,
  user: UserInfo,
  namespace: string,
  rules: readonly PolicyRule[],
): string | undefined {
  const bindings = bindingsOfUser(index, user, namespace);
  const missing = uncoveredRules(bindings.flatMap((bound) => bound.rules), rules);
  if (missing.length === 0) return undefined;
  const errors = resolutionErrors(index, user, namespace);
  const who = `user ${goQuote(user.username)} (groups=${goQuoteList(user.groups ?? [])})`;
  const message = `${who} is attempting to grant RBAC permissions not currently held:\n${describeRules(missing).join("\n")}`;
  return errors.length === 0 ? message : `${message}; resolution errors: [${joinErrors(errors)}]`;
}
