// What one authenticator says of a request.
import type { UserInfo } from "../../kubernetes/index.ts";

/** A user; `audiences` are those of the request that the credential is for. */
export interface UserOpinion {
  readonly kind: "user";
  readonly user: UserInfo;
  readonly audiences?: readonly string[];
  /** What was taken on trust because it could not be seen. */
  readonly caveats?: readonly string[];
  /** Annotations the server would put on the audit event. */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A user; an error, which ends in 401 unless another authenticator knows the user; nothing to say; or not seen. */
export type Opinion =
  | UserOpinion
  | { readonly kind: "error"; readonly messages: readonly string[] }
  | { readonly kind: "none"; readonly why: string }
  | { readonly kind: "unknown"; readonly why: string };

/** Nothing to say. */
export function noOpinion(why: string): Opinion {
  return { kind: "none", why };
}

/** An error in the server's words. */
export function errorOpinion(...messages: readonly string[]): Opinion {
  return { kind: "error", messages };
}

/** A user with only what is known of them. */
export function userOf(
  username: string,
  uid: string,
  groups: readonly string[],
  extra: Readonly<Record<string, readonly string[]>> = {},
): UserInfo {
  return {
    username,
    ...(uid === "" ? {} : { uid }),
    ...(groups.length === 0 ? {} : { groups }),
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  };
}

/** Members of both lists, in the order of the second (authenticator.Audiences.Intersect). */
export function intersect(has: readonly string[], wanted: readonly string[]): readonly string[] {
  return wanted.filter((one) => has.includes(one));
}
