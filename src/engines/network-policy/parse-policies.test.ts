// Policies the API server refuses, those it accepts, and rules that fail closed.
import { describe, expect, it } from "vitest";
import { parsePolicies, policyKindOf } from "./parse-policies.ts";

type Spec = Record<string, unknown>;

function networkPolicy(spec: Spec, metadata: Spec = {}): unknown {
  const full = { podSelector: {}, ...spec };
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "np", namespace: "a", ...metadata },
    spec: full,
  };
}

function tierPolicy(kind: string, spec: Spec, name = "default"): unknown {
  const version = kind === "ClusterNetworkPolicy" ? "v1alpha2" : "v1alpha1";
  const base = { priority: 5, tier: "Admin", subject: { namespaces: {} } };
  return { apiVersion: `policy.networking.k8s.io/${version}`, kind, metadata: { name }, spec: { ...base, ...spec } };
}

const admin = (spec: Spec, name?: string) => tierPolicy("AdminNetworkPolicy", spec, name);
const baseline = (spec: Spec, name?: string) => tierPolicy("BaselineAdminNetworkPolicy", spec, name);
const cluster = (spec: Spec, name?: string) => tierPolicy("ClusterNetworkPolicy", spec, name);

/** An ingress rule of a NetworkPolicy, an AdminNetworkPolicy or a ClusterNetworkPolicy, varied. */
const from = (peer: unknown) => networkPolicy({ ingress: [{ from: [peer] }] });
const port = (item: unknown) => networkPolicy({ ingress: [{ ports: [item] }] });
const adminRule = (rule: Spec) => admin({ ingress: [{ action: "Allow", from: [{ namespaces: {} }], ...rule }] });
const clusterRule = (rule: Spec) => cluster({ egress: [{ action: "Accept", to: [{ namespaces: {} }], ...rule }] });

function problemsOf(...objects: unknown[]): string[] {
  return parsePolicies(objects).problems.map(({ code, level, path }) => `${code} ${level} ${path}`);
}

