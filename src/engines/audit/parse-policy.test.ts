// Policy files: the server's own errors by version, and what it silently ignores. Errors were recorded from Kubernetes' own loader, version by version.
import { describe, expect, it } from "vitest";
import type { Minor } from "../../core/index.ts";
import { parsePolicy } from "./parse-policy.ts";

const head = "apiVersion: audit.k8s.io/v1\nkind: Policy\n";
const newest: Minor = "1.37";

function policy(rule: string): string {
  return `${head}rules:\n- ${rule.replaceAll("\n", "\n  ")}\n`;
}

function errorOf(text: string, server: Minor): string {
  const reading = parsePolicy(text, server);
  return "error" in reading ? reading.error : "valid";
}

const subdomainRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

describe("errors of every version", () => {
  it.each<[string, string]>([
    ["", "unknown group version field audit.k8s.io/__internal, Kind=Policy in policy"],
    ["null", "unknown group version field audit.k8s.io/__internal, Kind=Policy in policy"],
    ["kind: Policy\nrules: []", "unknown group version field audit.k8s.io/__internal, Kind=Policy in policy"],
    ["apiVersion: a/b/c", "failed decoding: unexpected GroupVersion string: a/b/c"],
    [
      "apiVersion: 1",
      "failed decoding: couldn't get version/kind; json parse error: json: cannot unmarshal number into Go struct field .apiVersion of type string",
    ],
    [
      "foo",
      'failed decoding: couldn\'t get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }',
    ],
    [
      "apiVersion: audit.k8s.io/v1\nkind: Event",
      "failed decoding: converting (v1.Event) to (audit.Policy): unknown conversion",
    ],
    [
      "apiVersion: v1\nkind: ListOptions",
      "failed decoding: converting (v1.ListOptions) to (audit.Policy): unknown conversion",
    ],
    ["kind: Event", "failed decoding: converting (audit.Event) to (audit.Policy): unknown conversion"],
    [head, "loaded illegal policy with 0 rules"],
    [policy("users: [a]"), "rules[0].level: Required value"],
    [
      policy("level: none"),
      'rules[0].level: Unsupported value: "none": supported values: "None", "Metadata", "Request", "RequestResponse"',
    ],
    [
      policy("level: None\nresources: [{group: Apps}]"),
      `rules[0].resources.group: Invalid value: "Apps": ${subdomainRule}`,
    ],
    [
      policy(`level: None\nresources: [{group: ${"a".repeat(254)}}]`),
      `rules[0].resources.group: Invalid value: "${"a".repeat(254)}": must be no more than 253 characters`,
    ],
    [
      policy("level: None\nnonResourceURLs: [a*b]"),
      `[rules[0].nonResourceURLs[0]: Invalid value: "a*b": non-resource URL rules must begin with a '/' character, rules[0].nonResourceURLs[0]: Invalid value: "a*b": non-resource URL wildcards '*' must be the final character of the rule]`,
    ],
    [
      `${head}omitStages: [x]\nrules: [{level: None}]`,
      'omitStages[0]: Invalid value: "x": allowed stages are RequestReceived,ResponseStarted,ResponseComplete,Panic',
    ],
    [
      '{"kind":"Policy",}',
      "failed decoding: couldn't get version/kind; json parse error: invalid character '}' looking for beginning of object key string",
    ],
    ['{"kind":"Pol', "failed decoding: couldn't get version/kind; json parse error: unexpected end of JSON input"],
    [
      '{"kind":"\\q"}',
      "failed decoding: couldn't get version/kind; json parse error: invalid character 'q' in string escape code",
    ],
    [`${head}rules:\n-\tlevel: None\n`, "failed decoding: yaml: line 4: found character that cannot start any token"],
    [`${head}rules:\n- level: None\n users: [a]\n`, "failed decoding: yaml: line 4: did not find expected key"],
    [`${head}rules: [{level: None} {}]\n`, "failed decoding: yaml: line 2: did not find expected ',' or ']'"],
    ["a: *x", "failed decoding: yaml: unknown anchor 'x' referenced"],
  ])("%j", (text, error) => {
    for (const server of ["1.20", "1.24", newest] as const) expect(errorOf(text, server)).toBe(error);
  });
});

