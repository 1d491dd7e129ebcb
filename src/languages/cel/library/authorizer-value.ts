// The authorizer that expressions may ask: the caller decides, this only gathers the question (pkg/cel/library/authz.go).
import { CelFault } from "../values/cel-fault.ts";
import { opaqueOf, type CelType } from "../values/cel-type.ts";
import { CelOpaque, type CelValue } from "../values/cel-value.ts";
import { namedFormats } from "../values/named-formats.ts";
import type { CelResult } from "../values/runtime-type.ts";
import { member, type CelOverload } from "./overload.ts";

/** What is asked, for the user of the request or for a service account. */
export interface CelAuthorizationRequest {
  /** Set when the expression asked for `authorizer.serviceAccount(namespace, name)`. */
  readonly serviceAccount?: { readonly namespace: string; readonly name: string };
  readonly verb: string;
  /** Set for a check of a path; the others are for a check of a resource. */
  readonly path?: string;
  readonly group?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
  /** As written; the server parses them, and authorizes without those it cannot parse. */
  readonly fieldSelector?: string;
  readonly labelSelector?: string;
}

/** The answer: `error` is what `errored()` and `error()` report. */
export interface CelDecision {
  readonly allowed: boolean;
  readonly reason: string;
  readonly error?: string;
}

/** Answers for the user the expression is about; called at most twice in one expression by the cost limit. */
export interface CelAuthorizer {
  readonly decide: (request: CelAuthorizationRequest) => CelDecision;
}

const prefix = "kubernetes.authorization.";
const [authorizerName, pathName, groupName] = [`${prefix}Authorizer`, `${prefix}PathCheck`, `${prefix}GroupCheck`];
const [resourceName, decisionName] = [`${prefix}ResourceCheck`, `${prefix}Decision`];

/** Names of the types of the library. */
export const authorizerTypeNames: readonly string[] = [authorizerName, pathName, groupName, resourceName, decisionName];

/** Type of the variable `authorizer`. */
export const authorizerType: CelType = opaqueOf(authorizerName);

type Question = Omit<CelAuthorizationRequest, "verb">;

/** A question that is not yet complete: authorizer, path, group or resource. */
class Check extends CelOpaque {
  readonly type: CelType;
  readonly authorizer: CelAuthorizer;
  readonly question: Question;
  constructor(name: string, authorizer: CelAuthorizer, question: Question) {
    super();
    this.type = opaqueOf(name);
    this.authorizer = authorizer;
    this.question = question;
  }
  with(name: string, more: Question): Check {
    return new Check(name, this.authorizer, { ...this.question, ...more });
  }
  equals(other: CelValue): boolean {
    return this === other;
  }
}

class Decided extends CelOpaque {
  readonly type = opaqueOf(decisionName);
  readonly decision: CelDecision;
  constructor(decision: CelDecision) {
    super();
    this.decision = decision;
  }
  equals(other: CelValue): boolean {
    return this === other;
  }
}

/** The value to bind to a variable of `authorizerType`. */
export function celAuthorizer(authorizer: CelAuthorizer): CelValue {
  return new Check(authorizerName, authorizer, {});
}

function decide({ authorizer, question }: Check, verb: string): Decided {
  return new Decided(authorizer.decide({ ...question, verb }));
}

function serviceAccount(check: Check, namespace: string, name: string): CelResult {
  if ((namedFormats.dns1123Subdomain?.validate(name) ?? []).length > 0)
    return new CelFault("Invalid service account name");
  if ((namedFormats.dns1123Label?.validate(namespace) ?? []).length > 0)
    return new CelFault("Invalid service account namespace");
  return check.with(authorizerName, { serviceAccount: { namespace, name } });
}

function filled(what: string, text: string, make: () => Check): CelResult {
  return text.trim() === "" ? new CelFault(`${what} must not be empty`) : make();
}

type Step = [Check, string];

function part(id: string, name: "subresource" | "namespace" | "name" | "fieldSelector" | "labelSelector"): CelOverload {
  return member<Step>(id, name, `${resourceName}, string`, resourceName, ([check, value]) =>
    check.with(resourceName, { [name]: value }),
  );
}

/** Functions of the library since 1.27. */
export const authorizerOverloads: readonly CelOverload[] = [
  member<Step>("authorizer_path", "path", `${authorizerName}, string`, pathName, ([check, path]) =>
    filled("path", path, () => check.with(pathName, { path })),
  ),
  member<Step>("authorizer_group", "group", `${authorizerName}, string`, groupName, ([check, group]) =>
    check.with(groupName, { group }),
  ),
  member<[Check, string, string]>(
    "authorizer_serviceaccount",
    "serviceAccount",
    `${authorizerName}, string, string`,
    authorizerName,
    ([check, namespace, name]) => serviceAccount(check, namespace, name),
  ),
  member<Step>("groupcheck_resource", "resource", `${groupName}, string`, resourceName, ([check, resource]) =>
    filled("resource", resource, () => check.with(resourceName, { resource })),
  ),
  part("resourcecheck_subresource", "subresource"),
  part("resourcecheck_namespace", "namespace"),
  part("resourcecheck_name", "name"),
  member<Step>("pathcheck_check", "check", `${pathName}, string`, decisionName, ([check, verb]) => decide(check, verb)),
  member<Step>("resourcecheck_check", "check", `${resourceName}, string`, decisionName, ([check, verb]) =>
    decide(check, verb),
  ),
  member<[Decided]>(
    "decision_errored",
    "errored",
    decisionName,
    "bool",
    ([{ decision }]) => decision.error !== undefined,
  ),
  member<[Decided]>("decision_error", "error", decisionName, "string", ([{ decision }]) => decision.error ?? ""),
  member<[Decided]>("decision_allowed", "allowed", decisionName, "bool", ([{ decision }]) => decision.allowed),
  member<[Decided]>("decision_reason", "reason", decisionName, "string", ([{ decision }]) => decision.reason),
];

/** Selectors, since 1.31. */
export const authorizerSelectorOverloads: readonly CelOverload[] = [
  part("authorizer_fieldselector", "fieldSelector"),
  part("authorizer_labelselector", "labelSelector"),
];