describe("what the API server refuses", () => {
  it.each<[string, unknown, string]>([
    [
      "a CIDR that is none",
      from({ ipBlock: { cidr: "300.0.0.0/8" } }),
      "invalid-cidr error spec.ingress[0].from[0].ipBlock.cidr",
    ],
    ["no CIDR", from({ ipBlock: {} }), "invalid-cidr error spec.ingress[0].from[0].ipBlock.cidr"],
    [
      "an exception that is none",
      from({ ipBlock: { cidr: "10.0.0.0/8", except: ["x"] } }),
      "invalid-cidr error spec.ingress[0].from[0].ipBlock.except[0]",
    ],
    [
      "an exception outside",
      from({ ipBlock: { cidr: "10.0.0.0/8", except: ["11.0.0.0/16"] } }),
      "except-outside-cidr error spec.ingress[0].from[0].ipBlock.except[0]",
    ],
    [
      "an exception of everything",
      from({ ipBlock: { cidr: "10.0.0.0/8", except: ["10.0.0.0/8"] } }),
      "except-outside-cidr error spec.ingress[0].from[0].ipBlock.except[0]",
    ],
    [
      "an exception of the other family",
      from({ ipBlock: { cidr: "0.0.0.0/0", except: ["::/64"] } }),
      "except-outside-cidr error spec.ingress[0].from[0].ipBlock.except[0]",
    ],
    [
      "a block and a selector",
      from({ ipBlock: { cidr: "10.0.0.0/8" }, podSelector: {} }),
      "peer-mixes-ipblock-and-selector error spec.ingress[0].from[0]",
    ],
    ["an empty peer", from({}), "peer-empty error spec.ingress[0].from[0]"],
    ["a null peer", from(null), "peer-empty error spec.ingress[0].from[0]"],
    ["a peer of a field nobody knows", from({ serviceSelector: {} }), "peer-empty error spec.ingress[0].from[0]"],
    ["a peer that is text", from("all"), "invalid-field error spec.ingress[0].from[0]"],
    [
      "a bad selector",
      from({ podSelector: { matchLabels: { app: "$x" } } }),
      'invalid-selector error spec.ingress[0].from[0].podSelector.matchLabels["app"]',
    ],
    [
      "a bad subject",
      networkPolicy({ podSelector: { matchExpressions: [{ key: "a", operator: "In" }] } }),
      "invalid-selector error spec.podSelector.matchExpressions[0].values",
    ],
    ["port 0", port({ port: 0 }), "invalid-port error spec.ingress[0].ports[0].port"],
    ["port 65536", port({ port: 65536 }), "invalid-port error spec.ingress[0].ports[0].port"],
    ["a port in quotes", port({ port: "80" }), "invalid-port error spec.ingress[0].ports[0].port"],
    ["a name too long", port({ port: "abcdefghijklmnop" }), "invalid-port error spec.ingress[0].ports[0].port"],
    ["a name in capitals", port({ port: "HTTP" }), "invalid-port error spec.ingress[0].ports[0].port"],
    ["an inverted range", port({ port: 10, endPort: 1 }), "port-range error spec.ingress[0].ports[0].endPort"],
    ["a range from a name", port({ port: "http", endPort: 90 }), "port-range error spec.ingress[0].ports[0].endPort"],
    ["a range from nothing", port({ endPort: 90 }), "port-range error spec.ingress[0].ports[0].endPort"],
    ["a protocol nobody knows", port({ protocol: "ICMP" }), "protocol-unknown error spec.ingress[0].ports[0].protocol"],
    [
      "a protocol in small letters",
      port({ protocol: "tcp" }),
      "protocol-unknown error spec.ingress[0].ports[0].protocol",
    ],
    [
      "a type nobody knows",
      networkPolicy({ policyTypes: ["ingress"] }),
      "policy-type-unknown error spec.policyTypes[0]",
    ],
    [
      "three types",
      networkPolicy({ policyTypes: ["Ingress", "Egress", "Ingress"] }),
      "policy-type-unknown error spec.policyTypes",
    ],
    ["rules as a mapping", networkPolicy({ ingress: {} }), "invalid-field error spec.ingress"],
    ["no spec", { ...(networkPolicy({}) as object), spec: undefined }, "invalid-field error spec"],
    ["no name", networkPolicy({}, { name: undefined }), "name-missing error metadata.name"],
    ["no peers", adminRule({ from: [] }), "peers-missing error spec.ingress[0].from"],
    ["null peers", adminRule({ from: null }), "peers-missing error spec.ingress[0].from"],
    [
      "two kinds of peer in one",
      adminRule({ from: [{ namespaces: {}, pods: {} }] }),
      "peer-one-of error spec.ingress[0].from[0]",
    ],
    ["an empty peer of a tier", adminRule({ from: [{}] }), "peer-one-of error spec.ingress[0].from[0]"],
    [
      "two kinds of port in one",
      adminRule({ ports: [{ portNumber: { port: 1 }, namedPort: "http" }] }),
      "port-one-of error spec.ingress[0].ports[0]",
    ],
    ["an empty port", adminRule({ ports: [{}] }), "port-one-of error spec.ingress[0].ports[0]"],
    [
      "an inverted port range",
      adminRule({ ports: [{ portRange: { start: 9, end: 8 } }] }),
      "port-range error spec.ingress[0].ports[0].portRange",
    ],
    ["an unknown action", adminRule({ action: "Ok" }), "action-unknown error spec.ingress[0].action"],
    ["an action of another kind", adminRule({ action: "Accept" }), "action-unknown error spec.ingress[0].action"],
    ["an action of JavaScript's", adminRule({ action: "constructor" }), "action-unknown error spec.ingress[0].action"],
    [
      "a baseline that passes",
      baseline({ ingress: [{ action: "Pass", from: [{ namespaces: {} }] }] }),
      "action-unknown error spec.ingress[0].action",
    ],
    ["a baseline of another name", baseline({}, "other"), "baseline-name error metadata.name"],
    ["a priority too high", admin({ priority: 1001 }), "priority-range error spec.priority"],
    ["no priority", admin({ priority: undefined }), "priority-range error spec.priority"],
    ["no subject", admin({ subject: null }), "subject-one-of error spec.subject"],
    ["two subjects", admin({ subject: { namespaces: {}, pods: {} } }), "subject-one-of error spec.subject"],
    ["a subject nobody knows", admin({ subject: { nodes: {} } }), "subject-one-of error spec.subject"],
    [
      "101 rules",
      admin({ ingress: Array.from({ length: 101 }, () => ({ action: "Allow", from: [{ namespaces: {} }] })) }),
      "too-many-items error spec.ingress",
    ],
    [
      "26 rules",
      cluster({ egress: Array.from({ length: 26 }, () => ({ action: "Deny", to: [{ namespaces: {} }] })) }),
      "too-many-items error spec.egress",
    ],
    ["a tier nobody knows", cluster({ tier: "admin" }), "tier-unknown error spec.tier"],
    [
      "a bad network",
      clusterRule({ to: [{ networks: ["zc00::/8"] }] }),
      "invalid-cidr error spec.egress[0].to[0].networks[0]",
    ],
    [
      "a network with leading zeros",
      clusterRule({ to: [{ networks: ["010.0.0.0/8"] }] }),
      "invalid-cidr error spec.egress[0].to[0].networks[0]",
    ],
    ["no networks", clusterRule({ to: [{ networks: [] }] }), "too-many-items error spec.egress[0].to[0].networks"],
    [
      "a bad domain name",
      clusterRule({ to: [{ domainNames: ["a.*.com"] }] }),
      "invalid-domain-name error spec.egress[0].to[0].domainNames[0]",
    ],
    ["no protocols", clusterRule({ protocols: [] }), "ports-empty error spec.egress[0].protocols"],
    [
      "two protocols in one",
      clusterRule({
        protocols: [{ tcp: { destinationPort: { number: 1 } }, udp: { destinationPort: { number: 1 } } }],
      }),
      "port-one-of error spec.egress[0].protocols[0]",
    ],
    [
      "a protocol that says nothing",
      clusterRule({ protocols: [{ tcp: {} }] }),
      "port-one-of error spec.egress[0].protocols[0].tcp",
    ],
  ])("%s", (_what, object, expected) => {
    const parsed = parsePolicies([object]);
    expect(parsed.problems.map(({ code, level, path }) => `${code} ${level} ${path}`)).toContain(expected);
    expect(parsed.policies).toEqual([]);
  });

  it("a second object of one name", () => {
    expect(problemsOf(networkPolicy({}), networkPolicy({}))).toEqual(["duplicate-name error metadata.name"]);
    expect(problemsOf(networkPolicy({}), networkPolicy({}, { namespace: "b" }))).toEqual([]);
    expect(
      problemsOf(networkPolicy({}, { namespace: undefined }), networkPolicy({}, { namespace: "default" })),
    ).toHaveLength(1);
  });
});

