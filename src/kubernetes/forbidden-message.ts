// What a refused user is told (k8s.io/apiserver pkg/endpoints/handlers/responsewriters ForbiddenStatusError).
import { goQuote } from "./go-quote.ts";
import type { RequestAttributes } from "./request-attributes.ts";

function describe(attributes: RequestAttributes): string {
  const user = goQuote(attributes.user.username);
  if (attributes.path !== undefined) return `User ${user} cannot ${attributes.verb} path ${goQuote(attributes.path)}`;
  const { verb, resource, subresource, apiGroup, namespace } = attributes;
  const what = goQuote(subresource === "" ? resource : `${resource}/${subresource}`);
  const where = namespace === "" ? "at the cluster scope" : `in the namespace ${goQuote(namespace)}`;
  return `User ${user} cannot ${verb} resource ${what} in API group ${goQuote(apiGroup)} ${where}`;
}

/** The sentence after "is forbidden:", safe as HTML, with the chain's reason where there is one. */
export function forbiddenMessage(attributes: RequestAttributes, reason: string): string {
  const sentence = describe(attributes).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return reason === "" ? sentence : `${sentence}: ${reason}`;
}

/** The whole message of a 403: what is forbidden, and the sentence (apimachinery errors.NewForbidden). */
export function forbiddenStatus(attributes: RequestAttributes, reason: string): string {
  const sentence = forbiddenMessage(attributes, reason);
  if (attributes.path !== undefined || (attributes.resource === "" && attributes.apiGroup === ""))
    return `forbidden: ${sentence}`;
  const { apiGroup, resource, name } = attributes;
  const what = apiGroup === "" ? resource : `${resource}.${apiGroup}`;
  return `${what}${name === "" ? "" : ` ${goQuote(name)}`} is forbidden: ${sentence}`;
}
