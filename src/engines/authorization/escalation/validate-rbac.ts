// Validation of RBAC objects (pkg/apis/rbac/validation), letter for letter.
import type { Minor } from "../../../core/index.ts";
import {
  labelValueFaults,
  pathSegmentFaults,
  qualifiedNameFaults,
  subdomainFaults,
  validateLabels,
  validateMetadata,
  validateName,
  type LabelSelector,
  type PolicyRule,
  type Subject,
} from "../../../kubernetes/index.ts";
import { RbacFieldErrors } from "./rbac-field-errors.ts";
import { rbacGroup, type RbacKind, type RbacObject } from "./rbac-kinds.ts";

interface Validation {
  readonly errors: RbacFieldErrors;
  readonly version: Minor;
  readonly kind: RbacKind;
}

function validateRule(rule: PolicyRule, path: string, { errors, kind }: Validation): void {
  const { verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  if (verbs.length === 0) errors.declaredRequired(`${path}.verbs`, "verbs must contain at least one value");
  if (nonResourceURLs.length > 0) {
    const urls = `${path}.nonResourceURLs`;
    if (kind.namespaced)
      errors.invalidList(urls, nonResourceURLs, "namespaced rules cannot apply to non-resource URLs");
    if (apiGroups.length + resources.length + resourceNames.length > 0) {
      errors.invalidList(urls, nonResourceURLs, "rules cannot apply to both regular resources and non-resource URLs");
    }
    return;
  }
  if (apiGroups.length === 0) errors.required(`${path}.apiGroups`, "resource rules must supply at least one api group");
  if (resources.length === 0) errors.required(`${path}.resources`, "resource rules must supply at least one resource");
}

type Expression = NonNullable<LabelSelector["matchExpressions"]>[number];

/** @returns whether the requirement can be used. */
function validateExpression(
  { key = "", operator = "", values = [] }: Expression,
  path: string,
  { errors, version }: Validation,
): boolean {
  const set = operator === "In" || operator === "NotIn";
  const known = set || operator === "Exists" || operator === "DoesNotExist";
  const counted = set ? values.length > 0 : values.length === 0;
  if (set && !counted) errors.required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'");
  if (known && !set && !counted)
    errors.forbidden(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
  if (!known) errors.invalid(`${path}.operator`, operator, ["not a valid selector operator"]);
  const keyFaults = qualifiedNameFaults(key, version);
  errors.invalid(`${path}.key`, key, keyFaults);
  const valueFaults = values.map((value) => labelValueFaults(value, version));
  if (errors.since("1.25"))
    values.forEach((value, index) => errors.invalid(`${path}.values[${index}]`, value, valueFaults[index] ?? []));
  return known && counted && keyFaults.length === 0 && valueFaults.every((faults) => faults.length === 0);
}

function validateSelector(selector: LabelSelector, path: string, validation: Validation): void {
  const { errors, version } = validation;
  const { matchLabels = {}, matchExpressions = [] } = selector;
  validateLabels(matchLabels, `${path}.matchLabels`, errors);
  const usable = matchExpressions.map((one, index) =>
    validateExpression(one, `${path}.matchExpressions[${index}]`, validation),
  );
  const labels = Object.entries(matchLabels).flat();
  const sound = Object.keys(matchLabels).every((key) => qualifiedNameFaults(key, version).length === 0);
  const values = labels
    .filter((_, index) => index % 2 === 1)
    .every((value) => labelValueFaults(value, version).length === 0);
  if (!sound || !values || usable.includes(false)) errors.invalidSelector(path);
}

function validateRole({ rules = [], aggregationRule }: RbacObject, validation: Validation): void {
  rules.forEach((rule, index) => validateRule(rule, `rules[${index}]`, validation));
  if (aggregationRule === undefined || validation.kind.namespaced) return;
  const path = "aggregationRule.clusterRoleSelectors";
  const selectors = aggregationRule.clusterRoleSelectors ?? [];
  if (selectors.length === 0)
    validation.errors.required(path, "at least one clusterRoleSelector required if aggregationRule is non-nil");
  selectors.forEach((selector, index) => validateSelector(selector, `${path}[${index}]`, validation));
}

function validateSubject(
  { kind = "", name = "", namespace = "", apiGroup = "" }: Subject,
  path: string,
  validation: Validation,
): void {
  const { errors } = validation;
  if (name === "") errors.declaredRequired(`${path}.name`);
  if (kind === "ServiceAccount") {
    if (name !== "") errors.invalid(`${path}.name`, name, subdomainFaults(name, validation.version));
    if (apiGroup !== "") errors.notSupported(`${path}.apiGroup`, apiGroup, [""]);
    if (!validation.kind.namespaced && namespace === "") errors.required(`${path}.namespace`);
  } else if (kind === "User" || kind === "Group") {
    if (apiGroup !== rbacGroup) errors.notSupported(`${path}.apiGroup`, apiGroup, [rbacGroup]);
  } else errors.notSupported(`${path}.kind`, kind, ["ServiceAccount", "User", "Group"]);
}

function refersElsewhere({ roleRef: now = {} }: RbacObject, { roleRef: before = {} }: RbacObject): boolean {
  return before.apiGroup !== now.apiGroup || before.kind !== now.kind || before.name !== now.name;
}

function validateBinding(object: RbacObject, validation: Validation, existing: RbacObject | undefined): void {
  const { errors } = validation;
  const { roleRef = {}, subjects = [] } = object;
  const { apiGroup = "", kind = "", name = "" } = roleRef;
  const changed = existing !== undefined && refersElsewhere(object, existing);
  // A changed reference is declared wrong as a whole, which keeps its name from being declared missing.
  const declared = errors.since("1.37") && !changed;
  if (apiGroup !== rbacGroup) errors.notSupported("roleRef.apiGroup", apiGroup, [rbacGroup]);
  const known = validation.kind.namespaced ? ["Role", "ClusterRole"] : ["ClusterRole"];
  if (!known.includes(kind)) errors.notSupported("roleRef.kind", kind, known);
  if (name === "" && !declared) errors.required("roleRef.name");
  errors.invalid("roleRef.name", name, pathSegmentFaults(name));
  subjects.forEach((subject, index) => validateSubject(subject, `subjects[${index}]`, validation));
  if (name === "" && declared) errors.declaredRequired("roleRef.name");
  if (changed) errors.invalidRoleRef("roleRef", { apiGroup, kind, name });
}

/**
 * What is wrong with an object that is created, or with one that replaces `existing`; each fault once, in the server's order.
 * Metadata is checked for name, namespace, labels and finalizers. Linear in the object.
 */
export function validateRbac(
  object: RbacObject,
  kind: RbacKind,
  version: Minor,
  existing?: RbacObject,
): readonly string[] {
  const errors = new RbacFieldErrors(version);
  const validation = { errors, version, kind };
  validateName(object.metadata, errors);
  validateMetadata(object.metadata, kind.namespaced, errors);
  if (kind.isRole) validateRole(object, validation);
  else validateBinding(object, validation, existing);
  return errors.messages;
}