describe("what the API server accepts", () => {
  it.each<[string, unknown]>([
    ["a policy that selects all and allows nothing", networkPolicy({})],
    ["a rule without anything", networkPolicy({ ingress: [{}] })],
    ["a null rule", networkPolicy({ ingress: [null] })],
    ["host bits and leading zeros", from({ ipBlock: { cidr: "010.1.2.3/08", except: ["10.4.0.0/16"] } })],
    ["a port without anything", port({})],
    ["a range of one", port({ port: 80, endPort: 80 })],
    [
      "a named port towards addresses",
      networkPolicy({ egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: "abc" }] }] }),
    ],
    ["pods of all namespaces by a missing selector", adminRule({ from: [{ pods: { podSelector: {} } }] })],
    ["an empty list of ports", adminRule({ ports: [] })],
    ["a baseline without priority", baseline({ priority: undefined })],
    ["a null list of rules", admin({ ingress: null })],
    ["a wildcard name", clusterRule({ to: [{ domainNames: ["*.example.com", "example.org."] }] })],
    ["extensions/v1beta1", { ...(networkPolicy({}) as object), apiVersion: "extensions/v1beta1" }],
  ])("%s", (_what, object) => {
    const { policies, problems } = parsePolicies([object]);
    expect(problems).toEqual([]);
    expect(policies).toHaveLength(1);
  });

  it("policies of one tier and priority, with a finding", () => {
    expect(problemsOf(admin({}, "x"), admin({}, "y"))).toEqual(["priority-tie finding spec.priority"]);
    expect(problemsOf(admin({}, "x"), cluster({ tier: "Baseline" }, "y"))).toEqual([]);
    expect(problemsOf(networkPolicy({}), networkPolicy({}, { name: "other" }))).toEqual([]);
  });

  it("names that never match, with a finding", () => {
    const rule = { to: [{ networks: ["10.0.0.0/8"] }], protocols: [{ destinationNamedPort: "http" }] };
    expect(problemsOf(clusterRule(rule))).toEqual(["named-port-without-pods finding spec.egress[0]"]);
  });

  it("objects that are no policies, without a word", () => {
    expect(
      parsePolicies([
        null,
        7,
        {},
        { apiVersion: "v1", kind: "Pod" },
        { apiVersion: "crd.antrea.io/v1beta1", kind: "ClusterNetworkPolicy" },
      ]),
    ).toEqual({ policies: [], problems: [] });
    expect(policyKindOf("v1", "constructor")).toBeUndefined();
  });
});

describe("directions a policy governs", () => {
  it.each<[Spec, string[]]>([
    [{}, ["ingress"]],
    [{ egress: [] }, ["ingress"]],
    [{ egress: [{}] }, ["ingress", "egress"]],
    [{ policyTypes: [], egress: [{}] }, ["ingress", "egress"]],
    [{ policyTypes: ["Egress"], ingress: [{}] }, ["egress"]],
    [{ policyTypes: ["Ingress", "Egress"] }, ["ingress", "egress"]],
  ])("%j: %j", (spec, expected) => {
    const [policy] = parsePolicies([networkPolicy(spec)]).policies;
    expect(["ingress", "egress"].filter((direction) => policy !== undefined && direction in policy)).toEqual(expected);
  });
});

describe("fields of a newer version", () => {
  it.each<[string, Spec, Spec]>([
    [
      "an accepting rule matches nothing",
      { action: "Accept", to: [{ services: {} }] },
      { action: "accept", peers: [] },
    ],
    [
      "a denying rule denies all",
      { action: "Deny", to: [{ services: {} }] },
      { action: "deny", peers: "any", ports: "any" },
    ],
    [
      "a passing rule denies all",
      { action: "Pass", to: [{ namespaces: {} }], protocols: [{ icmp: {} }] },
      { action: "deny", peers: "any", ports: "any" },
    ],
  ])("%s", (_what, rule, expected) => {
    const { policies, problems } = parsePolicies([clusterRule(rule)]);
    expect(problems.map(({ code, level }) => `${code} ${level}`)).toEqual(["unknown-field finding"]);
    expect(policies[0]?.egress?.[0]).toMatchObject({
      ...expected,
      failedClosed: expect.stringContaining("not known") as string,
    });
  });
});
