// What every check of a Pod Security control gets from its definition: places, evidence, fixes, and no report twice.
import { describe, expect, it } from "vitest";
import type { Minor } from "../core/index.ts";
import { container, cronJob, modelOf, pod, type RawObject, type Tweak } from "../testing/index.ts";
import { podSecurityCheck, withoutRefusedItems } from "./pod-security-check.ts";
import { runChecks, type CheckResult } from "./run-checks.ts";

const capabilities = podSecurityCheck({
  id: "test-capabilities",
  control: "capabilities_restricted",
  title: "Test",
  severity: "low",
  rationale: "A test.",
  remediation: "None.",
  messages: { found: "{holder} {found}", exempt: "exempt" },
  report: (refused) => ({
    message: "found",
    ...(refused.place.path.endsWith("]") ? { change: withoutRefusedItems(refused) } : {}),
  }),
});

function run(object: RawObject, version: Minor = "1.36"): CheckResult {
  const supported = { oldest: "1.28", newest: "1.37" } as const;
  const [result] = runChecks(modelOf([object], { version }), [capabilities], { supported });
  if (result === undefined) throw new Error("the check did not run");
  return result;
}

const adding = (field: string, ...add: readonly string[]): Tweak => ({
  [field]: [container({ securityContext: { capabilities: { drop: ["ALL"], add } } })],
});

describe("podSecurityCheck", () => {
  it("says level and sources of its control", () => {
    expect(capabilities.rationale).toBe("A test. The restricted level of the Pod Security Standards forbids it.");
    expect(capabilities.references).toContain("https://kubernetes.io/docs/concepts/security/pod-security-standards/");
    expect(capabilities.references).toContain("https://github.com/kubernetes/kubernetes/pull/105919");
  });

  it("leaves out what the overridden baseline control refuses, and takes it out of no list", () => {
    const { findings } = run(pod({ spec: adding("containers", "CHOWN", "SYS_ADMIN", "NET_BIND_SERVICE", "KILL") }));
    expect(findings.map(({ text }) => text)).toEqual(["container web CHOWN", "container web KILL"]);
    expect(findings[0]?.fix?.patch).toEqual([
      {
        op: "replace",
        path: "/spec/containers/0/securityContext/capabilities/add",
        value: ["SYS_ADMIN", "NET_BIND_SERVICE"],
      },
    ]);
    expect(findings[1]?.fix).toEqual(findings[0]?.fix);
  });

  it("removes a list of which nothing is left, at the place of the template", () => {
    const spec = adding("containers", "CHOWN");
    const [finding] = run(cronJob({ spec: { jobTemplate: { spec: { template: { spec } } } } })).findings;
    expect(finding?.path).toBe("spec.jobTemplate.spec.template.spec.containers[0].securityContext.capabilities.add[0]");
    expect(finding?.fix?.patch).toEqual([
      { op: "remove", path: "/spec/jobTemplate/spec/template/spec/containers/0/securityContext/capabilities/add" },
    ]);
  });

  it("has no fix for ephemeral containers", () => {
    const [finding] = run(pod({ spec: adding("ephemeralContainers", "CHOWN") })).findings;
    expect(finding?.text).toBe("container web CHOWN");
    expect(finding?.fix).toBeUndefined();
  });

  it("carries the field and the component's own words as evidence", () => {
    const [finding] = run(pod({ spec: { containers: [{ name: "a" }] } })).findings;
    expect(finding?.evidence).toEqual([
      {
        source: "absence",
        path: "spec.containers[0].securityContext.capabilities.drop",
        text: "spec.containers[0].securityContext.capabilities.drop is not set",
      },
      {
        source: "rule",
        text: 'Pod Security restricted:v1.36 refuses it: unrestricted capabilities (container "a" must set securityContext.capabilities.drop=["ALL"])',
      },
    ]);
  });

  it("passes with evidence where an exemption decides", () => {
    const { findings, outcome } = run(pod({ spec: { containers: [{ name: "a" }], os: { name: "windows" } } }));
    expect(outcome).toBe("pass");
    expect(findings).toMatchObject([
      { message: "exempt", outcome: "pass", evidence: [{ source: "field", path: "spec.os.name", value: "windows" }] },
    ]);
  });

  it("is not applicable before the control existed", () => {
    expect(run(pod(), "1.21").outcome).toBe("not-applicable");
    expect(run(pod(), "1.22").outcome).toBe("pass");
  });
});
