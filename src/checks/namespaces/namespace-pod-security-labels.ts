// Pod Security labels that do not say what their author meant: values nobody can read, versions that time has passed by.
import { defineCheck, fixField, labelEvidence, labelPath } from "../../checking/index.ts";
import {
  formatLevelVersion,
  levelLabel,
  missingFrom,
  namespacePolicy,
  versionLabel,
  type PolicyProblem,
} from "../../engines/pod-security/index.ts";
import { refOf } from "../../kubernetes/index.ts";

const [level, version] = [levelLabel("enforce"), versionLabel("enforce")];

function fallbackOf({ label }: PolicyProblem): string {
  if (label.endsWith("-version")) return "the newest version";
  return label === level ? "restricted" : "privileged";
}

export const namespacePodSecurityLabels = defineCheck({
  id: "namespace-pod-security-labels",
  domain: "namespaces",
  title: "Pod Security label does not do what it says",
  severity: "low",
  rationale:
    "A misspelt level or version is not an error for a namespace that exists: the API server quietly takes restricted for enforce, nothing for audit and warn, and the newest version. A version that was pinned for an upgrade and forgotten keeps out every control that was added since.",
  remediation:
    "Use privileged, baseline or restricted as level, and latest or v1.x as version. Unpin the version once the pods of the namespace satisfy the newest one.",
  references: [
    "https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces",
  ],
  reads: [{ part: "namespaces", as: "each" }],
  // PodSecurity is on by default from 1.23 (kubernetes.io/docs: enforce-standards-admission-controller).
  versions: { since: "1.23" },
  messages: {
    unreadable: "the label {label} is {value}, not {expected}: the API server takes {fallback}",
    outdated: "enforces {policy}, which lacks {controls} of {version}",
  },
  *run(model, context) {
    for (const namespace of context.each(model.parts.namespaces.objects)) {
      const object = refOf(namespace);
      const { modes, problems } = namespacePolicy(namespace.metadata.labels);
      for (const problem of problems) {
        const { label } = problem;
        const data = { label, value: problem.value, expected: problem.expected, fallback: fallbackOf(problem) };
        yield {
          object,
          message: "unreadable",
          path: labelPath(label),
          data,
          evidence: [labelEvidence(namespace, label)],
        };
      }
      const { enforce } = modes;
      if (enforce.version === "latest") continue;
      const missing = missingFrom(enforce.level, enforce.version, context.version);
      if (missing.length === 0) continue;
      yield {
        object,
        message: "outdated",
        path: labelPath(version),
        data: { policy: formatLevelVersion(enforce), controls: missing.join(", "), version: context.version },
        evidence: [labelEvidence(namespace, version)],
        fix: fixField(namespace, { path: labelPath(version), value: "latest" }),
      };
    }
  },
});
