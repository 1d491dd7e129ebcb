// What an expression may refer to: variables, objects, and the dialect of the language that the server speaks.
import type { CelDialect } from "./library/dialect.ts";
import type { CelRegexEngine } from "./regex-engine.ts";
import type { CelType } from "./values/cel-type.ts";

/** The fields of a declared object type. */
export interface CelObjectType {
  readonly fields: Readonly<Record<string, CelType>>;
}

/** Where an expression is compiled. */
export interface CelEnvironment {
  /** Type of every variable by its name, which may have dots. */
  readonly variables: Readonly<Record<string, CelType>>;
  /** Functions, macros and rules of the language: `kubernetesDialect(minor)` or `standardDialect`. */
  readonly dialect: CelDialect;
  readonly regex: CelRegexEngine;
  /** Object types by name, for types made with objectOf. */
  readonly objects?: Readonly<Record<string, CelObjectType>>;
  /** Names are looked up in this container first (`a.b`). Default: none. */
  readonly container?: string;
}
