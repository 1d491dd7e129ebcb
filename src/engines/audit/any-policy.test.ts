// Properties of any policy: first match as a naive evaluator has it, shadowed rules never decide, order of requests does not matter.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decisionsForAnyone } from "./deciding-rules.ts";
import { evaluate, explain } from "./evaluate.ts";
import { levels, stages, type AuditedRequest, type AuditPolicy, type AuditRule } from "./policy.ts";
import { ruleReach } from "./rule-reach.ts";

const anyRule: AuditRule = {
  level: "Metadata",
  users: [],
  userGroups: [],
  verbs: [],
  resources: [],
  namespaces: [],
  nonResourceURLs: [],
  omitStages: [],
};

// --- a second evaluator, written from the documentation, to compare with -------------------------------------------

function naiveResource(rule: AuditRule, asked: Extract<AuditedRequest, { resource: string }>): boolean {
  const whole = [asked.resource, asked.subresource].filter((part) => part !== "").join("/");
  const patterns = new Set([
    whole,
    "*",
    `${asked.resource}/*`,
    ...(asked.subresource === "" ? [] : [`*/${asked.subresource}`]),
  ]);
  return rule.resources.some(({ group, resources, resourceNames }) => {
    if (!["*", asked.apiGroup].includes(group)) return false;
    if (resources.length === 0) return true;
    return (
      resources.some((entry) => patterns.has(entry)) &&
      (resourceNames.length === 0 || new Set(resourceNames).has(asked.name))
    );
  });
}

function naiveMatch(rule: AuditRule, asked: AuditedRequest): boolean {
  const anyOf = (wanted: readonly string[], given: readonly string[]): boolean =>
    wanted.length === 0 || wanted.some((one) => given.includes(one));
  if (!anyOf(rule.users, asked.user === undefined ? [] : [asked.user.username])) return false;
  if (!anyOf(rule.userGroups, asked.user?.groups ?? []) || !anyOf(rule.verbs, [asked.verb])) return false;
  const forResources = rule.namespaces.length + rule.resources.length > 0;
  if (!forResources && rule.nonResourceURLs.length === 0) return true;
  if (!("resource" in asked)) {
    const globs = rule.nonResourceURLs.map((url) => new RegExp(`^${url.replaceAll("*", ".*")}$`));
    return !forResources && globs.some((glob) => glob.test(asked.path));
  }
  return (
    forResources &&
    anyOf(rule.namespaces, [asked.namespace]) &&
    (rule.resources.length === 0 || naiveResource(rule, asked))
  );
}

function naive(policy: AuditPolicy, asked: AuditedRequest): number | undefined {
  const matches = policy.rules.flatMap((rule, index) => (naiveMatch(rule, asked) ? [index] : []));
  return matches.length === 0 ? undefined : Math.min(...matches);
}

// --- arbitrary policies and requests over few words, so that rules overlap -----------------------------------------

const some = (words: readonly string[], most = 2): fc.Arbitrary<readonly string[]> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...words), { maxLength: most }) },
  );
const users = ["alice", "bob", "system:anonymous"];
const groups = ["ops", "system:authenticated", "system:unauthenticated"];
const resourceVerbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];
const entries = ["pods", "pods/log", "pods/*", "*/log", "*", "secrets", "*/*"];
const paths = ["/healthz", "/metrics", "/api", "/healthz/ping"];
const level = fc.constantFrom(...levels);
const omitStages = fc.subarray([...stages]);
const groupResources = fc.record({
  group: fc.constantFrom("", "apps", "*"),
  resources: some(entries, 3),
  resourceNames: some(["a", "b", ""]),
});
const who = { level, omitStages, users: some(users), userGroups: some(groups) };
const rule: fc.Arbitrary<AuditRule> = fc
  .oneof(
    fc.record({
      ...who,
      verbs: some(resourceVerbs, 8),
      resources: fc.array(groupResources, { maxLength: 2 }),
      namespaces: some(["web", "", "db"]),
    }),
    fc.record({
      ...who,
      verbs: some(["get", "post", "frob"]),
      nonResourceURLs: some([...paths, "/healthz*", "*", "/api/*"], 3),
    }),
    fc.record({ ...who, verbs: some(resourceVerbs, 8) }),
  )
  .map((given) => ({ ...anyRule, ...given }));
