// docs/checks/*.md: a page a check, and their index.
import { checks } from "../../src/checks/index.ts";
import { domains, type Check, type Read } from "../../src/checking/index.ts";
import { frameworksOf } from "../../src/facts/frameworks/index.ts";
import type { Examples } from "./examples-module.ts";
import type { GeneratedFile } from "./generated-file.ts";

function readsLine(reads: readonly Read[]): string {
  const part = (read: Read): string => `\`${read.part}\``;
  const each = reads.filter(({ as }) => as === "each").map(part);
  const all = reads.filter(({ as }) => as === "all").map(part);
  const sentences = [
    each.length > 0 ? `Judges one by one: ${each.join(", ")}.` : "",
    all.length > 0
      ? `Argues from absence in: ${all.join(", ")}; where they were not fully collected the answer is unknown.`
      : "",
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

function exampleLines(examples: Examples, check: Check): string[] {
  return (examples.get(check.id) ?? []).flatMap(({ title, outcome, yaml, findings }) => [
    `### ${outcome}: ${title}`,
    "",
    "```yaml",
    yaml.trimEnd(),
    "```",
    "",
    ...findings.map(({ outcome: verdict, severity, object, path, message }) => {
      const place = path === undefined ? object : `${object} \`${path}\``;
      return `- ${verdict === "fail" ? severity : verdict}: ${place}: ${message}`;
    }),
    ...(findings.length > 0 ? [""] : []),
  ]);
}

function optionLines(check: Check): string[] {
  const options = Object.entries(
    (check.options ?? {}) as Record<string, { readonly default: unknown; readonly description: string }>,
  );
  if (options.length === 0) return [];
  const rows = options.map(
    ([name, option]) => `| \`${name}\` | \`${JSON.stringify(option.default)}\` | ${option.description} |`,
  );
  return ["## Options", "", "| Option | Default | Meaning |", "| --- | --- | --- |", ...rows, ""];
}

function page(check: Check, examples: Examples): GeneratedFile {
  const { since, until } = check.versions ?? {};
  const versions =
    since === undefined && until === undefined
      ? "all supported"
      : [since && `from ${since}`, until && `until ${until}`].filter(Boolean).join(" ");
  const frameworks = frameworksOf(check.id);
  const text = [
    `# ${check.title}`,
    "",
    `\`${check.id}\` · ${check.domain} · severity ${check.severity} · versions: ${versions}`,
    "",
    check.rationale,
    "",
    "## What is looked at",
    "",
    readsLine(check.reads),
    "",
    ...Object.entries(check.messages).map(([id, message]) => `- \`${id}\`: ${message}`),
    "",
    "## Fix",
    "",
    check.remediation,
    "",
    ...optionLines(check),
    "## Examples",
    "",
    ...exampleLines(examples, check),
    ...(frameworks.length > 0 ? ["## Frameworks", "", ...frameworks.map((name) => `- ${name}`), ""] : []),
    "## References",
    "",
    ...check.references.map((url) => `- <${url}>`),
    "",
  ].join("\n");
  return { path: `docs/checks/${check.id}.md`, text };
}

function indexPage(): GeneratedFile {
  const sections = domains.flatMap((domain) => {
    const own = checks.filter((check) => check.domain === domain);
    if (own.length === 0) return [];
    const rows = own.map((check) => `| [${check.id}](${check.id}.md) | ${check.severity} | ${check.title} |`);
    return [`## ${domain}`, "", "| Check | Severity | What is out of line |", "| --- | --- | --- |", ...rows, ""];
  });
  return {
    path: "docs/checks/README.md",
    text: ["# Checks", "", `${checks.length} checks.`, "", ...sections].join("\n"),
  };
}

/** The pages of the catalogue. */
export function checkPages(examples: Examples): readonly GeneratedFile[] {
  return [indexPage(), ...checks.map((check) => page(check, examples))];
}
