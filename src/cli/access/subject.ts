// Whom a question is about: --as and --as-group, in kubectl's words, and sa:namespace/name for service accounts.
import type { Command } from "commander";
import { PlimsollError } from "../../core/index.ts";
import { withImpliedGroups } from "../../checking/access/index.ts";
import type { UserInfo } from "../../kubernetes/index.ts";
import { collect } from "../collect.ts";

/** The options as commander delivers them. */
export interface SubjectOptions {
  readonly as?: string;
  readonly asGroup?: readonly string[];
  readonly asUid?: string;
}

/** Adds the options to a command. */
export function subjectOptions(command: Command): void {
  command
    .option("--as <user>", "whom the question is about: a user, or sa:namespace/name for a service account")
    .option(
      "--as-group <group>",
      "a group of the user; system:authenticated and those of service accounts are added",
      collect,
    )
    .option("--as-uid <uid>", "the user's UID");
}

const account = /^sa:([^/:]+)\/([^/:]+)$/;

/** The user's name: `sa:shop/web` is `system:serviceaccount:shop:web`. @throws PlimsollError for any other `sa:`. */
export function usernameOf(text: string): string {
  if (!text.startsWith("sa:")) return text;
  const [, namespace, name] = account.exec(text) ?? [];
  if (namespace === undefined)
    throw new PlimsollError("PLIMSOLL_USAGE", {
      message: `"${text}" names no service account`,
      hint: "write sa:namespace/name",
    });
  return `system:serviceaccount:${namespace}:${name}`;
}

/** The user, with the groups the API server adds. @throws PlimsollError where nobody is named. */
export function subjectOf({ as, asGroup = [], asUid }: SubjectOptions): UserInfo {
  if (as === undefined || as === "")
    throw new PlimsollError("PLIMSOLL_USAGE", {
      message: "it is not said whom the question is about",
      hint: "name a user with --as jane, a service account with --as sa:shop/web; groups with --as-group",
    });
  return withImpliedGroups({
    username: usernameOf(as),
    groups: asGroup,
    ...(asUid === undefined ? {} : { uid: asUid }),
  });
}
