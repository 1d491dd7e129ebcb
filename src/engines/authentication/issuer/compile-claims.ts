// Expressions over claims and users (apiserver pkg/authentication/cel).
import type { Minor } from "../../../core/index.ts";
import {
  celTypes,
  compileCel,
  describeCelErrors,
  kubernetesDialect,
  listOf,
  mapOf,
  objectOf,
  sameCelType,
  type CelEnvironment,
  type CelProgram,
  type CelRegexEngine,
} from "../../../languages/cel/index.ts";

const { string, any, bool } = celTypes;
const strings = listOf(string);
const objects = {
  "kubernetes.UserInfo": {
    fields: { username: string, uid: string, groups: strings, extra: mapOf(string, strings) },
  },
};

/** A program, or the server's reason to refuse the expression. */
export type ClaimsExpression = { readonly program: CelProgram } | { readonly fault: string };

/** Compiles expressions for a server of a version. */
export class ClaimsCompiler {
  private readonly version: Minor;
  private readonly regex: CelRegexEngine;

  constructor(version: Minor, regex: CelRegexEngine) {
    this.version = version;
    this.regex = regex;
  }

  private compile(source: string, variables: CelEnvironment["variables"], mustBeBool: boolean): ClaimsExpression {
    const environment: CelEnvironment = {
      variables,
      dialect: kubernetesDialect(this.version),
      regex: this.regex,
      objects,
    };
    const compiled = compileCel(source, environment);
    if (!compiled.ok) return { fault: `compilation failed: ${describeCelErrors(source, compiled.errors)}` };
    if (mustBeBool && !sameCelType(compiled.resultType, bool)) return { fault: "must evaluate to bool" };
    return { program: compiled.program };
  }

  /** Over `claims`, of any type. */
  mapping(source: string): ClaimsExpression {
    return this.compile(source, { claims: mapOf(string, any) }, false);
  }

  /** Over `claims`, true or false. */
  claimRule(source: string): ClaimsExpression {
    return this.compile(source, { claims: mapOf(string, any) }, true);
  }

  /** Over `user`, true or false. */
  userRule(source: string): ClaimsExpression {
    return this.compile(source, { user: objectOf("kubernetes.UserInfo") }, true);
  }
}
