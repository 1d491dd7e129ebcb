// Method and URL to attributes; the same is compared with a real server's audit log in test/control-plane/authorization.test.ts.
import { describe, expect, it } from "vitest";
import { requestAttributes } from "./url-attributes.ts";

const user = { username: "jane" };
const server = { version: "1.37" } as const;

/** verb, apiGroup/apiVersion, namespace, resource/subresource, name; or verb and path. */
function told(method: string, url: string): string | undefined {
  const attributes = requestAttributes(method, url, user, server);
  if (attributes === undefined) return undefined;
  if (attributes.path !== undefined) return `${attributes.verb} ${attributes.path}`;
  const { verb, apiGroup, apiVersion, namespace, resource, subresource, name } = attributes;
  return `${verb} ${apiGroup}/${apiVersion} [${namespace}] ${resource}/${subresource} "${name}"`;
}

describe("requestAttributes", () => {
  it.each([
    ["GET", "/", "get /"],
    ["POST", "/metrics?x=1", "post /metrics"],
    ["GET", "/api/v1", "get /api/v1"],
    ["GET", "/apis/apps/v1", "get /apis/apps/v1"],
    ["GET", "/other/v1/pods", "get /other/v1/pods"],
    ["GET", "/api/v1/pods", 'list /v1 [] pods/ ""'],
    ["HEAD", "/api/v1/pods/web", 'get /v1 [] pods/ "web"'],
    ["GET", "/api/v1/pods?watch=true", 'watch /v1 [] pods/ ""'],
    ["GET", "/api/v1/pods?watch=", 'watch /v1 [] pods/ ""'],
    ["GET", "/api/v1/pods?watch=FALSE", 'list /v1 [] pods/ ""'],
    ["GET", "/api/v1/pods?watch=1&limit=x", 'watch /v1 [] pods/ ""'],
    ["DELETE", "/api/v1/namespaces/shop/pods", 'deletecollection /v1 [shop] pods/ ""'],
    [
      "DELETE",
      "/api/v1/namespaces/shop/pods?fieldSelector=metadata.name%3Dweb",
      'deletecollection /v1 [shop] pods/ ""',
    ],
    ["GET", "/api/v1/pods?fieldSelector=metadata.name%3Dweb", 'list /v1 [] pods/ "web"'],
    ["GET", "/api/v1/pods?fieldSelector=metadata.name%3D%3Dweb,a!%3Db", 'list /v1 [] pods/ "web"'],
    ["GET", "/api/v1/pods?fieldSelector=metadata.name!%3Dweb", 'list /v1 [] pods/ ""'],
    ["GET", "/api/v1/pods?fieldSelector=metadata.name%3Dweb&limit=x", 'list /v1 [] pods/ ""'],
    ["GET", "/api/v1/pods?fieldSelector=metadata.name%3Da%252Fb", 'list /v1 [] pods/ ""'],
    ["GET", "/api/v1/pods?fieldSelector=metadata.name%3Dweb&labelSelector=%21%21", 'list /v1 [] pods/ ""'],
    ["PUT", "/api/v1/namespaces/shop", 'update /v1 [shop] namespaces/ "shop"'],
    ["PUT", "/api/v1/namespaces/shop/finalize", 'update /v1 [shop] namespaces/finalize "shop"'],
    ["GET", "/api/v1/namespaces", 'list /v1 [] namespaces/ ""'],
    ["POST", "/api/v1/namespaces/shop/pods/web/exec", 'create /v1 [shop] pods/exec "web"'],
    ["PATCH", "/apis/apps/v1/namespaces/shop/deployments/web/scale/x", 'patch apps/v1 [shop] deployments/scale "web"'],
    ["OPTIONS", "/api/v1/pods", ' /v1 [] pods/ ""'],
    ["GET", "/api/v1/watch/namespaces/shop/pods/web", 'watch /v1 [shop] pods/ "web"'],
    ["GET", "/api/v1/proxy/namespaces/shop/pods/web/log", 'proxy /v1 [shop] pods/ "web"'],
    ["GET", "//api/v1/pods//", 'list /v1 [] pods/ ""'],
    ["GET", "/api/v1/pods/we%62", 'get /v1 [] pods/ "web"'],
    ["GET", "/api/v1/watch", undefined],
    ["GET", "/api/v1/%zz", undefined],
  ])("%s %s is %s", (method, url, expected) => {
    expect(told(method, url)).toBe(expected);
  });

  it("tells selectors since 1.32, where the verb has them and the path does not say the verb", () => {
    const url = "/api/v1/pods?fieldSelector=spec.nodeName%3Dn1,a!%3Db\\,c&labelSelector=x+in+(b,,a),!y,z,n%3E5";
    const selectors = {
      fieldSelector: [
        { key: "a", operator: "NotIn", values: ["b,c"] },
        { key: "spec.nodeName", operator: "In", values: ["n1"] },
      ],
      labelSelector: [
        { key: "x", operator: "In", values: ["", "a", "b"] },
        { key: "y", operator: "DoesNotExist", values: [] },
        { key: "z", operator: "Exists", values: [] },
      ],
    };
    expect(requestAttributes("GET", url, user, server)).toMatchObject(selectors);
    expect(
      requestAttributes("GET", url, user, { version: "1.31", featureGates: { AuthorizeWithSelectors: true } }),
    ).toMatchObject(selectors);
    expect(requestAttributes("GET", url, user, { version: "1.31" })).not.toHaveProperty("fieldSelector");
    expect(requestAttributes("GET", url.replace("pods?", "pods/web?"), user, server)).not.toHaveProperty(
      "labelSelector",
    );
    expect(requestAttributes("GET", url.replace("v1/", "v1/watch/"), user, server)).not.toHaveProperty("fieldSelector");
  });

  it.each([
    "a=(b)",
    "a in b",
    "a in (b",
    "a,,b",
    "a,",
    "=b",
    "!a=b",
    "a b",
    "a>x",
    "a in (b c)",
    "a=b!c",
    "bad key/x/y",
    "a=b c",
  ])("does not read the label selector %s", (selector) => {
    const url = `/api/v1/pods?fieldSelector=metadata.name%3Dweb&labelSelector=${encodeURIComponent(selector)}`;
    expect(requestAttributes("GET", url, user, server)).toMatchObject({ name: "" });
  });

  it.each([
    "/".repeat(100_000),
    `/api/v1/pods?labelSelector=${"(".repeat(50_000)}`,
    `/api/v1/pods?fieldSelector=${"a%3Db,".repeat(20_000)}`,
  ])("ends soon on long URLs", (url) => {
    expect(requestAttributes("GET", url, user, server)).toBeDefined();
  });
});