const anyPolicy: fc.Arbitrary<AuditPolicy> = fc.record({
  rules: fc.array(rule, { minLength: 1, maxLength: 6 }),
  omitStages,
  omitManagedFields: fc.boolean(),
});
const user = fc.option(
  fc.record({ username: fc.constantFrom(...users, "carol"), groups: fc.subarray([...groups, "dev"]) }),
  { nil: undefined },
);
const resourceRequest = fc
  .record({
    user,
    verb: fc.constantFrom(...resourceVerbs),
    apiGroup: fc.constantFrom("", "apps", "batch"),
    apiVersion: fc.constant("v1"),
    resource: fc.constantFrom("pods", "secrets", "jobs", "*"),
    subresource: fc.constantFrom("", "log", "exec", "*"),
    namespace: fc.constantFrom("web", "db", "", "other"),
    name: fc.constantFrom("a", "b", "c", ""),
  })
  .filter(
    ({ verb, name }) =>
      !(["get", "delete"].includes(verb) && name === "") && !(verb === "deletecollection" && name !== ""),
  );
const pathRequest = fc.record({
  user,
  verb: fc.constantFrom("get", "post", "head", "frob"),
  path: fc.constantFrom(...paths, "/", "/apis/apps", "/api/v1"),
});
const anyRequest: fc.Arbitrary<AuditedRequest> = fc.oneof(resourceRequest, pathRequest);
const requests = fc.array(anyRequest, { minLength: 1, maxLength: 40 });

describe("any policy", () => {
  it("decides as the naive evaluator does", () => {
    fc.assert(
      fc.property(anyPolicy, requests, (policy, all) => {
        for (const one of all) {
          const decision = evaluate(policy, one);
          expect(decision.rule).toBe(naive(policy, one));
          const rule = policy.rules[decision.rule ?? -1];
          expect(decision.level).toBe(rule?.level ?? "None");
          expect(new Set(decision.omitStages)).toEqual(new Set([...policy.omitStages, ...(rule?.omitStages ?? [])]));
          const { decision: explained, passed } = explain(policy, one);
          expect(explained).toEqual(decision);
          expect(passed.map(({ rule }) => rule)).toEqual(policy.rules.map((_rule, at) => at).slice(0, decision.rule));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("decides each request alike in whatever order they come", () => {
    fc.assert(
      fc.property(anyPolicy, requests, (policy, all) => {
        const fresh: AuditPolicy = { ...policy };
        const forwards = all.map((one) => evaluate(policy, one));
        expect(
          all
            .toReversed()
            .map((one) => evaluate(fresh, one))
            .toReversed(),
        ).toEqual(forwards);
      }),
      { numRuns: 100 },
    );
  });

  it("never lets a rule decide that is reported as shadowed or empty, and proves every other by its witness", () => {
    let shadowed = 0;
    fc.assert(
      fc.property(anyPolicy, requests, (policy, all) => {
        const decided = new Set(all.map((one) => evaluate(policy, one).rule));
        for (const reach of ruleReach(policy)) {
          expect(reach.status).not.toBe("undecided");
          if (reach.status === "reachable") expect(evaluate(policy, reach.witness).rule).toBe(reach.rule);
          else expect(decided).not.toContain(reach.rule);
          if (reach.status !== "shadowed") continue;
          shadowed++;
          const only: AuditPolicy = {
            ...policy,
            rules: [...reach.by, reach.rule].flatMap((at) => policy.rules[at] ?? []),
          };
          expect(ruleReach(only).at(-1)?.status).toBe("shadowed");
          for (const left of reach.by.keys()) {
            const fewer: AuditPolicy = { ...only, rules: only.rules.filter((_rule, at) => at !== left) };
            expect(ruleReach(fewer).at(-1)?.status).toBe("reachable");
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(shadowed).toBeGreaterThan(50);
  });

  it("tells what it records of anyone as it records it of each", () => {
    fc.assert(
      fc.property(anyPolicy, requests, (policy, all) => {
        for (const one of all) {
          const { senders, failedLogin } = decisionsForAnyone(policy, one);
          const fits = senders.find(({ users, userGroups }) => {
            const named = users === undefined || (one.user !== undefined && users.includes(one.user.username));
            return (
              named &&
              (userGroups === undefined || one.user?.groups?.some((group) => userGroups.includes(group)) === true)
            );
          });
          expect(fits?.decision).toEqual(evaluate(policy, one));
          expect(failedLogin).toEqual(evaluate(policy, { ...one, user: undefined }));
        }
      }),
      { numRuns: 200 },
    );
  });
});
