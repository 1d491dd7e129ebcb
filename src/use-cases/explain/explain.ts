// Explains one check: why it matters, what exactly is looked at, examples, and what to do.
import type { Answer } from "../../core/index.ts";
import { inputReadable, unknownCheck, type CheckInfo } from "../scan/index.ts";
import type { CheckExample, CheckExplanation } from "./check-explanation.ts";
import { explanationDocument } from "./explanation-document.ts";

/** What is known of checks beside the checks themselves. */
export interface ExplainOptions {
  /** Controls of frameworks a check answers. */
  readonly frameworksOf: (check: string) => readonly string[];
  /** Worked examples by check id. */
  readonly examplesOf: (check: string) => readonly CheckExample[];
}

type Options = Readonly<Record<string, { readonly default: unknown; readonly description: string }>>;

function partsRead(check: CheckInfo, as: "each" | "all"): string[] {
  return [...new Set(check.reads.filter((read) => read.as === as).map(({ part }) => part))];
}

function explanationOf(check: CheckInfo, { frameworksOf, examplesOf }: ExplainOptions): CheckExplanation {
  const { id, domain, title, severity, rationale, remediation, references, messages } = check;
  const options = Object.entries((check.options ?? {}) as Options);
  return {
    apiVersion: "plimsoll/v1",
    kind: "CheckExplanation",
    id,
    aliases: check.aliases ?? [],
    domain,
    title,
    severity,
    rationale,
    remediation,
    judges: partsRead(check, "each"),
    argues: partsRead(check, "all"),
    versions: check.versions ?? {},
    options: options.map(([name, option]) => ({ name, default: option.default, description: option.description })),
    messages: Object.entries(messages).map(([message, text]) => ({ id: message, text })),
    examples: examplesOf(id),
    frameworks: frameworksOf(id),
    references,
  };
}

/**
 * Explains a check by its id or a former id.
 * @throws PlimsollError PLIMSOLL_UNKNOWN_CHECK with the names that come close.
 */
export function explain(
  name: string,
  catalogue: readonly CheckInfo[],
  options: ExplainOptions,
): Answer<CheckExplanation> {
  const all = [...catalogue, inputReadable];
  const check = all.find(({ id }) => id === name) ?? all.find(({ aliases = [] }) => aliases.includes(name));
  if (check === undefined) throw unknownCheck(name, all);
  const data = explanationOf(check, options);
  return { data, document: explanationDocument(data) };
}
