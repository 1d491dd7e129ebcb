// The form of the rules: one for every text field of every shape, which the compiler insists on.
import type { JsonValue } from "../../core/index.ts";
import type { KindName, ObjectOfKind } from "../../kubernetes/index.ts";
import type { TextRuleName } from "./text-rules.ts";

/** Rules for free-form JSON: `*` is any key, `**` any text below; text that no rule names is a literal. */
export type JsonRules = TextRuleName | { readonly [key: string]: JsonRules };

/** Fields of the mapping that holds a value. */
export type Holder = Readonly<Record<string, unknown>>;

/** A rule that sees more than the value: the mapping it stands in, with the name beside it. */
export type SpecialRule = (value: unknown, holder: Holder) => unknown;

/** Keeps that the field is there and nothing else. */
export const presence: SpecialRule = () => ({});

type Json = NonNullable<JsonValue>;

type HasText<V> = [V] extends [object]
  ? V extends readonly (infer I)[]
    ? HasText<I>
    : [keyof V] extends [never]
      ? false
      : true
  : string extends V
    ? true
    : false;

/** The rules for a value of type `T`: one for each field that can hold text. */
export type RulesOf<T> = Json extends T
  ? JsonRules | SpecialRule
  : string extends T
    ? TextRuleName | SpecialRule
    : T extends readonly (infer I)[]
      ? RulesOf<I> | SpecialRule
      : string extends keyof T
        ? RulesOf<T[keyof T]> | SpecialRule
        : FieldsOf<T>;

type FieldsOf<T> = {
  readonly [K in keyof T as HasText<NonNullable<T[K]>> extends true ? K : never]-?: RulesOf<NonNullable<T[K]>>;
};

/** Rules for the kinds' own fields: what every object has is the same for all. */
export type KindRules = {
  readonly [K in KindName]: Omit<RulesOf<ObjectOfKind<K>>, "apiVersion" | "kind" | "metadata">;
};

/** Rules of any value, for the code that applies them. */
export type AnyRules = TextRuleName | SpecialRule | { readonly [key: string]: AnyRules | undefined };
