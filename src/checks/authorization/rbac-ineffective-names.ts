// Rules limited to names for requests that have none.
import { defineCheck, fieldEvidence, roleReads } from "../../checking/index.ts";
import { type PolicyRule, refOf } from "../../kubernetes/index.ts";
import { allRoles } from "../../model/index.ts";

/** Requests that create an object, or delete many, name none, whatever the object is called. Those for subresources do. */
function isNameless({ resources = [], resourceNames = [] }: PolicyRule): boolean {
  if (resourceNames.length === 0 || resourceNames.includes("") || resources.length === 0) return false;
  return resources.every((resource) => resource !== "*" && !resource.includes("/"));
}

export const rbacIneffectiveNames = defineCheck({
  id: "rbac-ineffective-names",
  domain: "authorization",
  title: "Rule limits by name a request that has no name",
  severity: "info",
  rationale:
    "A request to create an object names none when it is authorized, nor does one to delete many. In a rule with resourceNames these verbs match nothing. What was meant as a narrow right is none, and the wide one that is then added elsewhere is what counts.",
  remediation: "Put create and deletecollection into a rule of their own without resourceNames, or remove them.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources"],
  reads: roleReads,
  messages: { nameless: "{verb} on {resources} named {names} matches no request" },
  *run(model, context) {
    for (const role of context.each(allRoles(model))) {
      for (const [index, rule] of (role.rules ?? []).entries()) {
        if (!isNameless(rule)) continue;
        const { verbs = [], resources = [], resourceNames = [] } = rule;
        for (const [at, verb] of verbs.entries()) {
          if (verb !== "create" && verb !== "deletecollection") continue;
          const path = `rules[${index}].verbs[${at}]`;
          yield {
            object: refOf(role),
            message: "nameless",
            path,
            data: { verb, resources: resources.join(", "), names: resourceNames.join(", ") },
            evidence: [fieldEvidence(path, verb, `the rule is limited to ${resourceNames.join(", ")}`)],
          };
        }
      }
    }
  },
});
