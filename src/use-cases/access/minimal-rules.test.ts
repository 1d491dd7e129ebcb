// Minimal rules allow exactly what the rules they were made of allow.
import {
  array,
  assert,
  constant,
  constantFrom,
  oneof,
  property,
  record,
  uniqueArray,
  type Arbitrary,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { allowsPath, allowsResource } from "../../engines/authorization/index.ts";
import type { PolicyRule } from "../../kubernetes/index.ts";
import { minimalRules } from "./minimal-rules.ts";

const some = (...values: string[]): Arbitrary<string[]> => uniqueArray(constantFrom(...values), { maxLength: 3 });
const groups = ["", "apps", "*"];
const resources = ["pods", "pods/log", "secrets", "*", "*/log", "pods/*"];
const verbs = ["get", "list", "create", "*", "odd"];
const names = ["x", "y", ""];
const paths = ["/a", "/a*", "/a**", "/b/*", "*"];
const rule: Arbitrary<PolicyRule> = oneof(
  record({
    apiGroups: some(...groups),
    resources: some(...resources),
    resourceNames: oneof(constant([]), some(...names)),
    verbs: some(...verbs),
  }),
  record({ nonResourceURLs: some(...paths), verbs: some(...verbs) }),
);

function everyAnswer(rules: readonly PolicyRule[]): readonly boolean[] {
  const onResources = [...groups, "batch"].flatMap((apiGroup) =>
    [...resources, "nodes", "nodes/log"].flatMap((resource) =>
      [...verbs, "patch"].flatMap((verb) =>
        [...names, "z"].map((name) => rules.some((one) => allowsResource(one, { apiGroup, resource, verb, name }))),
      ),
    ),
  );
  const onPaths = [...paths, "/abc", "/b", "/b/c"].flatMap((path) =>
    [...verbs, "patch"].map((verb) => rules.some((one) => allowsPath(one, { verb, path }))),
  );
  return [...onResources, ...onPaths];
}

describe("minimal rules", () => {
  it("allow the same, and are their own minimum", () => {
    assert(
      property(array(rule, { maxLength: 5 }), (rules) => {
        const minimal = minimalRules(rules);
        expect(everyAnswer(minimal)).toEqual(everyAnswer(rules));
        expect(minimalRules(minimal)).toEqual(minimal);
      }),
      { numRuns: 300 },
    );
  });

  it("say each right once, and put together what is alike", () => {
    const rules = [
      { apiGroups: [""], resources: ["pods"], verbs: ["list", "get"] },
      { apiGroups: [""], resources: ["services"], verbs: ["get", "list"] },
      { apiGroups: [""], resources: ["pods"], verbs: ["get"] },
      { apiGroups: [""], resources: ["secrets"], resourceNames: ["b"], verbs: ["get"] },
      { apiGroups: [""], resources: ["secrets"], resourceNames: ["a"], verbs: ["get"] },
      { apiGroups: ["apps"], resources: ["*"], verbs: ["*"] },
      { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get"] },
      { nonResourceURLs: ["/metrics", "/met*"], verbs: ["get"] },
    ];
    expect(minimalRules(rules)).toEqual([
      { apiGroups: [""], resources: ["pods", "services"], verbs: ["get", "list"] },
      { apiGroups: [""], resources: ["secrets"], resourceNames: ["a", "b"], verbs: ["get"] },
      { apiGroups: ["apps"], resources: ["*"], verbs: ["*"] },
      { nonResourceURLs: ["/met*"], verbs: ["get"] },
    ]);
  });
});
