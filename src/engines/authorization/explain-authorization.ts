// Why a request is decided as it is: every authorizer asked, and for RBAC the rules that came close.
import type { ObjectRef } from "../../core/index.ts";
import type { PolicyRule, RequestAttributes } from "../../kubernetes/index.ts";
import { askAuthorizer, authorize, type Authorization } from "./authorize.ts";
import type { Chain } from "./chain.ts";
import type { RbacIndex } from "./rbac/rbac-index.ts";
import { bindingsOfUser } from "./rbac/rules-of-user.ts";
import { allowsPath, allowsResource } from "./rule-covers.ts";
import type { Verdict } from "./verdict.ts";

/** A rule the user holds that does not cover the request, and by which of its lists. */
export interface NearMiss {
  readonly binding: ObjectRef;
  readonly role: ObjectRef;
  /** Position in the role's rules. */
  readonly rule: number;
  readonly failed: readonly ("verbs" | "apiGroups" | "resources" | "resourceNames" | "nonResourceURLs")[];
}

/** The answer, and what each authorizer says when asked alone: those after the one that decided are not asked by a server. */
export interface Explanation {
  readonly answer: Authorization;
  readonly alone: readonly (Verdict & { readonly asked: boolean })[];
  /** Rules of the user that fail by the fewest lists, fewest first; none where RBAC allows or is not in the chain. */
  readonly nearMisses: readonly NearMiss[];
}

const anything = { verbs: ["*"], apiGroups: ["*"], resources: ["*"], nonResourceURLs: ["*"] } as const;
type ListName = NearMiss["failed"][number];

function failedLists(rule: PolicyRule, attributes: RequestAttributes): readonly ListName[] {
  if (attributes.path !== undefined) {
    const { verb, path } = attributes;
    return (["verbs", "nonResourceURLs"] as const).filter(
      (list) => !allowsPath({ ...anything, [list]: rule[list] ?? [] }, { verb, path }),
    );
  }
  const { verb, apiGroup, resource, subresource, name } = attributes;
  const combined = subresource === "" ? resource : `${resource}/${subresource}`;
  const request = { verb, apiGroup, name, subresource, resource: combined };
  return (["verbs", "apiGroups", "resources", "resourceNames"] as const).filter(
    (list) => !allowsResource({ ...anything, [list]: rule[list] ?? [] }, request),
  );
}

function nearMisses(index: RbacIndex, attributes: RequestAttributes, most: number): readonly NearMiss[] {
  const namespace = attributes.path === undefined ? attributes.namespace : "";
  const misses = bindingsOfUser(index, attributes.user, namespace).flatMap(({ bindingRef, roleRef, rules }) =>
    roleRef === undefined
      ? []
      : rules.map((rule, position) => ({
          binding: bindingRef,
          role: roleRef,
          rule: position,
          failed: failedLists(rule, attributes),
        })),
  );
  return misses.sort((a, b) => a.failed.length - b.failed.length).slice(0, most);
}

/**
 * Decides a request and tells why the other authorizers would not have decided it so. `most` bounds the near misses (default 10).
 * Linear in the rules the user holds, and the cost of asking every authorizer.
 */
export function explainAuthorization(chain: Chain, attributes: RequestAttributes, most = 10): Explanation {
  const answer = authorize(chain, attributes);
  const alone = chain.authorizers.map((authorizer, position) => ({
    authorizer: authorizer.name ?? authorizer.type,
    ...askAuthorizer(authorizer, attributes, chain),
    asked: position < answer.verdicts.length && answer.authorizer !== "SystemMasters",
  }));
  const rbac = chain.authorizers.find(({ type }) => type === "RBAC");
  const refused = alone.some(
    ({ decision }, position) => chain.authorizers[position]?.type === "RBAC" && decision !== "allow",
  );
  return { answer, alone, nearMisses: rbac?.type === "RBAC" && refused ? nearMisses(rbac.rbac, attributes, most) : [] };
}
