// Who a request is from, as authentication decided.

/** A user (authentication.k8s.io/v1 UserInfo). Nothing is implied: a group counts only when it is listed. */
export interface UserInfo {
  readonly username: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** Members of this group are allowed everything, before any authorizer is asked. */
export const mastersGroup = "system:masters";
