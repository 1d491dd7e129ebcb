// What is said of requests before somebody approves them.
import { describe, expect, it } from "vitest";
import { commonName } from "../../../test/fixtures/certificates/build-certificate.ts";
import { makeKey, type RequestContent } from "../../../test/fixtures/certificates/build-request.ts";
import { base64, node, organization, stored } from "../../../test/fixtures/certificates/post-request.ts";
import { parsePkcs10, requestConcerns, type SigningRequest } from "./index.ts";

describe("requestConcerns", () => {
  const concerns = (content: Partial<RequestContent>, change: Partial<SigningRequest> = {}): readonly string[] => {
    const request = { ...stored({ spec: { request: base64(content) } }), expirationSeconds: 3600, ...change };
    const inside = parsePkcs10(request.request);
    if ("error" in inside) throw new Error(inside.error);
    return requestConcerns(request, inside.request).map(({ kind, seen }) => `${kind} ${seen}`.trim());
  };

  it.each<[string, Partial<RequestContent>, Partial<SigningRequest>, readonly string[]]>([
    ["one's own", {}, {}, []],
    ["nobody's", { subject: [] }, {}, ["no-user-name"]],
    ["a node's", node, {}, ["another-identity system:node:n1", "node-identity system:node:n1"]],
    [
      "a component's",
      { subject: commonName("system:kube-scheduler") },
      {},
      ["another-identity system:kube-scheduler", "system-user system:kube-scheduler"],
    ],
    [
      "a service account's",
      { subject: commonName("system:serviceaccount:a:b") },
      {},
      ["another-identity system:serviceaccount:a:b", "service-account-name system:serviceaccount:a:b"],
    ],
    [
      "administrators'",
      { subject: [...commonName("dora"), [[organization, "kubeadm:cluster-admins", 19]]] },
      {},
      ["privileged-group kubeadm:cluster-admins"],
    ],
    ["with names that are of no use", { names: [[2, "a"]] }, {}, ["unused-names a"]],
    ["with a weak key", { key: makeKey("RSA 1024") }, {}, ["weak-key RSA 1024"]],
    ["for a year", {}, { expirationSeconds: 365 * 24 * 3600 }, ["long-lived 365 days"]],
    ["for a server", { subject: commonName("x") }, { usages: ["server auth"] }, []],
  ])("%s", (_name, content, change, expected) => {
    expect(concerns(content, change)).toEqual(expected);
  });
});
