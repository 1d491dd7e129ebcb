// What is wrong with a policy: errors the API server refuses it for, and findings about what it accepts.

/** `error`: the object would be refused, and is not evaluated. `finding`: accepted, but hardly what was meant. */
export type ProblemLevel = "error" | "finding";

export type ProblemCode =
  | "action-unknown"
  | "baseline-name"
  | "duplicate-name"
  | "except-outside-cidr"
  | "invalid-cidr"
  | "invalid-domain-name"
  | "invalid-field"
  | "invalid-port"
  | "invalid-selector"
  | "name-missing"
  | "named-port-without-pods"
  | "peer-empty"
  | "peer-mixes-ipblock-and-selector"
  | "peer-one-of"
  | "peers-missing"
  | "policy-type-unknown"
  | "port-one-of"
  | "port-range"
  | "ports-empty"
  | "priority-range"
  | "priority-tie"
  | "protocol-unknown"
  | "subject-one-of"
  | "tier-unknown"
  | "too-many-items"
  | "unknown-field";

/** One problem of one object. `path` is a field path inside the object. */
export interface PolicyProblem {
  readonly code: ProblemCode;
  readonly level: ProblemLevel;
  /** `Kind/namespace/name`, or `Kind/name`. */
  readonly object: string;
  readonly path: string;
  readonly message: string;
}

/** Collects the problems of one object while it is read. */
export class ProblemLog {
  readonly problems: PolicyProblem[] = [];
  private readonly object: string;

  constructor(object: string) {
    this.object = object;
  }

  error(code: ProblemCode, path: string, message: string): void {
    this.problems.push({ code, level: "error", object: this.object, path, message });
  }

  finding(code: ProblemCode, path: string, message: string): void {
    this.problems.push({ code, level: "finding", object: this.object, path, message });
  }

  /** A field of an API version newer than this program; whoever reads the rule around it must fail closed. */
  unknownField(path: string, message: string): void {
    this.finding("unknown-field", path, message);
  }

  get lastUnknownField(): PolicyProblem | undefined {
    return this.problems.findLast(({ code }) => code === "unknown-field");
  }

  get refused(): boolean {
    return this.problems.some(({ level }) => level === "error");
  }
}
