// The groups the API server gives everybody who gets in, for users named on a command line.
import type { UserInfo } from "../../kubernetes/index.ts";

const account = /^system:serviceaccount:([^:]+):([^:]+)$/;

/**
 * The user with the groups authentication adds: system:authenticated for all but the anonymous user, who gets
 * system:unauthenticated, and for service accounts those of all accounts and of their namespace's (pkg/serviceaccount
 * util.go MakeGroupNames; k8s.io/apiserver authentication/group). Groups that are listed stay, each once.
 */
export function withImpliedGroups(user: UserInfo): UserInfo {
  const { username, groups = [] } = user;
  const [, namespace] = account.exec(username) ?? [];
  const ofAccount = namespace === undefined ? [] : ["system:serviceaccounts", `system:serviceaccounts:${namespace}`];
  const everyone = username === "system:anonymous" ? "system:unauthenticated" : "system:authenticated";
  const implied = groups.includes("system:unauthenticated") ? [] : [everyone];
  return { ...user, groups: [...new Set([...groups, ...ofAccount, ...implied])] };
}
