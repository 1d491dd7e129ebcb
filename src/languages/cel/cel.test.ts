// The face of the language: environments, bindings, limits and conversions.
import { describe, expect, it } from "vitest";
import { compileGoRegexp } from "../go-regexp/index.ts";
import {
  authorizerType,
  celAuthorizer,
  celFromJson,
  celToJson,
  celTypes,
  celUnknown,
  compileCel,
  evaluateCel,
  formatCelType,
  kubernetesDialect,
  listOf,
  mapOf,
  objectOf,
  selectsOf,
  type CelAuthorizationRequest,
  type CelBindings,
  type CelEnvironment,
} from "./index.ts";

const environment: CelEnvironment = {
  dialect: kubernetesDialect("1.37"),
  regex: { compile: compileGoRegexp },
  variables: {
    claims: mapOf(celTypes.string, celTypes.any),
    request: objectOf("Request"),
    object: celTypes.dyn,
    authorizer: authorizerType,
    seen: celTypes.bool,
    unseen: celTypes.bool,
  },
  objects: { Request: { fields: { user: celTypes.string, groups: listOf(celTypes.string) } } },
};

function run(source: string, bindings: CelBindings = {}, costLimit?: number) {
  const compiled = compileCel(source, environment);
  if (!compiled.ok) return { errors: compiled.errors };
  return evaluateCel(compiled.program, bindings, costLimit === undefined ? {} : { costLimit });
}

describe("compileCel", () => {
  it("tells the type of the result", () => {
    const compiled = compileCel('request.groups.map(g, g + "!")', environment);
    expect(compiled.ok && formatCelType(compiled.resultType)).toBe("list(string)");
  });

  it.each([
    ["requst.user == ''", "undeclared reference to 'requst' (in container '')", 1, 1, "request"],
    ["1 +\n request.usr", "undefined field 'usr'", 2, 9, "user"],
    ["'é' + '😀' + reqest.user", "undeclared reference to 'reqest' (in container '')", 1, 13, "request"],
  ])("%s: says what is wrong, where, and what may be meant", (source, message, line, column, hint) => {
    const compiled = compileCel(source, environment);
    expect(compiled.ok ? [] : compiled.errors[0]).toMatchObject({ message, line, column });
    expect(compiled.ok ? "" : compiled.errors[0]?.hint).toContain(hint);
  });

  it("names the fields an expression selects", () => {
    const compiled = compileCel(
      'claims.email == "a" && has(claims.email_verified) && claims["hd"] == "b" && claims.?sub.hasValue()',
      environment,
    );
    expect(compiled.ok && [...selectsOf(compiled.program.expression)].toSorted()).toEqual([
      "claims",
      "claims.email",
      "claims.email_verified",
      "claims.hd",
      "claims.sub",
    ]);
  });
});

describe("evaluateCel", () => {
  it.each([
    ["unseen || seen", { value: true, cost: 2 }],
    ["unseen && !seen", { value: false, cost: 3 }],
    ["unseen && seen", { error: "unknown: unseen", cost: 2, unknowns: ["unseen"] }],
    ["unseen ? 1 : 2", { error: "unknown: unseen", cost: 1, unknowns: ["unseen"] }],
    ["[seen, unseen].exists(x, x)", { error: "unknown: unseen", cost: 12, unknowns: ["unseen"] }],
  ])("%s: what is not known matters only where it is needed", (source, expected) => {
    expect(run(source, { seen: true, unseen: celUnknown("unseen") })).toEqual(expected);
  });

  it("ends at the cost limit in the server's words", () => {
    const bindings = { object: celFromJson([1, 2, 3, 4, 5]) };
    expect(run("object.all(x, x > 0)", bindings, 27)).toEqual({ value: true, cost: 27 });
    expect(run("object.all(x, x > 0)", bindings, 26)).toEqual({
      error: "operation cancelled: actual cost limit exceeded",
      cost: 26,
      limited: true,
    });
  });

  it("asks the authorizer that is bound", () => {
    const asked: CelAuthorizationRequest[] = [];
    const decide = (request: CelAuthorizationRequest) => {
      asked.push(request);
      return { allowed: request.verb === "get", reason: "because" };
    };
    const source =
      'authorizer.serviceAccount("ns", "sa").group("apps").resource("deployments").subresource("scale").namespace("x").name("y")' +
      '.labelSelector("a=b").check("get").allowed() && !authorizer.path("/healthz").check("post").allowed()';
    expect(run(source, { authorizer: celAuthorizer({ decide }) })).toMatchObject({ value: true });
    expect(asked).toEqual([
      {
        serviceAccount: { namespace: "ns", name: "sa" },
        group: "apps",
        resource: "deployments",
        subresource: "scale",
        namespace: "x",
        name: "y",
        labelSelector: "a=b",
        verb: "get",
      },
      { path: "/healthz", verb: "post" },
    ]);
  });

  it.each([
    ['authorizer.path(" ")', "path must not be empty"],
    ['authorizer.group("").resource("")', "resource must not be empty"],
    ['authorizer.serviceAccount("ns", "Bad_Name")', "Invalid service account name"],
    ['authorizer.serviceAccount("n.s", "sa")', "Invalid service account namespace"],
  ])("%s: refuses a question that is none", (source, error) => {
    const authorizer = celAuthorizer({ decide: () => ({ allowed: true, reason: "" }) });
    expect(run(source, { authorizer })).toMatchObject({ error });
  });

  it("does not let one list grow into another", () => {
    expect(run("[1, 2].map(x, [1].map(y, x + y)).map(l, l + l)")).toMatchObject({
      value: [
        [2n, 2n],
        [3n, 3n],
      ],
    });
    expect(run("[1, 2].map(x, [].map(y, y) + [x])")).toMatchObject({ value: [[1n], [2n]] });
  });
});

describe("JSON", () => {
  it("goes in and comes out", () => {
    const json = { a: [1, 1.5, "x", null, true], b: { __proto__: 1, c: 9007199254740993n } };
    expect(celToJson(celFromJson(json))).toEqual(json);
    expect(celFromJson(3)).toBe(3n);
    expect(celFromJson(1e300)).toBe(1e300);
  });

  it("has no text for a value that stands for too much", () => {
    const nested = run("[0,1,2,3,4,5,6,7,8,9].map(x, [x,x])");
    const double = (value: readonly unknown[]): readonly unknown[] => [value, value];
    let shared: readonly unknown[] = "value" in nested && Array.isArray(nested.value) ? nested.value : [];
    for (let depth = 0; depth < 40; depth++) shared = double(shared);
    expect(shared).toHaveLength(2);
    expect(celToJson(shared as readonly bigint[])).toBeUndefined();
  });
});
