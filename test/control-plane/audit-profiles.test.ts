// The audit policies we generate, loaded by a real API server, and what it writes under them.
import { expect, it } from "vitest";
import { parsePolicy, evaluate } from "../../src/engines/audit/index.ts";
import { requestAttributes } from "../../src/kubernetes/index.ts";
import { generateAuditPolicy, profileNames } from "../../src/use-cases/audit/index.ts";
import { describeControlPlane } from "./describe-control-plane.ts";
import { startControlPlane } from "./index.ts";

const paths = [
  "/api/v1/secrets",
  "/api/v1/namespaces/default/pods",
  "/healthz",
  "/metrics",
  "/api/v1/nodes/x/proxy/pods",
];

describeControlPlane("generated audit policies", () => {
  it.each(profileNames)("%s is loaded, and records what we say", async (profile) => {
    const { text } = generateAuditPolicy(profile).data;
    const reading = parsePolicy(text, "1.37");
    if (!("policy" in reading)) throw new Error(reading.error);
    const { policy } = reading;
    const plane = await startControlPlane({ auditPolicy: generateAuditPolicy(profile).data.policy });
    try {
      for (const path of paths) await plane.api.request({ path });
      const user = { username: "kubernetes-admin", groups: ["system:masters", "system:authenticated"] };
      const events = await plane.auditEvents();
      for (const path of paths) {
        const attributes = requestAttributes("GET", path, user, { version: "1.37" });
        const { level, omitStages } =
          attributes === undefined ? { level: "None", omitStages: [] } : evaluate(policy, attributes);
        const written = events.filter((event) => event.requestURI === path && event.user.username === user.username);
        expect(new Set(written.map((event) => event.level)), path).toEqual(new Set(level === "None" ? [] : [level]));
        expect(written.filter(({ stage }) => omitStages.some((omitted) => omitted === stage))).toEqual([]);
      }
    } finally {
      await plane.stop();
    }
  });
});
