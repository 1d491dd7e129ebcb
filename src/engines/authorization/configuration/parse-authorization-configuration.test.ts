// Configurations the API server refuses, in its words; test/control-plane compares more of them with a real server.
import { describe, expect, it } from "vitest";
import { compileGoRegexp } from "../../../languages/go-regexp/index.ts";
import { parseAuthorizationConfiguration } from "./parse-authorization-configuration.ts";

const regex = { compile: compileGoRegexp };
const rbac = { type: "RBAC", name: "rbac" };
const settings = {
  timeout: "3s",
  subjectAccessReviewVersion: "v1",
  matchConditionSubjectAccessReviewVersion: "v1",
  failurePolicy: "NoOpinion",
  connectionInfo: { type: "InClusterConfig" },
};
const hook = (tweak: object): object => ({ type: "Webhook", name: "hook", webhook: { ...settings, ...tweak } });

function read(authorizers: readonly object[], version: "1.29" | "1.31" | "1.37" = "1.37", apiVersion = "v1") {
  const kind = "AuthorizationConfiguration";
  return parseAuthorizationConfiguration(
    { apiVersion: `apiserver.config.k8s.io/${apiVersion}`, kind, authorizers },
    version,
    regex,
  );
}

describe("an authorization configuration", () => {
  it.each<[string, readonly object[], string]>([
    ["no authorizers", [], "authorizers: Required value: at least one authorization mode must be defined"],
    ["RBAC twice", [rbac, rbac], 'authorizers[1].type: Duplicate value: "RBAC"'],
    ["another name", [{ ...rbac, name: "r" }], "expected name rbac for authorizer RBAC instead of r"],
    [
      "a long timeout",
      [hook({ timeout: "31s" })],
      'authorizers[0].timeout: Invalid value: "31s": must be > 0s and <= 30s',
    ],
    [
      "too many conditions",
      [hook({ matchConditions: Array.from({ length: 65 }, (_, at) => ({ expression: `true || ${at} == 1` })) })],
      "authorizers[0].matchConditions: Too many: 65: must have at most 64 items",
    ],
    [
      "a condition that is no truth value",
      [hook({ matchConditions: [{ expression: "request.user" }] })],
      'authorizers[0].matchConditions[0].expression: Invalid value: "request.user": must evaluate to bool but got string',
    ],
    ["an unknown field", [{ ...rbac, x: 1 }], 'strict decoding error: unknown field "authorizers[0].x"'],
  ])("with %s is refused", (_name, authorizers, fault) => {
    expect(read(authorizers)).toEqual({ faults: [fault] });
  });

  it("is read in the versions a server knows, times to live by default", () => {
    expect(read([rbac], "1.31")).toHaveProperty("faults");
    expect(read([rbac], "1.31", "v1beta1")).toEqual({ authorizers: [rbac] });
    expect(read([rbac], "1.29", "v1beta1")).toHaveProperty("faults");
    expect(read([hook({})])).toMatchObject({
      authorizers: [{ webhook: { authorizedTTL: 300, unauthorizedTTL: 30, timeout: 3, failurePolicy: "NoOpinion" } }],
    });
  });

  it.each([undefined, null, [], "text", {}, { authorizers: 1 }, { kind: 1 }])("%j is refused", (value) => {
    expect(parseAuthorizationConfiguration(value, "1.37", regex)).toHaveProperty("faults");
  });
});
