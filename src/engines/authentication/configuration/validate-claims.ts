// What is wrong with the rules and mappings of an issuer, and what they compile to (pkg/apis/apiserver/validation).
import type { FieldErrors } from "../../../kubernetes/index.ts";
import { subdomainFaults } from "../../../kubernetes/index.ts";
import { partsOf, type CelExpression, type CelProgram } from "../../../languages/cel/index.ts";
import type { ClaimsCompiler, ClaimsExpression } from "../issuer/compile-claims.ts";
import type { ClaimMapping, JwtAuthenticator, ValidationRule } from "../issuer/jwt-authenticator.ts";
import { domainPathFaults } from "./domain-path.ts";
import type { Fields } from "./fields.ts";

type Mapped = Pick<
  JwtAuthenticator,
  "username" | "groups" | "uid" | "extra" | "requiredClaims" | "claimRules" | "userRules"
>;

/** `claims.email` or `claims.?email`; not `claims["email"]`, which the server does not see either. */
function selectsClaim(program: CelProgram, field: string): boolean {
  const isClaims = (node: CelExpression | undefined): boolean => node?.kind === "identifier" && node.name === "claims";
  const waiting: CelExpression[] = [program.expression];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === "select" && node.field === field && isClaims(node.operand)) return true;
    if (node.kind === "call" && node.function === "_?._" && node.target === undefined) {
      const [operand, name] = node.arguments;
      if (isClaims(operand) && name?.kind === "literal" && name.value === field) return true;
    }
    waiting.push(...partsOf(node));
  }
  return false;
}

const bothSet = "claim and expression can't both be set";
const reservedDomain = /^(?:.*\.)?(?:kubernetes|k8s)\.io\//s;

class ClaimsValidation {
  private readonly errors: FieldErrors;
  private readonly compiler: ClaimsCompiler;
  /** Programs that may vouch for the email address. */
  readonly vouching: CelProgram[] = [];

  constructor(errors: FieldErrors, compiler: ClaimsCompiler) {
    this.errors = errors;
    this.compiler = compiler;
  }

  private since134(now: string, before: string): string {
    return this.errors.since("1.34") ? now : before;
  }

  private compiled(source: string, path: string, expression: ClaimsExpression): CelProgram | undefined {
    if ("program" in expression) return expression.program;
    this.errors.invalid(path, source, [expression.fault]);
    return undefined;
  }

  claimRules(rules: readonly Fields[], path: string): Pick<Mapped, "requiredClaims" | "claimRules"> {
    const requiredClaims = new Map<string, string>();
    const claimRules: ValidationRule[] = [];
    const seen = new Set<string>();
    for (const [index, rule] of rules.entries()) {
      const at = `${path}[${index}]`;
      const [claim, expression] = [rule.text("claim"), rule.text("expression")];
      if (claim !== "" && expression !== "") this.errors.invalid(at, claim, [bothSet]);
      else if (claim === "" && expression === "") this.errors.required(at, "claim or expression is required");
      else if (claim !== "") this.requiredClaim(rule, at, requiredClaims);
      else this.claimRule(rule, at, seen, claimRules);
    }
    return { requiredClaims, claimRules };
  }

  private requiredClaim(rule: Fields, at: string, required: Map<string, string>): void {
    const [claim, message] = [rule.text("claim"), rule.text("message")];
    const why = this.since134("may not be specified when claim is set", "message can't be set when claim is set");
    if (message !== "") this.errors.invalid(`${at}.message`, message, [why]);
    if (required.has(claim)) this.errors.duplicate(`${at}.claim`, claim);
    required.set(claim, rule.text("requiredValue"));
  }

  private claimRule(rule: Fields, at: string, seen: Set<string>, rules: ValidationRule[]): void {
    const [expression, value] = [rule.text("expression"), rule.text("requiredValue")];
    const why = this.since134(
      "may not be specified when expression is set",
      "requiredValue can't be set when expression is set",
    );
    if (value !== "") this.errors.invalid(`${at}.requiredValue`, value, [why]);
    if (seen.has(expression)) return this.errors.duplicate(`${at}.expression`, expression);
    seen.add(expression);
    const program = this.compiled(expression, `${at}.expression`, this.compiler.claimRule(expression));
    if (program === undefined) return;
    this.vouching.push(program);
    rules.push({ program, message: rule.text("message") });
  }

