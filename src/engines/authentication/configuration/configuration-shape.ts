// The Go types of AuthenticationConfiguration (k8s.io/apiserver pkg/apis/apiserver/v1 and its older versions).
import type { GoShape } from "./decode-strictly.ts";

const text: GoShape = { kind: "text", type: "string" };
const bool: GoShape = { kind: "bool", type: "bool" };

/** Names of types in one version of the API. */
function typesOf(version: string) {
  return {
    struct: (name: string, fields: Readonly<Record<string, GoShape>>): GoShape => ({
      kind: "struct",
      type: `${version}.${name}`,
      fields,
    }),
    list: (of: GoShape): GoShape => ({ kind: "list", type: `[]${of.type}`, of }),
    named: (name: string): GoShape => ({ kind: "text", type: `${version}.${name}` }),
  };
}

/** The shape in a version of the kind (`v1`, `v1beta1`), with what a server knows. */
export function configurationShape(
  version: string,
  knows: { readonly anonymous: boolean; readonly egress: boolean },
): GoShape {
  const { struct, list, named } = typesOf(version);
  const prefixed = struct("PrefixedClaimOrExpression", { claim: text, prefix: text, expression: text });
  const issuer = struct("Issuer", {
    url: text,
    discoveryURL: text,
    certificateAuthority: text,
    audiences: list(text),
    audienceMatchPolicy: named("AudienceMatchPolicyType"),
    ...(knows.egress ? { egressSelectorType: named("EgressSelectorType") } : {}),
  });
  const rule = struct("ClaimValidationRule", { claim: text, requiredValue: text, expression: text, message: text });
  const mappings = struct("ClaimMappings", {
    username: prefixed,
    groups: prefixed,
    uid: struct("ClaimOrExpression", { claim: text, expression: text }),
    extra: list(struct("ExtraMapping", { key: text, valueExpression: text })),
  });
  const jwt = struct("JWTAuthenticator", {
    issuer,
    claimValidationRules: list(rule),
    claimMappings: mappings,
    userValidationRules: list(struct("UserValidationRule", { expression: text, message: text })),
  });
  const condition = struct("AnonymousAuthCondition", { path: text });
  const anonymous = struct("AnonymousAuthConfig", { enabled: bool, conditions: list(condition) });
  return struct("AuthenticationConfiguration", {
    apiVersion: text,
    kind: text,
    jwt: list(jwt),
    ...(knows.anonymous ? { anonymous } : {}),
  });
}
