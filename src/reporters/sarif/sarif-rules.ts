// Checks as SARIF rules.
import type { ReportCheck, Severity } from "../../core/index.ts";

/** The level of a failing result (3.27.10). */
export type Level = "error" | "warning" | "note";

const levels: Readonly<Record<Severity, Level>> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};
/** Inside the bands GitHub gives these names: over 9.0 critical, 7.0 high, 4.0 medium, 0.1 low. */
const scores: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.5",
  info: "0.0",
};

/** The level of a severity. */
export function levelOf(severity: Severity): Level {
  return levels[severity];
}

function camelCase(id: string): string {
  return id.replaceAll(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

function helpMarkdown(check: ReportCheck): string {
  const frameworks = check.frameworks.length === 0 ? "" : `\n\n**Frameworks:** ${check.frameworks.join(", ")}`;
  const references = check.references.map((url) => `- <${url}>`).join("\n");
  return `**Why it matters.** ${check.rationale}\n\n**What to do.** ${check.remediation}${frameworks}\n\n${references}`;
}

/** A reportingDescriptor (3.49) with help in both forms. */
export function ruleOf(check: ReportCheck): object {
  const { id, title, domain, severity, rationale, remediation, references, frameworks } = check;
  return {
    id,
    name: camelCase(id),
    shortDescription: { text: title },
    fullDescription: { text: rationale },
    ...(references[0] === undefined ? {} : { helpUri: references[0] }),
    help: { text: `${rationale}\n\n${remediation}`, markdown: helpMarkdown(check) },
    defaultConfiguration: { level: levelOf(severity) },
    properties: {
      tags: ["security", domain, ...frameworks],
      precision: "high",
      "problem.severity": levelOf(severity) === "note" ? "recommendation" : levelOf(severity),
      "security-severity": scores[severity],
    },
  };
}