  prefixed(mapping: Fields, at: string, isRequired: boolean): ClaimMapping | undefined {
    const [claim, expression, prefix] = [
      mapping.text("claim"),
      mapping.text("expression"),
      mapping.optionalText("prefix"),
    ];
    if (claim !== "" && expression !== "") this.errors.invalid(at, "", [bothSet]);
    else if (claim === "" && expression === "") {
      if (isRequired) this.errors.required(at, "claim or expression is required");
    } else if (expression !== "") {
      const why = this.since134(
        "may not be specified when expression is set",
        "prefix can't be set when expression is set",
      );
      if (prefix !== undefined) this.errors.invalid(`${at}.prefix`, prefix, [why]);
      const program = this.compiled(expression, `${at}.expression`, this.compiler.mapping(expression));
      // What has a fault is not looked at for the email address.
      return program === undefined || prefix !== undefined ? undefined : { program };
    } else if (prefix === undefined)
      this.errors.required(
        `${at}.prefix`,
        "prefix is required when claim is set. It can be set to an empty string to disable prefixing",
      );
    else return { claim, prefix };
    return undefined;
  }

  uid(mapping: Fields, at: string): ClaimMapping | undefined {
    const [claim, expression] = [mapping.text("claim"), mapping.text("expression")];
    if (claim !== "" && expression !== "") this.errors.invalid(at, "", [bothSet]);
    else if (claim !== "") return { claim, prefix: "" };
    else if (expression !== "") {
      const program = this.compiled(expression, `${at}.expression`, this.compiler.mapping(expression));
      return program === undefined ? undefined : { program };
    }
    return undefined;
  }

  extra(mappings: readonly Fields[], path: string): JwtAuthenticator["extra"] {
    const seen = new Set<string>();
    return mappings.flatMap((mapping, index) => {
      const at = `${path}[${index}]`;
      const [key, expression] = [mapping.text("key"), mapping.text("valueExpression")];
      this.extraKey(key, `${at}.key`);
      if (seen.has(key)) this.errors.duplicate(`${at}.key`, key);
      else if (expression === "")
        this.errors.required(`${at}.valueExpression`, this.since134("", "valueExpression is required"));
      else {
        const program = this.compiled(expression, `${at}.valueExpression`, this.compiler.mapping(expression));
        if (program !== undefined) {
          this.vouching.push(program);
          seen.add(key);
          return [{ key, program }];
        }
      }
      seen.add(key);
      return [];
    });
  }

  private extraKey(key: string, at: string): void {
    this.errors.verbatim(domainPathFaults(at, key, (host) => subdomainFaults(host, this.errors.version)));
    if (key !== key.toLowerCase())
      this.errors.invalid(at, key, [this.since134("must be lowercase", "key must be lowercase")]);
    if (this.errors.since("1.31") && reservedDomain.test(key))
      this.errors.invalid(at, key, ["k8s.io, kubernetes.io and their subdomains are reserved for Kubernetes use"]);
  }

  userRules(rules: readonly Fields[], path: string): readonly ValidationRule[] {
    const seen = new Set<string>();
    return rules.flatMap((rule, index) => {
      const at = `${path}[${index}].expression`;
      const expression = rule.text("expression");
      if (expression === "") this.errors.required(at, this.since134("", "expression is required"));
      else if (seen.has(expression)) this.errors.duplicate(at, expression);
      else {
        seen.add(expression);
        const program = this.compiled(expression, at, this.compiler.userRule(expression));
        if (program !== undefined) return [{ program, message: rule.text("message") }];
      }
      return [];
    });
  }

  email(username: ClaimMapping | undefined, at: string): void {
    if (username === undefined || !("program" in username)) return;
    const isVouched = [username.program, ...this.vouching].some((program) => selectsClaim(program, "email_verified"));
    if (isVouched || !selectsClaim(username.program, "email")) return;
    const places =
      "claimMappings.username.expression or claimMappings.extra[*].valueExpression or claimValidationRules[*].expression";
    const why = `claims.email_verified must be used in ${places} when claims.email is used in claimMappings.username.expression`;
    this.errors.invalid(at, username.program.source, [why]);
  }
}

/** Collects what is wrong with the rules and mappings of one issuer; where `errors` got something, the result is not to be used. */
export function validateClaims(jwt: Fields, path: string, errors: FieldErrors, compiler: ClaimsCompiler): Mapped {
  const validation = new ClaimsValidation(errors, compiler);
  const rules = validation.claimRules(jwt.list("claimValidationRules"), `${path}.claimValidationRules`);
  const mappings = jwt.fields("claimMappings");
  const at = `${path}.claimMappings`;
  const username = validation.prefixed(mappings.fields("username"), `${at}.username`, true);
  const groups = validation.prefixed(mappings.fields("groups"), `${at}.groups`, false);
  const uid = validation.uid(mappings.fields("uid"), `${at}.uid`);
  const extra = validation.extra(mappings.list("extra"), `${at}.extra`);
  validation.email(username, `${at}.username.expression`);
  const userRules = validation.userRules(jwt.list("userValidationRules"), `${path}.userValidationRules`);
  return {
    ...rules,
    username: username ?? { claim: "sub", prefix: "" },
    ...(groups === undefined ? {} : { groups }),
    ...(uid === undefined ? {} : { uid }),
    extra,
    userRules,
  };
}
