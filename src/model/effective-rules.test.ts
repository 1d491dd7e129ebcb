// Rules of roles as files and clusters hold them, with those that aggregation brings.
import { describe, expect, it } from "vitest";
import type { PolicyRule } from "../kubernetes/index.ts";
import { clusterRole, modelOf, role } from "../testing/index.ts";
import { allRoles, effectiveRules } from "./index.ts";

function reading(resource: string): PolicyRule {
  return { apiGroups: [""], resources: [resource], verbs: ["get"] };
}

const [pods, nodes, secrets] = [reading("pods"), reading("nodes"), reading("secrets")];

function aggregated(name: string, to: string, rules: readonly object[] = [], labels: object = {}): object {
  const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { to } }] };
  return clusterRole({ metadata: { name, labels }, aggregationRule, rules });
}

function part(name: string, to: string, rules: readonly object[]): object {
  return clusterRole({ metadata: { name, labels: { to } }, rules });
}

function rulesOf(objects: readonly object[], name: string, given = true): readonly PolicyRule[] | undefined {
  const model = modelOf(objects, { given });
  const found = allRoles(model).find(({ metadata }) => metadata.name === name);
  return found === undefined ? undefined : effectiveRules(model, found);
}

describe("effectiveRules", () => {
  it.each<[string, readonly object[], readonly unknown[]]>([
    [
      "of the roles it selects, those of chains too",
      [aggregated("top", "mid"), aggregated("mid", "leaf", [], { to: "mid" }), part("leaf", "leaf", [pods])],
      [pods],
    ],
    [
      "its own first, as their other sources may be in no file",
      [aggregated("top", "a", [secrets]), part("a", "a", [pods, nodes])],
      [secrets, pods, nodes],
    ],
    [
      "each once, though it holds them already",
      [aggregated("top", "a", [pods]), part("a", "a", [pods]), part("b", "a", [pods, nodes])],
      [pods, nodes],
    ],
    ["of a role that selects nothing: its own", [aggregated("top", "none", [pods]), part("a", "a", [nodes])], [pods]],
    ["of a role called like another kind: its own", [role({ metadata: { name: "top" }, rules: [nodes] })], [nodes]],
  ])("has %s", (_, objects, expected) => {
    expect(rulesOf(objects, "top")).toEqual(expected);
  });

  it("takes what a cluster's controller made of a role as it is", () => {
    expect(rulesOf([aggregated("top", "a", [pods]), part("a", "a", [pods, nodes])], "top", false)).toEqual([pods]);
  });
});
