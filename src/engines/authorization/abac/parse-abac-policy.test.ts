// Policy files, with the errors the API server stops with. Those of 1.37 were printed by abac.NewFromFile of v1.37.2, those of 1.20 by v1.20.2.
import { describe, expect, it } from "vitest";
import { parseAbacPolicy, type AbacReading } from "./parse-abac-policy.ts";

const struct = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`;
const v1beta1 = '"apiVersion":"abac.authorization.kubernetes.io/v1beta1"';
const parse = (text: string, version: "1.20" | "1.37" = "1.37"): AbacReading =>
  parseAbacPolicy(text, { version, path: "F" });

/** The error after the line itself. */
function fault(line: string, version?: "1.20" | "1.37"): string | undefined {
  const reading = parse(line, version);
  const prefix = `error reading policy file F, line 1: ${line}: `;
  return "error" in reading && reading.error.startsWith(prefix) ? reading.error.slice(prefix.length) : undefined;
}
const unreadable = (error: string): string => `couldn't get version/kind; json parse error: ${error}`;

describe("parseAbacPolicy", () => {
  it.each([
    ['{"user":1}', "json: cannot unmarshal number into Go struct field Policy.user of type string"],
    ['{"user":["a"]}', "json: cannot unmarshal array into Go struct field Policy.user of type string"],
    ['{"readonly":{"a":1}}', "json: cannot unmarshal object into Go struct field Policy.readonly of type bool"],
    [
      `{${v1beta1},"kind":"Policy","spec":{"user":1}}`,
      "json: cannot unmarshal number into Go struct field PolicySpec.spec.user of type string",
    ],
    [
      `{${v1beta1},"kind":"Policy","spec":"x"}`,
      "json: cannot unmarshal string into Go struct field Policy.spec of type v1beta1.PolicySpec",
    ],
    [`{${v1beta1},"spec":{"user":"a"}}`, "converting (v1beta1.Policy) to (v0.Policy): unknown conversion"],
    ['{"apiVersion":1}', unreadable("json: cannot unmarshal number into Go struct field .apiVersion of type string")],
    ['{"apiVersion":"a/b/c","kind":"Policy"}', "unexpected GroupVersion string: a/b/c"],
    [
      '{"kind":"Foo"}',
      'no kind "Foo" is registered for version "abac.authorization.kubernetes.io/v0" in scheme "pkg/runtime/scheme.go:111"',
    ],
    [
      '{"apiVersion":"/v1","kind":"Policy"}',
      'no kind "Policy" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111"',
    ],
    [
      '{"apiVersion":"constructor"}',
      'no kind "Policy" is registered for version "constructor" in scheme "pkg/runtime/scheme.go:111"',
    ],
    ["5", unreadable(`json: cannot unmarshal number into Go value of type ${struct}`)],
    ["true", unreadable(`json: cannot unmarshal bool into Go value of type ${struct}`)],
    ["- a", unreadable(`json: cannot unmarshal array into Go value of type ${struct}`)],
    ['{"a":tru}', unreadable("invalid character '}' in literal true (expecting 'e')")],
    ['{"a":-}', unreadable("invalid character '}' in numeric literal")],
    ['{"a":1.}', unreadable("invalid character '}' after decimal point in numeric literal")],
    ['{"a":1e}', unreadable("invalid character '}' in exponent of numeric literal")],
    [String.raw`{"a":"\x"}`, unreadable("invalid character 'x' in string escape code")],
    [String.raw`{"a":"\u12g"}`, unreadable(String.raw`invalid character 'g' in \u hexadecimal character escape`)],
    ['{"a":"\u0001"}', unreadable(String.raw`invalid character '\x01' in string literal`)],
    ['{"a" 1}', unreadable("invalid character '1' after object key")],
    ['{"a":1 "b"}', unreadable("invalid character '\"' after object key:value pair")],
    ['{"a":[1 2]}', unreadable("invalid character '2' after array element")],
    ["{é", unreadable("invalid character 'Ã' looking for beginning of object key string")],
    ["{\"a\":'b'}", unreadable(String.raw`invalid character '\'' looking for beginning of value`)],
    ['{"user":"a"} # comment', unreadable("invalid character '#' after top-level value")],
    ["{", unreadable("unexpected end of JSON input")],
    ['{"a', unreadable("unexpected end of JSON input")],
  ])("1.37 refuses %s", (line, error) => {
    expect(fault(line)).toBe(error);
  });

  it.each([
    [
      '{"user":"a","readonly":"true"}',
      'v0.Policy.Readonly: ReadBool: expect t or f, but found ", error found in #10 byte of ...|eadonly":"true"}|..., bigger context ...|{"user":"a","readonly":"true"}|...',
    ],
    [
      '{"user":12}',
      'v0.Policy.User: ReadString: expects " or n, but found 1, error found in #9 byte of ...|{"user":12}|..., bigger context ...|{"user":12}|...',
    ],
    [
      '{"user":1,"group":"g"}',
      'v0.Policy.Group: User: ReadString: expects " or n, but found 1, error found in #9 byte of ...|{"user":1,"group":"|..., bigger context ...|{"user":1,"group":"g"}|...',
    ],
    [
      '{"apiVersion":"foo/v1","kind":"Policy"}',
      'no kind "Policy" is registered for version "foo/v1" in scheme "k8s.io/kubernetes/pkg/apis/abac/register.go:33"',
    ],
  ])("1.20 refuses %s", (line, error) => {
    expect(fault(line, "1.20")).toBe(error);
  });

  it.each([
    ["~", { group: "system:authenticated", resource: "*", nonResourcePath: "*" }],
    ["readonly: yes", { readonly: true, group: "system:authenticated" }],
    ['{"readonly":null,"user":"a"}', { readonly: false, user: "a" }],
    ['{"User":"a"}', { user: "", group: "system:authenticated" }],
    [
      `{"KIND":"Policy","APIVERSION":"abac.authorization.kubernetes.io/v1beta1","spec":{"user":"a"}}`,
      { user: "a", apiGroup: "", resource: "" },
    ],
    [`{${v1beta1},"kind":"Policy"}`, { user: "", group: "" }],
    [
      '{"user":"*","group":"g","resource":"pods"}',
      { user: "", group: "system:authenticated", namespace: "*", nonResourcePath: "" },
    ],
  ])("takes %s", (line, expected) => {
    expect(parse(line)).toMatchObject({ policies: [{ ...expected, line: 1 }] });
  });

  it("counts all lines, and knows carriage returns and lines too long", () => {
    expect(parse('# a\r\n\n  # b\n{"user":"a"}\r\n')).toMatchObject({ policies: [{ user: "a", line: 4 }] });
    expect(parse("x".repeat(70_000))).toEqual({ error: "error reading policy file F: bufio.Scanner: token too long" });
  });

  it.each([
    ["brackets", `{"a":${"[".repeat(60_000)}`],
    ["braces", '{"a":'.repeat(13_000)],
    ["flow sequences", "[".repeat(60_000)],
    ["stars", `{"user":"x","resource":"${"*".repeat(60_000)}x"}`],
  ])("ends soon on %s", (_, line) => {
    expect(parse(line)).toBeDefined();
  });
});
