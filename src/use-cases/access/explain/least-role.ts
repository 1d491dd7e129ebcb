// The least Role that allows one request, and the binding that gives it to its user.
import type { JsonObject } from "../../../core/index.ts";
import type { PolicyRule, RequestAttributes } from "../../../kubernetes/index.ts";

const group = "rbac.authorization.k8s.io";
const apiVersion = `${group}/v1`;

/** The one rule that allows the request and nothing it does not need. */
export function leastRule(attributes: RequestAttributes): PolicyRule {
  if (attributes.path !== undefined) return { nonResourceURLs: [attributes.path], verbs: [attributes.verb] };
  const { verb, apiGroup, resource, subresource, name } = attributes;
  const whole = subresource === "" ? resource : `${resource}/${subresource}`;
  const names = name === "" ? {} : { resourceNames: [name] };
  return { apiGroups: [apiGroup], resources: [whole], ...names, verbs: [verb] };
}

const account = /^system:serviceaccount:([^:]+):([^:]+)$/;

function subjectOf(username: string): JsonObject {
  const [, namespace, name] = account.exec(username) ?? [];
  return namespace === undefined || name === undefined
    ? { apiGroup: group, kind: "User", name: username }
    : { kind: "ServiceAccount", namespace, name };
}

/** A name for the role, from the words of the request, that the API accepts. */
function roleName(attributes: RequestAttributes): string {
  const words =
    attributes.path === undefined
      ? [attributes.verb, attributes.resource, attributes.subresource, attributes.name]
      : [attributes.verb, attributes.path];
  const name = words
    .join("-")
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, "-");
  return `allow-${name}`
    .replaceAll(/-+/g, "-")
    .replace(/[-.]+$/, "")
    .slice(0, 63);
}

/** A Role and its RoleBinding in the request's namespace, or the cluster's kinds for requests in none. */
export function leastRoleFor(attributes: RequestAttributes): readonly JsonObject[] {
  const namespace = attributes.path === undefined ? attributes.namespace : "";
  const name = roleName(attributes);
  const metadata = namespace === "" ? { name } : { name, namespace };
  const kind = namespace === "" ? "ClusterRole" : "Role";
  const rules = [leastRule(attributes) as unknown as JsonObject];
  return [
    { apiVersion, kind, metadata, rules },
    {
      apiVersion,
      kind: `${kind}Binding`,
      metadata,
      roleRef: { apiGroup: group, kind, name },
      subjects: [subjectOf(attributes.user.username)],
    },
  ];
}
