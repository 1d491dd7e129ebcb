// The front proxy says in headers whose request it passes on (apiserver authentication/request/headerrequest).
import { isGateOn } from "../../../kubernetes/index.ts";
import type { Certificate } from "../../../languages/x509/index.ts";
import type { RequestHeaderProxy, Setting } from "../authenticators.ts";
import { errorOpinion, intersect, noOpinion, userOf, type Opinion } from "../opinion.ts";
import { canonicalHeader, headerValue, unescapeHeaderKey, type RequestHeaders } from "../request-headers.ts";
import { proxyFault } from "./client-certificate.ts";

function firstValue(headers: RequestHeaders, names: readonly string[]): string {
  return names.map((name) => headerValue(headers, name)).find((value) => value !== "") ?? "";
}

function extraOf(headers: RequestHeaders, prefixes: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const extra = new Map<string, string[]>();
  for (const prefix of prefixes) {
    for (const [name, values] of headers) {
      if (!name.toLowerCase().startsWith(prefix.toLowerCase())) continue;
      const key = unescapeHeaderKey(name.slice(prefix.length).toLowerCase());
      extra.set(key, [...(extra.get(key) ?? []), ...values]);
    }
  }
  return Object.fromEntries(extra);
}

function userOfHeaders(headers: RequestHeaders, proxy: RequestHeaderProxy, setting: Setting): Opinion {
  const name = firstValue(headers, proxy.usernameHeaders);
  if (name === "") return noOpinion("no header names the user");
  const { version, featureGates } = setting.authenticators;
  const readsUid = isGateOn("RemoteRequestHeaderUID", version, featureGates);
  const uid = readsUid ? firstValue(headers, proxy.uidHeaders ?? []) : "";
  const groups = proxy.groupHeaders
    .flatMap((header) => headers.get(canonicalHeader(header)) ?? [])
    .filter((group) => group !== "");
  return { kind: "user", user: userOf(name, uid, groups, extraOf(headers, proxy.extraHeaderPrefixes)) };
}

/** What the front proxy's certificate and headers say. */
export function authenticateRequestHeader(
  headers: RequestHeaders,
  certificates: readonly Certificate[],
  proxy: RequestHeaderProxy,
  setting: Setting,
): Opinion {
  const { audiences, authenticators } = setting;
  const accepted = audiences === undefined ? undefined : intersect(authenticators.apiAudiences, audiences);
  if (accepted?.length === 0) return noOpinion("the front proxy speaks for other audiences");
  const [leaf, ...others] = certificates;
  if (leaf === undefined) return noOpinion("no client certificate was presented");
  const fault = proxyFault([leaf, ...others], proxy.authorities, proxy.allowedNames, setting);
  if (fault !== undefined) return errorOpinion(fault);
  const opinion = userOfHeaders(headers, proxy, setting);
  return opinion.kind === "user" && accepted !== undefined ? { ...opinion, audiences: accepted } : opinion;
}