describe("errors that changed", () => {
  const mixed = policy("level: None\nnamespaces: [a]\nnonResourceURLs: ['/<x>']");
  const detail = "rules cannot apply to both regular resources and non-resource URLs";
  const star = policy("level: None\nresources: [{group: '*'}]");
  const older = `apiVersion: audit.k8s.io/v1beta1\nkind: Policy\nrules:\n- level: None\n`;
  const unknownVersion = (line: number): string =>
    `failed decoding: no kind "Policy" is registered for version "audit.k8s.io/v2" in scheme "k8s.io/apiserver/pkg/audit/scheme.go:${line}"`;
  it.each<[string, Minor, string]>([
    [mixed, "1.33", `rules[0].nonResourceURLs: Invalid value: []string{"/<x>"}: ${detail}`],
    [mixed, "1.34", String.raw`rules[0].nonResourceURLs: Invalid value: ["/\u003cx\u003e"]: ${detail}`],
    [star, "1.35", `rules[0].resources.group: Invalid value: "*": ${subdomainRule}`],
    [star, "1.36", "valid"],
    [older, "1.23", "valid"],
    [
      older,
      "1.24",
      'failed decoding: no kind "Policy" is registered for version "audit.k8s.io/v1beta1" in scheme "k8s.io/apiserver/pkg/audit/scheme.go:30"',
    ],
    [older.replace("v1beta1", "v2"), "1.23", unknownVersion(32)],
    [older.replace("v1beta1", "v2"), newest, unknownVersion(30)],
    [`${head}omitManagedFields: maybe\nrules: [{level: None}]`, "1.22", "valid"],
    [
      `${head}omitManagedFields: maybe\nrules: [{level: None}]`,
      "1.23",
      "failed decoding: json: cannot unmarshal string into Go struct field Policy.omitManagedFields of type bool",
    ],
    [
      policy("level: None\nusers: alice"),
      "1.22",
      'failed decoding: v1.Policy.Rules: []v1.PolicyRule: v1.PolicyRule.Users: []string: decode slice: expect [ or n, but found ", error found in #10 byte of ...|,"users":"alice"}]}|..., bigger context ...|"kind":"Policy","rules":[{"level":"None","users":"alice"}]}|...',
    ],
    [
      policy("level: None\nusers: alice"),
      "1.23",
      "failed decoding: json: cannot unmarshal string into Go struct field PolicyRule.rules.users of type []string",
    ],
    [
      `${head}metadata: {name: 5}\nrules:\n- level: None\n`,
      "1.22",
      'failed decoding: v1.Policy.Rules: []v1.PolicyRule: ObjectMeta: v1.ObjectMeta.Name: ReadString: expects " or n, but found 5, error found in #10 byte of ...|:{"name":5},"rules":|..., bigger context ...|it.k8s.io/v1","kind":"Policy","metadata":{"name":5},"rules":[{"level":"None"}]}|...',
    ],
    [
      policy("level: None\nresources: [{group: '', resources: [1.5]}]"),
      newest,
      "failed decoding: json: cannot unmarshal number into Go struct field GroupResources.rules.resources.resources of type string",
    ],
  ])("%j in %s", (text, server, error) => {
    expect(errorOf(text, server)).toBe(error);
  });
});

describe("policies that load", () => {
  it("takes null for what is left out, and keeps every field", () => {
    const text = policy(
      "level: Request\nusers: [a, null]\nresources: [null, {group: apps, resources: [deployments], resourceNames: [x]}]\nomitStages: [Panic]\nomitManagedFields: true",
    );
    const rule = {
      level: "Request",
      users: ["a", ""],
      userGroups: [],
      verbs: [],
      resources: [
        { group: "", resources: [], resourceNames: [] },
        { group: "apps", resources: ["deployments"], resourceNames: ["x"] },
      ],
      namespaces: [],
      nonResourceURLs: [],
      omitStages: ["Panic"],
    };
    const rest = { omitStages: [], omitManagedFields: false };
    expect(parsePolicy(text, newest)).toEqual({
      policy: { rules: [{ ...rule, omitManagedFields: true }], ...rest },
      warnings: [],
    });
    expect(parsePolicy(text, "1.22")).toMatchObject({
      policy: { rules: [rule] },
      warnings: [{ code: "unknown-field" }],
    });
  });

  it("ignores a broken second document", () => {
    expect(parsePolicy(`${policy("level: None")}---\na: [\n`, newest)).toMatchObject({
      policy: { rules: [{ level: "None" }] },
      warnings: [{ code: "second-document", line: 5 }],
    });
  });
});

