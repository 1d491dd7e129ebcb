// Rules for resources the API server does not serve.
import { defineCheck, fieldEvidence, roleReads } from "../../checking/index.ts";
import type { Minor } from "../../core/index.ts";
import { apiResources, resourcesOf } from "../../facts/api-resources/index.ts";
import { defaultRole, isDefaultRule } from "../../facts/default-roles/index.ts";
import { type PolicyRule, refOf } from "../../kubernetes/index.ts";
import { allRoles, type RbacRole } from "../../model/index.ts";

const builtIn = new Set(apiResources.rows.map(({ group }) => group));
/** Names that only authorization knows: whom to impersonate, whose signer to be. */
const virtual = /^(?:users|groups|userextras|uids|signers)$|^authentication\.k8s\.io\/(?:nodes|serviceaccounts)$/;

type Served = ReadonlyMap<string, ReadonlySet<string>>;

function servedNames(version: Minor): Served {
  const served = new Map([...builtIn].map((group) => [group, new Set<string>()]));
  for (const { group, resource } of resourcesOf(version, true)) served.get(group)?.add(resource);
  return served;
}

/** Whether a resource is in none of these groups, all of which are Kubernetes' own. */
function isUnserved(resource: string, groups: readonly string[], served: Served): boolean {
  const slash = resource.indexOf("/");
  const name = slash === -1 ? resource : resource.slice(0, slash);
  if (groups.some((group) => served.get(group)?.has(name) === true) || name === "" || name.includes("*")) return false;
  return groups.every((group) => !virtual.test(name) && !virtual.test(`${group}/${name}`));
}

function isStandard({ kind, metadata }: RbacRole, rule: PolicyRule): boolean {
  const standard = defaultRole(kind, metadata.namespace, metadata.name);
  return standard !== undefined && isDefaultRule(standard, rule);
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
      for (const [index, rule] of (role.rules ?? []).entries()) {
        const { apiGroups = [], resources = [] } = rule;
        // Groups the table does not know may have a resource of any name.
        if (apiGroups.length === 0 || !apiGroups.every((group) => builtIn.has(group))) continue;
        for (const [at, resource] of resources.entries()) {
          if (!isUnserved(resource, apiGroups, served) || isStandard(role, rule)) continue;
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
