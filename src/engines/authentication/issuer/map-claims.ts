// From the claims of a good token to a user (plugin/pkg/authenticator/token/oidc).
import { compareMinor, type JsonObject, type JsonValue, type Minor } from "../../../core/index.ts";
import { goQuote, type UserInfo } from "../../../kubernetes/index.ts";
import { evaluateCel, type CelBindings, type CelProgram, type CelValue } from "../../../languages/cel/index.ts";
import { userOf } from "../opinion.ts";
import { claimsValue, userValue } from "./claim-values.ts";
import type { ClaimMapping, JwtAuthenticator, ValidationRule } from "./jwt-authenticator.ts";

/** Ends the mapping; its message is the server's. */
class MappingFault extends Error {}

const onlyTexts = "expression must return a string or a list of strings";

function evaluate(what: string, program: CelProgram, bindings: CelBindings): CelValue {
  const result = evaluateCel(program, bindings);
  if ("value" in result) return result.value;
  throw new MappingFault(`${what}: expression '${program.source}' resulted in error: ${result.error}`);
}

function goKind(value: JsonValue): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "bigint") return "number";
  return typeof value === "boolean" ? "bool" : typeof value;
}

/** A claim as text. */
function textClaim(claims: JsonObject, name: string, what: string): string {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  if (value === undefined) throw new MappingFault(`${what}: claim not present`);
  if (value === null) return "";
  if (typeof value === "string") return value;
  throw new MappingFault(`${what}: json: cannot unmarshal ${goKind(value)} into Go value of type string`);
}

/** Texts of an expression's result; empty ones are left out, nothing is no text. */
function textsOf(value: CelValue): readonly string[] | undefined {
  if (value === null) return [];
  const list = typeof value === "string" ? [value] : value;
  if (!Array.isArray(list)) return undefined;
  const texts = list as readonly CelValue[];
  return texts.every((one) => typeof one === "string") ? texts.filter((one) => one !== "") : undefined;
}

class ClaimMapper {
  private readonly claims: JsonObject;
  private readonly version: Minor;
  private readonly bindings: CelBindings;

  constructor(claims: JsonObject, version: Minor) {
    this.claims = claims;
    this.version = version;
    this.bindings = { claims: claimsValue(claims, version) };
  }

  private emailFault(): string | undefined {
    const { claims } = this;
    if (!Object.hasOwn(claims, "email_verified")) return undefined;
    const value = claims["email_verified"] ?? false;
    if (typeof value !== "boolean")
      return `oidc: parse 'email_verified' claim: json: cannot unmarshal ${goKind(value)} into Go value of type bool`;
    return value ? undefined : "oidc: email not verified";
  }

  username(mapping: ClaimMapping): string {
    if ("program" in mapping) {
      const what = "oidc: error evaluating username claim expression";
      const value = evaluate(what, mapping.program, this.bindings);
      if (typeof value !== "string") throw new MappingFault(`${what}: username claim expression must return a string`);
      if (value === "") throw new MappingFault("oidc: empty username via CEL expression is not allowed");
      return value;
    }
    const text = textClaim(this.claims, mapping.claim, `oidc: parse username claims ${goQuote(mapping.claim)}`);
    const fault = mapping.claim === "email" ? this.emailFault() : undefined;
    if (fault !== undefined) throw new MappingFault(fault);
    return `${mapping.prefix}${text}`;
  }

  groups(mapping: ClaimMapping | undefined): readonly string[] {
    if (mapping === undefined) return [];
    if ("program" in mapping) {
      const what = "oidc: error evaluating group claim expression";
      const texts = textsOf(evaluate(what, mapping.program, this.bindings));
      if (texts === undefined) throw new MappingFault(`${what}: ${onlyTexts}`);
      return texts;
    }
    const { claim, prefix } = mapping;
    if (!Object.hasOwn(this.claims, claim)) return [];
    const value = this.claims[claim] ?? null;
    // Null is a list without elements; null in a list is an empty text.
    const list = value === null ? [] : Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
    const misfit = list.find((one) => one !== null && typeof one !== "string");
    if (misfit !== undefined) {
      const kind = goKind(Array.isArray(value) ? value : misfit);
      throw new MappingFault(
        `oidc: parse groups claim ${goQuote(claim)}: json: cannot unmarshal ${kind} into Go value of type string`,
      );
    }
    return (list as readonly (string | null)[]).map((group) => `${prefix}${group ?? ""}`);
  }