describe("warnings", () => {
  it.each([
    [
      policy("level: None\nresource: [pods]\nuser: [a]"),
      [
        [
          "unknown-field",
          "rules[0].resource",
          'the API server knows no field "resource" here and ignores it. Did you mean "resources"?',
        ],
        [
          "unknown-field",
          "rules[0].user",
          'the API server knows no field "user" here and ignores it. Did you mean "userGroups" or "users"?',
        ],
      ],
    ],
    [
      policy("level: None\nlevel: Metadata"),
      [["duplicate-key", 5, 'the key "level" is set twice in one mapping: the API server takes the last']],
    ],
    [
      '{"apiVersion":"audit.k8s.io/v1","kind":"Policy",\n"rules":[{"level":"None"}],"rules":[{"level":"None"}]}',
      [["duplicate-key", 2, 'the key "rules" is set twice in one object: the API server takes the last']],
    ],
    [
      policy(
        "level: None\nresources: [{group: '', resources: [pods, deployments/scale]}, {group: apps, resources: [events]}]",
      ),
      [
        [
          "wrong-group",
          "rules[0].resources[0].resources[1]",
          'the core group has no "deployments": they are in the group "apps"',
        ],
        [
          "wrong-group",
          "rules[0].resources[1].resources[0]",
          'the group "apps" has no "events": they are in the core group and the group "events.k8s.io"',
        ],
      ],
    ],
    [policy("level: None\nresources: [{group: example.com, resources: [pods, widgets]}]"), []],
    [
      policy("level: None\nverbs: ['*', post]\nresources: [{group: ''}]"),
      [
        [
          "unknown-verb",
          "rules[0].verbs[0]",
          'no request this rule is for has the verb "*". There is no wildcard for verbs: leave verbs out to mean all.',
        ],
        ["unknown-verb", "rules[0].verbs[1]", 'no request this rule is for has the verb "post".'],
      ],
    ],
    [policy("level: None\nverbs: [post, head]\nnonResourceURLs: ['*']"), []],
    [
      policy("level: None\nresources: [{group: '', resources: ['*/*', 'pod*', '*', '*/log', 'pods/*']}]"),
      [
        [
          "unmatchable-resource",
          "rules[0].resources[0].resources[0]",
          '"*/*" matches no resource there is: only *, a resource, resource/subresource, resource/* and */subresource mean something',
        ],
        [
          "unmatchable-resource",
          "rules[0].resources[0].resources[1]",
          '"pod*" matches no resource there is: only *, a resource, resource/subresource, resource/* and */subresource mean something',
        ],
      ],
    ],
  ])("%j", (text, expected) => {
    const { warnings } = parsePolicy(text, newest);
    expect(warnings.map(({ code, path, line, message }) => [code, path ?? line, message])).toEqual(expected);
  });
});

describe("hostile policies", () => {
  it.each([
    ["deep nesting", `a: ${"[".repeat(5000)}`],
    ["deep JSON", `{"a":${"[".repeat(5000)}`],
    [
      "an alias bomb",
      `a: &a [x]\n${Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*${n === 0 ? "a" : `b${n - 1}`}, *${n === 0 ? "a" : `b${n - 1}`}]`).join("\n")}`,
    ],
    ["a prototype name", `${head}__proto__: {rules: [{level: None}]}`],
    ["control characters", "\u0000\u0001"],
  ])("%s is an error", (_name, text) => {
    for (const server of ["1.20", newest] as const) expect(parsePolicy(text, server)).toHaveProperty("error");
  });
});
