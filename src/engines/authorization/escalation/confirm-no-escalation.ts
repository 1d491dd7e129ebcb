// Whether a user may grant rules: only those RBAC already gives the user in that namespace (pkg/registry/rbac/validation ConfirmNoEscalation).
import { goQuote, goQuoteList, joinErrors, type PolicyRule, type UserInfo } from "../../../kubernetes/index.ts";
import type { BoundRules, RbacIndex } from "../rbac/rbac-index.ts";
import type { FoundRole } from "../rbac/rbac-objects.ts";
import { bindingsOfUser } from "../rbac/rules-of-user.ts";
import { describeRules } from "./compact-rules.ts";
import { uncoveredRules } from "./covers.ts";

/**
 * Why a role cannot be had from storage, which words it differently from the authorizer's cache. Since 1.32 the missing role is
 * called by the resource of the request, whatever it is: `named` says so.
 */
export function storageError(
  found: FoundRole,
  named?: string,
): { readonly code: 400 | 404 | 500; readonly message: string } | undefined {
  if ("role" in found) return undefined;
  if ("unsupportedKind" in found)
    return { code: 500, message: `unsupported role reference kind: ${goQuote(found.unsupportedKind)}` };
  if (found.name === "") return { code: 400, message: "Name parameter required." };
  const resource = named ?? `${found.missing.toLowerCase()}s`;
  return { code: 404, message: `${resource}.rbac.authorization.k8s.io ${goQuote(found.name)} not found` };
}

const byName = (a: BoundRules, b: BoundRules): number =>
  a.bindingRef.name < b.bindingRef.name ? -1 : Number(a.bindingRef.name > b.bindingRef.name);

/** Trouble with the user's own bindings, in the order of storage: those of the cluster first, each by name. */
function resolutionErrors(bindings: readonly BoundRules[], named: string | undefined): readonly string[] {
  const broken = bindings.filter(({ found }) => !("role" in found));
  const isCluster = ({ binding }: BoundRules): boolean => binding.kind === "ClusterRoleBinding";
  const ordered = [
    ...broken.filter(isCluster).sort(byName),
    ...broken.filter((bound) => !isCluster(bound)).sort(byName),
  ];
  return ordered.map(({ found }) => storageError(found, named)?.message ?? "");
}

/**
 * Why a user may not grant rules in a namespace ("" for the cluster), as the API server says it; undefined if the user may.
 * Rights from other authorizers do not count; `named` is as for missing roles. Rules held × rules asked for.
 */
export function escalationFault(
  index: RbacIndex,
  user: UserInfo,
  namespace: string,
  rules: readonly PolicyRule[],
  named?: string,
): string | undefined {
  const bindings = bindingsOfUser(index, user, namespace);
  const missing = uncoveredRules(
    bindings.flatMap((bound) => bound.rules),
    rules,
  );
  if (missing.length === 0) return undefined;
  const errors = resolutionErrors(bindings, named);
  const who = `user ${goQuote(user.username)} (groups=${goQuoteList(user.groups ?? [])})`;
  const message = `${who} is attempting to grant RBAC permissions not currently held:\n${describeRules(missing).join("\n")}`;
  return errors.length === 0 ? message : `${message}; resolution errors: [${joinErrors(errors)}]`;
}
