// Cases of namespace-pod-security-labels.
import { describe, it } from "vitest";
import { namespace, testCheck } from "../../testing/index.ts";
import { namespacePodSecurityLabels } from "./namespace-pod-security-labels.ts";

const object = "Namespace shop";
const prefix = "pod-security.kubernetes.io/";

function labelled(labels: Readonly<Record<string, string>>): ReturnType<typeof namespace> {
  const keyed = Object.entries(labels).map(([key, value]) => [prefix + key, value]);
  return namespace({ metadata: { labels: Object.fromEntries(keyed) } });
}

testCheck(
  namespacePodSecurityLabels,
  [
    { name: "no label", objects: [namespace()], outcome: "pass" },
    {
      name: "labels that can be read",
      objects: [
        labelled({ enforce: "restricted", "enforce-version": "latest", warn: "restricted", "warn-version": "v1.30" }),
      ],
      outcome: "pass",
    },
    {
      name: "misspelt ones",
      objects: [labelled({ enforce: "Restricted", "enforce-version": "1.30", warn: "all" })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object,
          message: "unreadable",
          path: `metadata.labels["${prefix}enforce"]`,
          data: {
            label: `${prefix}enforce`,
            value: "Restricted",
            expected: "one of privileged, baseline, restricted",
            fallback: "restricted",
          },
        },
        {
          object,
          message: "unreadable",
          data: {
            label: `${prefix}enforce-version`,
            value: "1.30",
            expected: '"latest" or "v1.x"',
            fallback: "the newest version",
          },
        },
        {
          object,
          message: "unreadable",
          data: {
            label: `${prefix}warn`,
            value: "all",
            expected: "one of privileged, baseline, restricted",
            fallback: "privileged",
          },
        },
      ],
    },
    {
      name: "a version that knows less than the cluster",
      version: "1.36",
      objects: [labelled({ enforce: "baseline", "enforce-version": "v1.33" })],
      outcome: "fail",
      findings: [
        {
          object,
          message: "outdated",
          path: `metadata.labels["${prefix}enforce-version"]`,
          data: { policy: "baseline:v1.33", controls: "hostProbesAndHostLifecycle", version: "1.36" },
        },
      ],
    },
    {
      name: "an older version on an older cluster",
      version: "1.33",
      objects: [labelled({ enforce: "baseline", "enforce-version": "v1.33" })],
      outcome: "pass",
    },
    {
      name: "an older version that was only relaxed since",
      version: "1.37",
      objects: [labelled({ enforce: "restricted", "enforce-version": "v1.34" })],
      outcome: "pass",
    },
    {
      name: "a version that is still to come",
      objects: [labelled({ enforce: "restricted", "enforce-version": "v1.99" })],
      outcome: "pass",
    },
  ],
  { describe, it },
);
