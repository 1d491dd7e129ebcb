// Which node a user is (pkg/auth/nodeidentifier).
import type { UserInfo } from "../../../kubernetes/index.ts";

const prefix = "system:node:";

/** The name after `system:node:` of a member of system:nodes, "" where it is missing; undefined for everybody else. */
export function nodeIdentity({ username, groups = [] }: UserInfo): string | undefined {
  return username.startsWith(prefix) && groups.includes("system:nodes") ? username.slice(prefix.length) : undefined;
}
