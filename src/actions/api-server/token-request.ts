// Asks the API server for a token of a service account: one POST, only when a command is told to with --apply.
import { isJsonObject, PlimsollError } from "../../core/index.ts";
import type { Connection } from "../../sources/cluster/index.ts";
import { sendChange } from "./send-change.ts";

/** Whose token, for how long (seconds; undefined: the server's default), and for whom. */
export interface TokenWish {
  readonly namespace: string;
  readonly name: string;
  readonly seconds?: number;
  readonly audiences: readonly string[];
}

/** The token, and when the server lets it end (RFC 3339). */
export interface IssuedToken {
  readonly token: string;
  readonly expires: string;
}

const hints: Readonly<Record<number, string>> = {
  401: "log in again: the credentials are not accepted",
  403: "ask somebody who may create serviceaccounts/token there; `plimsoll access explain` shows the least role for it",
  404: "make the service account first: kubectl create serviceaccount",
};

/** Sends the request once. @throws PlimsollError PLIMSOLL_APPLY */
export async function requestToken(connection: Connection, wish: TokenWish): Promise<IssuedToken> {
  const { namespace, name, seconds, audiences } = wish;
  const failed = (why: string, code = 0): PlimsollError =>
    new PlimsollError("PLIMSOLL_APPLY", {
      message: `the token of service account ${namespace}/${name} was not issued: ${why}`,
      hint: hints[code] ?? "mend what it says, and try again",
    });
  const spec = {
    ...(seconds === undefined ? {} : { expirationSeconds: seconds }),
    ...(audiences.length === 0 ? {} : { audiences }),
  };
  const answer = await sendChange(connection, {
    method: "POST",
    path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/serviceaccounts/${encodeURIComponent(name)}/token`,
    body: { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec },
  });
  if (!answer.ok) throw failed(answer.said, answer.code);
  const { status } = answer.body;
  const { token, expirationTimestamp } = isJsonObject(status) ? status : {};
  if (typeof token !== "string" || token === "" || typeof expirationTimestamp !== "string")
    throw failed("the answer has no token");
  return { token, expires: expirationTimestamp };
}
