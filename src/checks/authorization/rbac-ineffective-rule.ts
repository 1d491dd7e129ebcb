// Rules that look like wildcards and match nothing.
import { defineCheck, fieldEvidence, roleReads } from "../../checking/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import { allRoles } from "../../model/index.ts";

export const rbacIneffectiveRule = defineCheck({
  id: "rbac-ineffective-rule",
  domain: "authorization",
  title: "Rule names resources that match nothing",
  severity: "info",
  rationale:
    "RBAC knows * for every resource and */log for one subresource of every resource. Anything else with a star, as pods/* or */*, is compared letter by letter with names that never hold a star. The role then grants less than whoever reads it believes, and is often widened elsewhere to make up for it.",
  remediation: "Name the subresources that are needed, or remove the entry.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources"],
  reads: roleReads,
  messages: { nothing: "{resource} matches no resource" },
  *run(model, context) {
    for (const role of context.each(allRoles(model))) {
      for (const [index, { resources = [] }] of (role.rules ?? []).entries()) {
        for (const [at, resource] of resources.entries()) {
          if (!resource.includes("*") || resource === "*" || /^\*\/[^*]+$/.test(resource)) continue;
          const path = `rules[${index}].resources[${at}]`;
          yield {
            object: refOf(role),
            message: "nothing",
            path,
            data: { resource },
            evidence: [fieldEvidence(path, resource, "the star stands for itself")],
          };
        }
      }
    }
  },
});
