// Fixes of one field, where all, some or none of the way to it exists.
import { describe, expect, it } from "vitest";
import { applyPatch } from "../core/index.ts";
import { fixField, type FieldChange } from "./field-change.ts";

const pod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "web", annotations: { "a.b/c": "x" } },
  spec: { containers: [{ name: "web", securityContext: { privileged: true } }] },
};

describe("fixField", () => {
  it.each<[FieldChange, unknown]>([
    [
      { path: "spec.containers[0].securityContext.privileged", value: false },
      [{ op: "replace", path: "/spec/containers/0/securityContext/privileged", value: false }],
    ],
    [
      { path: "spec.containers[0].securityContext.runAsNonRoot", value: true },
      [{ op: "add", path: "/spec/containers/0/securityContext/runAsNonRoot", value: true }],
    ],
    [
      { path: "spec.securityContext.seccompProfile.type", value: "Localhost" },
      [{ op: "add", path: "/spec/securityContext", value: { seccompProfile: { type: "Localhost" } } }],
    ],
    [{ path: 'metadata.annotations["a.b/c"]' }, [{ op: "remove", path: "/metadata/annotations/a.b~1c" }]],
  ])("%j", (change, patch) => {
    const fix = fixField(pod, change);
    expect(fix.patch).toEqual(patch);
    const once = applyPatch(pod, fix.patch);
    expect(once).not.toEqual(pod);
    expect(applyPatch(once, fix.patch)).toEqual(once);
  });

  it("carries the note and names the object", () => {
    expect(fixField(pod, { path: "spec.hostPID", value: false, note: "restarts" })).toMatchObject({
      object: { kind: "Pod", name: "web" },
      note: "restarts",
    });
  });
});
