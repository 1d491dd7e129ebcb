// Rules whose verbs no request has.
import { defineCheck, fieldEvidence, roleReads } from "../../checking/index.ts";
import { type PolicyRule, refOf } from "../../kubernetes/index.ts";
import { allRoles } from "../../model/index.ts";

const methods = new Set(["get", "head", "post", "put", "patch", "delete", "options", "*"]);
/** Verbs of nearly all rules, which are in order for resources. */
const usual = new Set(["*", "get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"]);
const notVerbs = new Set(["head", "post", "put", "options"]);

/** Why no request has the verb (apiserver endpoints/request/requestinfo.go); undefined where one may. */
function faultOf(
  verb: string,
  { nonResourceURLs = [], resources = [] }: PolicyRule,
): "star" | "case" | "url" | "method" | undefined {
  if (verb === "*" || (usual.has(verb) && resources.length > 0)) return undefined;
  if (verb.includes("*")) return "star";
  if (verb !== verb.toLowerCase()) return "case";
  if (resources.length === 0 && nonResourceURLs.length > 0) return methods.has(verb) ? undefined : "url";
  return notVerbs.has(verb) ? "method" : undefined;
}

export const rbacIneffectiveVerb = defineCheck({
  id: "rbac-ineffective-verb",
  domain: "authorization",
  title: "Rule names verbs that match no request",
  severity: "info",
  rationale:
    "Verbs are compared letter by letter, and only * alone stands for others: impersonate-on:* or GET match nothing. Requests for resources have the verbs of the API, as create and list, those for other addresses the method in lower case. The role grants less than whoever reads it believes, and is often widened elsewhere to make up for it.",
  remediation: "Write the verb that is meant, in lower case, or remove it.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb"],
  reads: roleReads,
  messages: {
    star: "{verb} matches no request: the star stands for itself",
    case: "{verb} matches no request: verbs are in lower case",
    url: "{verb} matches no request: those for addresses have methods as verbs",
    method: "{verb} matches no request: those for resources have other verbs",
  },
  *run(model, context) {
    for (const role of context.each(allRoles(model))) {
      for (const [index, rule] of (role.rules ?? []).entries()) {
        for (const [at, verb] of (rule.verbs ?? []).entries()) {
          const message = faultOf(verb, rule);
          if (message === undefined) continue;
          const path = `rules[${index}].verbs[${at}]`;
          yield {
            object: refOf(role),
            message,
            path,
            data: { verb },
            evidence: [fieldEvidence(path, verb, "the verb of the rule")],
          };
        }
      }
    }
  },
});
