// Turns a shape and its rules into one function that redacts and prunes a value of that shape.
import { isJsonObject } from "../../core/index.ts";
import type { Shape } from "../../kubernetes/index.ts";
import { presence, type AnyRules, type Holder } from "./field-rules.ts";
import { textRules, type TextRuleName } from "./text-rules.ts";

/** Gives the value as the model may hold it: the same where nothing changes, a copy otherwise. */
export type Redactor = (value: unknown, holder: Holder) => unknown;

/** Rules for lists see items only: those that need to see more are rules of the list itself. */
const none: Holder = {};

const keep: Redactor = (value) => value;

function textRedactor(rule: TextRuleName): Redactor {
  const text = textRules[rule];
  if (rule === "identity") return keep;
  return (value) => (typeof value === "string" ? text.apply(value) : value);
}

/** A field of a mapping; `shortest` is the length below which its text stays as it is, without asking. */
interface Field {
  readonly redactor: Redactor;
  readonly keeps: boolean;
  readonly shortest: number;
}

function mapList(list: readonly unknown[], holder: Holder, item: Redactor): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const before = list[index];
    const after = item(before, holder);
    if (after === before) continue;
    copy ??= list.slice();
    copy[index] = after;
  }
  return copy ?? list;
}

function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true });
  else target[key] = value;
}

/** For names a shape gives, none of which is special to JavaScript. */
function set(target: Record<string, unknown>, key: string, value: unknown): void {
  target[key] = value;
}

function isSorted(keys: readonly string[]): boolean {
  for (let index = 1; index < keys.length; index++) if ((keys[index - 1] ?? "") > (keys[index] ?? "")) return false;
  return true;
}

/** Mappings with keys of their own are put in order, so that the same content is the same whoever wrote it. */
function mapValues(value: Holder, redactorOf: (key: string) => Redactor): Holder {
  const keys = Object.keys(value);
  if (!isSorted(keys)) return copyMapping(value, keys.sort(), redactorOf);
  for (const key of keys) {
    if (redactorOf(key)(value[key], value) !== value[key]) return copyMapping(value, keys, redactorOf);
  }
  return value;
}

function copyMapping(value: Holder, keys: readonly string[], redactorOf: (key: string) => Redactor): Holder {
  const copy: Record<string, unknown> = {};
  for (const key of keys) setOwn(copy, key, redactorOf(key)(value[key], value));
  return copy;
}

function redactField(field: Field | undefined, value: unknown, holder: Holder): unknown {
  if (field === undefined) return undefined;
  if (field.keeps || (typeof value === "string" && value.length < field.shortest)) return value;
  return field.redactor(value, holder);
}

const remembered = 4;

/** Remembers the last few answers: objects share what is equal in them, and stand next to those they share with. */
function remembering(redact: (value: unknown) => unknown): Redactor {
  const values = Array.from<unknown>({ length: remembered });
  const answers = values.slice();
  let oldest = 0;
  return (value) => {
    const known = values.indexOf(value);
    if (known !== -1) return answers[known];
    const answer = redact(value);
    values[oldest] = value;
    answers[oldest] = answer;
    oldest = (oldest + 1) % remembered;
    return answer;
  };
}

/** Of a field that a shape does not have, where it matters that it is there. */
const mark: Field = { redactor: presence, keeps: false, shortest: 0 };

/** Copies from the first field that changes on: most objects keep all of theirs. */
function objectRedactor(compile: () => ReadonlyMap<string, Field>, open: boolean): (value: unknown) => unknown {
  const others = open ? mark : undefined;
  const put = open ? setOwn : set;
  let compiled: ReadonlyMap<string, Field> | undefined;
  return (value) => {
    const source = value as Holder;
    const fields = (compiled ??= compile());
    let copy: Record<string, unknown> | undefined;
    for (const key in source) {
      const before = source[key];
      const after = redactField(fields.get(key) ?? others, before, source);
      if (copy === undefined) {
        if (after === before) continue;
        copy = copyUntil(source, key, put);
      }
      if (after !== undefined) put(copy, key, after);
    }
    return copy ?? source;
  };
}

/** The fields before `end`, all of which are known and stay. */
function copyUntil(source: Holder, end: string, put: typeof setOwn): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key in source) {
    if (key === end) break;
    put(copy, key, source[key]);
  }
  return copy;
}

function isRules(rules: AnyRules | undefined): rules is { readonly [key: string]: AnyRules | undefined } {
  return typeof rules === "object";
}

/** Redacts free-form JSON. Text below a name that the rules do not have is a literal; numbers and truth values stay. */
function jsonRedactor(rules: AnyRules | undefined): Redactor {
  if (typeof rules === "function") return rules;
  const here = isRules(rules) ? rules["**"] : rules;
  const text = textRedactor(typeof here === "string" ? here : "literal");
  const below = new Map<string, Redactor>();
  const redactorOf = (key: string): Redactor => {
    const known = below.get(key);
    if (known !== undefined) return known;
    const named = isRules(rules) ? childRules(rules, key) : undefined;
    const redactor = named === undefined && rules === undefined ? redact : jsonRedactor(named);
    if (below.size < 256) below.set(key, redactor);
    return redactor;
  };
  const redact: Redactor = (value, holder) => {
    if (Array.isArray(value)) return mapList(value as readonly unknown[], holder, redact);
    return isJsonObject(value) ? mapValues(value, redactorOf) : text(value, holder);
  };
  return redact;
}

function childRules(rules: { readonly [key: string]: AnyRules | undefined }, key: string): AnyRules | undefined {
  if (Object.hasOwn(rules, key)) return rules[key];
  const all = rules["**"];
  return all === undefined ? rules["*"] : typeof all === "string" ? { "**": all } : all;
}

/**
 * Compiles the rules of a shape. Fields the shape does not have are dropped, text without a rule is a literal. The
 * function never changes its argument, as parts of a document may be shared.
 */
export function compileRules(shape: Shape<unknown>, rules: AnyRules | undefined): Redactor {
  if (typeof rules === "function") return rules;
  const { structure } = shape;
  if (structure.type === "scalar")
    return structure.text ? textRedactor(typeof rules === "string" ? rules : "literal") : keep;
  if (structure.type === "json") return jsonRedactor(rules);
  if (structure.type === "object") {
    const fields = Object.entries(structure.fields);
    const compile = ([name, field]: (typeof fields)[number]): readonly [string, Field] => [
      name,
      compileField(field, isRules(rules) ? rules[name] : undefined),
    ];
    // Most objects have few of the fields below their spec: rules are compiled when there is something to redact.
    return remembering(objectRedactor(() => new Map(fields.map(compile)), structure.open));
  }
  const item = compileRules(structure.item, rules);
  return structure.type === "list"
    ? remembering((value) => mapList(value as readonly unknown[], none, item))
    : remembering((value) => mapValues(value as Holder, () => item));
}

function compileField(shape: Shape<unknown>, rules: AnyRules | undefined): Field {
  const redactor = compileRules(shape, rules);
  const text = shape.structure.type === "scalar" && typeof rules === "string" ? textRules[rules] : undefined;
  return { redactor, keeps: redactor === keep, shortest: text?.shortest ?? 0 };
}
