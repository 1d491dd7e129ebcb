// What kubelets ask about requests to their own API, by version.
import { describe, expect, it } from "vitest";
import type { Minor } from "../../core/index.ts";
import { kubeletAttributes } from "./kubelet-attributes.ts";

function asked(method: string, path: string, version: Minor, fine?: boolean): readonly string[] {
  const featureGates = fine === undefined ? {} : { featureGates: { KubeletFineGrainedAuthz: fine } };
  const questions = kubeletAttributes(method, path, { username: "x" }, { nodeName: "n1", version, ...featureGates });
  expect(
    questions.every(({ name, resource, namespace }) => name === "n1" && resource === "nodes" && namespace === ""),
  ).toBe(true);
  return questions.map(({ verb, subresource }) => `${verb} ${subresource}`);
}

describe("kubeletAttributes", () => {
  it.each<[string, string, Minor, readonly string[]]>([
    ["GET", "/pods", "1.31", ["get proxy"]],
    ["GET", "/pods", "1.33", ["get pods", "get proxy"]],
    ["GET", "/pods/", "1.33", ["get pods", "get proxy"]],
    ["GET", "/podsecurity", "1.33", ["get proxy"]],
    ["GET", "/runningpods/", "1.37", ["get pods", "get proxy"]],
    ["GET", "/allocatedPods", "1.36", ["get proxy"]],
    ["GET", "/allocatedPods", "1.37", ["get pods", "get proxy"]],
    ["GET", "/healthz/ping", "1.37", ["get healthz", "get proxy"]],
    ["GET", "/configz", "1.37", ["get configz", "get proxy"]],
    ["GET", "/metrics/cadvisor", "1.20", ["get metrics"]],
    ["GET", "/stats/summary", "1.37", ["get stats"]],
    ["GET", "/logs/", "1.37", ["get log"]],
    ["GET", "/spec", "1.20", ["get spec"]],
    ["GET", "/spec", "1.21", ["get proxy"]],
    ["POST", "/checkpoint/ns/pod/c", "1.29", ["create proxy"]],
    ["POST", "/checkpoint/ns/pod/c", "1.30", ["create checkpoint"]],
    ["GET", "/flagz", "1.33", ["get configz"]],
    ["GET", "/statusz", "1.33", ["get statusz"]],
    ["GET", "/exec/ns/pod/c", "1.37", ["get proxy"]],
    ["POST", "/run/ns/pod/c", "1.37", ["create proxy"]],
    ["HEAD", "/pods", "1.31", [" proxy"]],
  ])("%s %s in %s", (method, path, version, expected) => {
    expect(asked(method, path, version)).toEqual(expected);
  });

  it("heeds the gate until it is fixed", () => {
    expect(asked("GET", "/pods", "1.32", true)).toEqual(["get pods", "get proxy"]);
    expect(asked("GET", "/pods", "1.35", false)).toEqual(["get proxy"]);
    expect(asked("GET", "/pods", "1.36", false)).toEqual(["get pods", "get proxy"]);
  });
});
