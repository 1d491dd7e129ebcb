// Roles whose rules use wildcards.
import {
  bindingReads,
  defineCheck,
  holdEvidence,
  placeOf,
  roleReads,
  severityOfHold,
  subjectsOf,
} from "../../checking/index.ts";
import { defaultRole, isDefaultRule } from "../../facts/default-roles/index.ts";
import { type PolicyRule, refOf } from "../../kubernetes/index.ts";
import { allRoles, effectiveRules, gapOf, roleHolders } from "../../model/index.ts";

/** Lists of a rule that stand for everything. Stars inside a word stand for themselves: `pods/*` is no wildcard. */
function wildcardsOf({ verbs, apiGroups, resources, nonResourceURLs }: PolicyRule): string[] {
  const lists = { verbs, resources, nonResourceURLs };
  const found = Object.entries(lists).flatMap(([name, list]) =>
    list?.some((item) => item === "*" || (name === "nonResourceURLs" && item === "/*")) === true ? [name] : [],
  );
  return found.includes("resources") && apiGroups?.includes("*") === true ? [...found, "apiGroups"] : found;
}

/** Groups of Kubernetes itself; others belong to custom resources, whose own operator is the usual holder. */
function isBuiltIn({ apiGroups = [""] }: PolicyRule): boolean {
  return apiGroups.some((group) => !group.includes(".") || /(?:^|\.)k8s\.io$/.test(group));
}

export const rbacWildcardRights = defineCheck({
  id: "rbac-wildcard-rights",
  domain: "authorization",
  title: "Role grants rights by wildcard",
  severity: "high",
  rationale:
    "A star grants every verb or every resource there is, and those that later versions and custom resources will bring. What was meant as short-hand soon includes reading secrets, running commands in pods and, as verbs, escalate, bind and impersonate.",
  remediation: "List the verbs and resources that are needed; kubectl auth reconcile and audit logs help to find them.",
  references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege"],
  reads: [...roleReads, ...bindingReads],
  messages: {
    everything: "{rule} allows everything; held by: {holders}",
    some: "{rule} has wildcards for {wildcards}; held by: {holders}",
  },
  *run(model, context) {
    const allSeen = bindingReads.every(({ part }) => gapOf(model.parts[part]) === undefined);
    for (const role of context.each(allRoles(model))) {
      const standard = defaultRole(role.kind, role.metadata.namespace, role.metadata.name);
      const holders = roleHolders(model, role);
      const held = holders.length === 0 ? "nobody that was seen" : `${subjectsOf(holders)} ${placeOf(holders)}`;
      for (const [index, rule] of effectiveRules(model, role).entries()) {
        const wildcards = wildcardsOf(rule);
        if (wildcards.length === 0 || (standard !== undefined && isDefaultRule(standard, rule))) continue;
        const everything = ["verbs", "resources", "apiGroups"].every((list) => wildcards.includes(list));
        const path = index < (role.rules ?? []).length ? `rules[${index}]` : "aggregationRule";
        yield {
          object: refOf(role),
          message: everything ? "everything" : "some",
          severity: severityOfHold(everything ? "high" : isBuiltIn(rule) ? "medium" : "low", holders, allSeen),
          path,
          data: { rule: path, holders: held, ...(everything ? {} : { wildcards: wildcards.join(", ") }) },
          evidence: [{ source: "rule", path, text: `* in ${wildcards.join(", ")}` }, ...holdEvidence(holders)],
        };
      }
    }
  },
});