  uid(mapping: ClaimMapping | undefined): string {
    if (mapping === undefined) return "";
    if ("claim" in mapping)
      return textClaim(this.claims, mapping.claim, `oidc: parse uid claim ${goQuote(mapping.claim)}`);
    const what = "oidc: error evaluating uid claim expression";
    const value = evaluate(what, mapping.program, this.bindings);
    if (typeof value !== "string") throw new MappingFault(`${what}: uid claim expression must return a string`);
    return value;
  }

  extra(mappings: JwtAuthenticator["extra"]): Readonly<Record<string, readonly string[]>> {
    const extra = new Map<string, readonly string[]>();
    const { jti } = this.claims;
    if (typeof jti === "string" && jti !== "" && compareMinor(this.version, "1.32") >= 0)
      extra.set("authentication.kubernetes.io/credential-id", [`JTI=${jti}`]);
    const values = mappings.map(({ key, program }) => {
      const result = evaluateCel(program, this.bindings);
      if ("value" in result) return { key, program, value: result.value };
      throw new MappingFault(`expression '${program.source}' resulted in error: ${result.error}`);
    });
    for (const { key, program, value } of values) {
      const texts = textsOf(value);
      if (texts === undefined)
        throw new MappingFault(`oidc: error evaluating extra claim expression: ${program.source}: ${onlyTexts}`);
      if (texts.length > 0) extra.set(key, texts);
    }
    return Object.fromEntries(extra);
  }

  checkRequired(required: JwtAuthenticator["requiredClaims"]): void {
    for (const [claim, value] of required) {
      if (!Object.hasOwn(this.claims, claim))
        throw new MappingFault(`oidc: required claim ${claim} not present in ID token`);
      const given = textClaim(this.claims, claim, `oidc: parse claim ${claim}`);
      if (given !== value)
        throw new MappingFault(`oidc: required claim ${claim} value does not match. Got = ${given}, want = ${value}`);
    }
  }

  checkClaims(rules: readonly ValidationRule[]): void {
    check("oidc: error evaluating claim validation expression", rules, this.bindings);
  }

  checkUser(rules: readonly ValidationRule[], user: UserInfo): void {
    check("oidc: error evaluating user info validation rule", rules, { user: userValue(user, this.version) });
  }
}

/** All rules are evaluated before the first that is false is told. */
function check(what: string, rules: readonly ValidationRule[], bindings: CelBindings): void {
  const results = rules.map(({ program }) => evaluate(what, program, bindings));
  const failed = rules.find((_, index) => results[index] !== true);
  if (failed === undefined) return;
  throw new MappingFault(`${what}: validation expression '${failed.program.source}' failed: ${failed.message}`);
}

/** The user the claims stand for, or why there is none. Never throws; every expression is bounded. */
export function mapClaims(
  claims: JsonObject,
  authenticator: JwtAuthenticator,
  version: Minor,
): { readonly user: UserInfo } | { readonly error: string } {
  try {
    const mapper = new ClaimMapper(claims, version);
    const username = mapper.username(authenticator.username);
    const groups = mapper.groups(authenticator.groups);
    const uid = mapper.uid(authenticator.uid);
    const user = userOf(username, uid, groups, mapper.extra(authenticator.extra));
    mapper.checkRequired(authenticator.requiredClaims);
    mapper.checkClaims(authenticator.claimRules);
    mapper.checkUser(authenticator.userRules, user);
    return { user };
  } catch (thrown) {
    if (thrown instanceof MappingFault) return { error: thrown.message };
    throw thrown;
  }
}
