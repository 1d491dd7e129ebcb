// Labels of a namespace and the policy the API server reads from them.
import { describe, expect, it } from "vitest";
import { formatLevelVersion, namespacePolicy, type LevelVersion } from "./namespace-policy.ts";

const label = "pod-security.kubernetes.io/";

interface Row {
  readonly labels: Readonly<Record<string, string>>;
  readonly enforce?: string;
  readonly audit?: string;
  readonly warn?: string;
  readonly problems?: readonly string[];
  readonly defaults?: LevelVersion;
}

const nothing = "privileged:latest";
const rows: readonly Row[] = [
  { labels: {} },
  { labels: { enforce: "baseline" }, enforce: "baseline:latest", warn: "baseline:latest" },
  {
    labels: { enforce: "restricted", "enforce-version": "v1.25" },
    enforce: "restricted:v1.25",
    warn: "restricted:v1.25",
  },
  {
    labels: { enforce: "restricted", "enforce-version": "v1.25", "warn-version": "latest" },
    enforce: "restricted:v1.25",
    warn: "restricted:latest",
  },
  { labels: { enforce: "restricted", warn: "baseline" }, enforce: "restricted:latest", warn: "baseline:latest" },
  { labels: { enforce: "privileged", audit: "restricted" }, audit: "restricted:latest" },
  { labels: { "enforce-version": "v1.30" }, enforce: "privileged:v1.30" },
  { labels: { enforce: "Baseline" }, enforce: "restricted:latest", problems: ["enforce"] },
  { labels: { enforce: "" }, enforce: "restricted:latest", problems: ["enforce"] },
  { labels: { audit: "strict", warn: "strict" }, problems: ["audit", "warn"] },
  {
    labels: { enforce: "baseline", "enforce-version": "1.25" },
    enforce: "baseline:latest",
    warn: "baseline:latest",
    problems: ["enforce-version"],
  },
  {
    labels: { enforce: "baseline", "enforce-version": "v1.025" },
    enforce: "baseline:latest",
    warn: "baseline:latest",
    problems: ["enforce-version"],
  },
  {
    labels: { enforce: "baseline", "enforce-version": "v2.0" },
    enforce: "baseline:latest",
    warn: "baseline:latest",
    problems: ["enforce-version"],
  },
  {
    labels: { enforce: "baseline" },
    defaults: { level: "restricted", version: "1.30" },
    enforce: "baseline:v1.30",
    audit: "restricted:v1.30",
    warn: "restricted:v1.30",
  },
];

describe("namespacePolicy", () => {
  it.each(rows)(
    "$labels",
    ({ labels, defaults, enforce = nothing, audit = nothing, warn = nothing, problems = [] }) => {
      const keyed = Object.fromEntries(Object.entries(labels).map(([key, value]) => [label + key, value]));
      const policy = namespacePolicy(keyed, defaults);
      expect(
        Object.fromEntries(Object.entries(policy.modes).map(([mode, at]) => [mode, formatLevelVersion(at)])),
      ).toEqual({ enforce, audit, warn });
      expect(policy.problems.map((problem) => problem.label)).toEqual(problems.map((key) => label + key));
    },
  );

  it("reads only own labels and survives a namespace without any", () => {
    expect(namespacePolicy(undefined).problems).toEqual([]);
    expect(namespacePolicy(Object.create({ [`${label}enforce`]: "restricted" })).modes.enforce.level).toBe(
      "privileged",
    );
  });
});
