// Whom a request's headers ask to be taken for (apiserver endpoints/filters/impersonation).
import { goQuote, type UserInfo } from "../../../kubernetes/index.ts";
import { headerValue, unescapeHeaderKey, type RequestHeaders } from "../request-headers.ts";
import { splitServiceAccountName } from "../service-account-name.ts";
import type { Minor } from "../../../core/index.ts";

const extraPrefix = "Impersonate-Extra-";

/** The user as the headers have it: nothing is added yet. */
export interface WantedUser {
  readonly username: string;
  readonly uid: string;
  readonly groups: readonly string[];
  /** In the order of the headers; keys in lower case, decoded. */
  readonly extra: ReadonlyMap<string, readonly string[]>;
}

/** Reads the headers. The uid has been read since 1.22 only. */
export function wantedUser(headers: RequestHeaders, readsUid: boolean): WantedUser {
  const extra = new Map<string, readonly string[]>();
  for (const [name, values] of headers) {
    if (!name.startsWith(extraPrefix)) continue;
    const key = unescapeHeaderKey(name.slice(extraPrefix.length).toLowerCase());
    extra.set(key, [...(extra.get(key) ?? []), ...values]);
  }
  return {
    username: headerValue(headers, "Impersonate-User"),
    uid: readsUid ? headerValue(headers, "Impersonate-Uid") : "",
    groups: headers.get("Impersonate-Group") ?? [],
    extra,
  };
}

/** Whether more than the name is asked for. */
export function asksForMore({ uid, groups, extra }: WantedUser): boolean {
  return uid !== "" || groups.length > 0 || extra.size > 0;
}

interface Reference {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly apiVersion?: string;
  readonly fieldPath?: string;
}

/** The parts as Go prints a list of ObjectReferences: what is asked for is told so where no user is named. */
export function describeParts({ username, groups, extra, uid }: WantedUser, version: Minor): string {
  const apiVersion = "authentication.k8s.io/v1";
  const account = splitServiceAccountName(username, version);
  const references: readonly Reference[] = [
    ...(username === ""
      ? []
      : [account === undefined ? { kind: "User", name: username } : { kind: "ServiceAccount", ...account }]),
    ...groups.map((name) => ({ kind: "Group", name })),
    ...[...extra].flatMap(([fieldPath, values]) =>
      values.map((name) => ({ kind: "UserExtra", name, apiVersion, fieldPath })),
    ),
    ...(uid === "" ? [] : [{ kind: "UID", name: uid, apiVersion }]),
  ];
  const shown = references.map(
    ({ kind, namespace = "", name, apiVersion: group = "", fieldPath = "" }) =>
      `{${kind} ${namespace} ${name}  ${group}  ${fieldPath}}`,
  );
  return `[${shown.join(" ")}]`;
}

function goTexts(texts: readonly string[] | undefined): string {
  return texts === undefined ? "[]string(nil)" : `[]string{${texts.map(goQuote).join(", ")}}`;
}

/** The user as Go prints it with its type (%#v). */
export function describeUser({ username, uid, groups, extra }: WantedUser): string {
  const pairs = [...extra]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, values]) => `${goQuote(key)}:${goTexts(values)}`);
  const map = `map[string][]string${pairs.length === 0 ? "(nil)" : `{${pairs.join(", ")}}`}`;
  const list = goTexts(groups.length === 0 ? undefined : groups);
  return `&user.DefaultInfo{Name:${goQuote(username)}, UID:${goQuote(uid)}, Groups:${list}, Extra:${map}}`;
}

/** The wanted user as user info. */
export function asUserInfo({ username, uid, groups, extra }: WantedUser): UserInfo {
  return {
    username,
    ...(uid === "" ? {} : { uid }),
    ...(groups.length === 0 ? {} : { groups }),
    ...(extra.size === 0 ? {} : { extra: Object.fromEntries(extra) }),
  };
}
