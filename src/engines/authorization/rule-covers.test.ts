// Rules against requests, wildcards and what only looks like one.
import { describe, expect, it } from "vitest";
import { allowsPath, allowsResource } from "./rule-covers.ts";

const get = { verb: "get", apiGroup: "", resource: "pods", name: "web" };
const rule = { verbs: ["get"], apiGroups: [""], resources: ["pods"] };

describe("allowsResource", () => {
  it.each([
    ["what it says", {}, {}, true],
    ["any verb", { verbs: ["*"] }, { verb: "impersonate-on:user:get" }, true],
    ["a prefix of a verb is no wildcard", { verbs: ["get*"] }, {}, false],
    ["another verb", { verbs: ["list"] }, {}, false],
    ["verbs are compared as they are", { verbs: ["GET"] }, {}, false],
    ["any group", { apiGroups: ["*"] }, { apiGroup: "apps" }, true],
    ["another group", { apiGroups: ["apps"] }, {}, false],
    ["no groups", { apiGroups: undefined }, {}, false],
    ["any resource, and its subresources", { resources: ["*"] }, { resource: "pods/exec" }, true],
    ["a resource does not cover its subresources", {}, { resource: "pods/log" }, false],
    ["a subresource does not cover its resource", { resources: ["pods/log"] }, {}, false],
    ["a subresource by its name", { resources: ["pods/log"] }, { resource: "pods/log" }, true],
    ["the subresource of any resource", { resources: ["*/scale"] }, { resource: "deployments/scale" }, true],
    ["another subresource of any resource", { resources: ["*/scale"] }, { resource: "deployments/status" }, false],
    ["pods/* is no wildcard", { resources: ["pods/*"] }, { resource: "pods/log" }, false],
    ["*/* is no wildcard", { resources: ["*/*"] }, { resource: "pods/log" }, false],
    ["*/scale does not cover a resource", { resources: ["*/scale"] }, { resource: "scale" }, false],
    ["*/ covers no subresource without a name", { resources: ["*/"] }, { resource: "pods/" }, false],
    [
      "a slash in a resource makes no subresource",
      { resources: ["*/b/c"] },
      { resource: "a/b/c", subresource: "c" },
      false,
    ],
    ["but the subresource that is told counts", { resources: ["*/c"] }, { resource: "a/b/c", subresource: "c" }, true],
    ["a name", { resourceNames: ["web"] }, {}, true],
    ["another name", { resourceNames: ["db"] }, {}, false],
    ["names are no patterns", { resourceNames: ["we*"] }, {}, false],
    ["a request without a name", { resourceNames: ["web"] }, { name: "" }, false],
    ["an empty name covers requests without one", { resourceNames: [""] }, { name: "" }, true],
    ["an empty list of names covers all", { resourceNames: [] }, {}, true],
  ])("%s", (_, ruleTweak, requestTweak, expected) => {
    expect(allowsResource({ ...rule, ...ruleTweak } as never, { ...get, ...requestTweak })).toBe(expected);
  });
});

describe("allowsPath", () => {
  it.each([
    ["/metrics", "/metrics", true],
    ["/metrics", "/metrics/cadvisor", false],
    ["*", "/metrics", true],
    ["/healthz/*", "/healthz/etcd", true],
    ["/healthz/*", "/healthz", false],
    ["/healthz**", "/healthz", true],
    ["/*/etcd", "/healthz/etcd", false],
  ])("%s covers %s: %s", (pattern, path, expected) => {
    expect(allowsPath({ verbs: ["get"], nonResourceURLs: [pattern] }, { verb: "get", path })).toBe(expected);
  });

  it("asks for the verb too, and resource rules cover no path", () => {
    expect(allowsPath({ verbs: ["get"], nonResourceURLs: ["*"] }, { verb: "post", path: "/logs" })).toBe(false);
    expect(allowsPath({ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }, { verb: "get", path: "/logs" })).toBe(
      false,
    );
  });
});
