// What is told of one check: the data of `plimsoll explain`.
import type { Severity } from "../../core/index.ts";

/** A worked example: input, and what the check says of it. */
export interface CheckExample {
  readonly title: string;
  readonly outcome: string;
  readonly yaml: string;
  readonly findings: readonly {
    readonly outcome: string;
    readonly severity: string;
    /** `Deployment shop/web` */
    readonly object: string;
    readonly path?: string;
    readonly message: string;
  }[];
}

/** Everything there is to know of a check. */
export interface CheckExplanation {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "CheckExplanation";
  readonly id: string;
  readonly aliases: readonly string[];
  readonly domain: string;
  readonly title: string;
  readonly severity: Severity;
  readonly rationale: string;
  readonly remediation: string;
  /** Parts read; `argues` names those from whose absence the check argues. */
  readonly judges: readonly string[];
  readonly argues: readonly string[];
  readonly versions: { readonly since?: string; readonly until?: string };
  readonly options: readonly { readonly name: string; readonly default: unknown; readonly description: string }[];
  readonly messages: readonly { readonly id: string; readonly text: string }[];
  readonly examples: readonly CheckExample[];
  readonly frameworks: readonly string[];
  readonly references: readonly string[];
}
