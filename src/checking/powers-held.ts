// Which powers rules give together.
import { coversKind } from "../engines/authorization/index.ts";
import type { PowerNeed, RbacPower } from "../facts/rbac-powers/index.ts";
import type { PolicyRule } from "../kubernetes/index.ts";
import { isNamed } from "../model/index.ts";

/** Requests without a name, which no rule limited to names allows. */
const nameless = new Set(["create", "list", "watch", "deletecollection"]);

/** Whether one rule gives a right; one limited to names does where those are enough. */
export function meetsNeed(rule: PolicyRule, { verbs, group, resources, names = [], evenNamed }: PowerNeed): boolean {
  return verbs.some((verb) => {
    if (!resources.some((resource) => coversKind(rule, verb, group, resource))) return false;
    if (!isNamed(rule, verb) || (evenNamed === true && !nameless.has(verb))) return true;
    return names.some((name) => rule.resourceNames?.includes(name) === true);
  });
}

/** The powers of `table` that the rules give together. Linear in rules × rights in the table. */
export function powersHeld(table: readonly RbacPower[], rules: readonly PolicyRule[]): readonly RbacPower[] {
  return table.filter(({ needs }) => needs.every((need) => rules.some((rule) => meetsNeed(rule, need))));
}
