// What an attack is, and how its answer is written down.
// A new attack is one row: a name, the language it is written in, its bytes, and what every parser must answer. `expect` holds for all
// columns of that language; `except` overrides it for a column by name. `read` is the number of values (for sources: objects admitted).
import type { Language } from "./parsers.ts";

/** What a parser must make of an attack: values read, and the complaints in order (or the first ones, for a pattern `…` at the end). */
export interface Expected {
  readonly read: number;
  readonly complaints: readonly (string | RegExp)[];
}

/** One row of the table. */
export interface Attack {
  readonly name: string;
  readonly language: Language;
  /** A pod named `bomb` or less, made when needed. */
  readonly bytes: () => Buffer;
  readonly expect: Expected;
  readonly except?: Readonly<Record<string, Expected>>;
}

export const head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n";
export const config = (data: string): string =>
  `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"data":${data}}`;
export const fine: Expected = { read: 1, complaints: [] };
export const refused = (complaint: string | RegExp): Expected => ({ read: 0, complaints: [complaint] });
/** A language parser tells the fault; a source that then has nothing tells it in its one error. */
export const broken = (line: number, column: number, message: string): Pick<Attack, "expect" | "except"> => ({
  expect: refused(new RegExp(`:${line}:${column}: ${message}`)),
  except: {
    yaml: refused(new RegExp(`^${line}:${column} ${message}`)),
    json: refused(new RegExp(`^${line}:${column} ${message}`)),
  },
});
