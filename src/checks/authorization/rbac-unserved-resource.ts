// Rules for resources the API server does not serve.
import { defineCheck, fieldEvidence, roleReads } from "../../checking/index.ts";
import type { Minor } from "../../core/index.ts";
import { apiResources, resourcesOf } from "../../facts/api-resources/index.ts";
import { defaultRole, isDefaultRule } from "../../facts/default-roles/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import { allRoles } from "../../model/index.ts";

const builtIn = new Set(apiResources.rows.map(({ group }) => group));
/** Names that only authorization knows: whom to impersonate, whose signer to be. */
const virtual = /^(?:users|groups|userextras|uids|signers)$|^authentication\.k8s\.io\/(?:nodes|serviceaccounts)$/;

function servedNames(version: Minor): ReadonlySet<string> {
  return new Set(resourcesOf(version, true).map(({ group, resource }) => `${group}/${resource}`));
}

/** Whether a resource is one of a built-in group, and of none of the groups. Groups the table does not know may have it. */
function isUnserved(resource: string, groups: readonly string[], served: ReadonlySet<string>): boolean {
  const [name = ""] = resource.split("/");
  if (name === "" || name.includes("*") || groups.length === 0 || !groups.every((group) => builtIn.has(group)))
    return false;
  return groups.every(
    (group) => !virtual.test(name) && !virtual.test(`${group}/${name}`) && !served.has(`${group}/${name}`),
  );
}

export const rbacUnservedResource = defineCheck({
  id: "rbac-unserved-resource",
  domain: "authorization",
  title: "Rule names resources the API server does not serve",
  severity: "info",
  rationale:
    "The names are compared as they stand: a kind instead of its plural, the wrong group, or an API that an upgrade removed. The rule gives no right today, and will give one that nobody decided on if the resource comes back.",
  remediation: "Name the resource in the plural and in its present group, or remove the entry.",
  references: ["https://kubernetes.io/docs/reference/using-api/deprecation-guide/"],
  reads: roleReads,
  versions: { since: "1.20" },
  messages: { unserved: "Kubernetes {version} serves no {resource} of {groups}" },
  *run(model, context) {
    const served = servedNames(context.version);
    for (const role of context.each(allRoles(model))) {
      const standard = defaultRole(role.kind, role.metadata.namespace, role.metadata.name);
      for (const [index, rule] of (role.rules ?? []).entries()) {
        if (standard !== undefined && isDefaultRule(standard, rule)) continue;
        const { apiGroups = [], resources = [] } = rule;
        for (const [at, resource] of resources.entries()) {
          if (!isUnserved(resource, apiGroups, served)) continue;
          const path = `rules[${index}].resources[${at}]`;
          const groups = apiGroups.map((group) => (group === "" ? "the core group" : group)).join(" or ");
          yield {
            object: refOf(role),
            message: "unserved",
            path,
            data: { version: context.version, resource, groups },
            evidence: [fieldEvidence(path, resource, "the resource of the rule")],
          };
        }
      }
    }
  },
});
