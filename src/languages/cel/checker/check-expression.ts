// The type of every part of an expression, and what its names mean (cel-go checker/checker.go).
import type { CelExpression, CelFold, CelObjectLiteral, CelSelect } from "../syntax/expression.ts";
import {
  celTypes,
  formatCelType,
  listOf,
  mapOf,
  optionalOf,
  typeOf as typeOfType,
  type CelType,
} from "../values/cel-type.ts";
import { typeOfValue } from "../values/runtime-type.ts";
import type { CelEnvironment } from "../environment.ts";
import { CallChecker, type Meaning } from "./check-call.ts";
import { Declarations } from "./declarations.ts";
import { isDyn, mostGeneral, optionalContent } from "./substitution.ts";

/** A fault of types and the offset it is reported at. */
export interface TypeFault {
  readonly message: string;
  readonly at: number;
}

/** What checking found out. */
export interface Checked {
  readonly faults: readonly TypeFault[];
  readonly typeOf: (node: CelExpression) => CelType;
  readonly meanings: ReadonlyMap<CelExpression, Meaning>;
}

class ExpressionChecker extends CallChecker {
  private scopes: ReadonlyMap<string, CelType> = new Map();

  override check(node: CelExpression): void {
    // Macros use some parts twice: once is enough.
    if (this.types.has(node)) return;
    switch (node.kind) {
      case "literal":
        this.types.set(node, typeOfValue(node.value));
        break;
      case "identifier":
        this.checkName(node, node.name);
        break;
      case "select":
        this.checkSelect(node);
        break;
      case "call":
        this.checkCall(node);
        break;
      case "list":
        this.checkList(node, node.elements, node.optional);
        break;
      case "map":
        this.checkMap(node);
        break;
      case "object":
        this.checkObject(node);
        break;
      case "fold":
        this.checkFold(node);
        break;
    }
  }

  private isLocal(name: string): boolean {
    return this.scopes.has(name);
  }

  private checkName(node: CelExpression, name: string): void {
    const local = this.scopes.get(name);
    if (local !== undefined) {
      this.types.set(node, local);
      return;
    }
    if (!this.resolveGlobal(node, name)) this.undeclared(node, name);
  }

  private resolveGlobal(node: CelExpression, name: string): boolean {
    const found = this.declarations.global(name);
    if (found === undefined) return false;
    const type = found.kind === "type" ? typeOfType(found.type) : found.type;
    this.types.set(node, type);
    this.meanings.set(node, found);
    return true;
  }

  /** `a.b.c` where it is made of names only. */
  protected override qualifiedName(node: CelExpression): string | undefined {
    const parts: string[] = [];
    let part = node;
    while (part.kind === "select" && !part.test) {
      parts.unshift(part.field);
      part = part.operand;
    }
    return part.kind === "identifier" ? [part.name, ...parts].join(".") : undefined;
  }

  private checkSelect(node: CelSelect): void {
    const name = node.test ? undefined : this.qualifiedName(node);
    const [first = ""] = (name ?? "").split(".");
    if (name !== undefined && !this.isLocal(first) && this.resolveGlobal(node, name)) return;
    const type = this.fieldType(node, node.operand, node.field);
    this.types.set(node, node.test ? celTypes.bool : this.substitution.resolve(type, false));
  }

  private join(before: CelType | undefined, type: CelType): CelType {
    if (before === undefined) return type;
    if (this.substitution.isAssignable(before, type)) return mostGeneral(before, type);
    // Whether types may differ is for the dialect to say, when all types are known.
    return celTypes.dyn;
  }

  private contentType(node: CelExpression, optional: boolean): CelType {
    const type = this.typeOf(node);
    if (!optional) return type;
    const content = optionalContent(type);
    if (content === undefined && !isDyn(type)) this.mismatch(node, optionalOf(type), type);
    return content ?? type;
  }

  private checkList(node: CelExpression, elements: readonly CelExpression[], optional: readonly number[]): void {
    const optionals = new Set(optional);
    let type: CelType | undefined;
    for (const [at, element] of elements.entries()) {
      this.check(element);
      type = this.join(type, this.contentType(element, optionals.has(at)));
    }
    this.types.set(node, listOf(type ?? this.fresh()));
  }

  private checkMap(node: CelExpression & { readonly kind: "map" }): void {
    let key: CelType | undefined;
    let value: CelType | undefined;
    for (const entry of node.entries) {
      this.check(entry.key);
      key = this.join(key, this.typeOf(entry.key));
      this.check(entry.value);
      value = this.join(value, this.contentType(entry.value, entry.optional));
    }
    this.types.set(node, mapOf(key ?? this.fresh(), value ?? this.fresh()));
  }

  private checkObject(node: CelObjectLiteral): void {
    const found = this.declarations.literalType(node.name);
    if (found === undefined) {
      this.undeclared(node, node.name);
      for (const { value } of node.fields) this.check(value);
      return;
    }
    const isObject = found.type.kind === "object";
    if (!isObject) this.fault(node.at, `'${found.name}' is not a message type`);
    this.types.set(node, isObject ? found.type : celTypes.error);
    for (const { at, field, value, optional } of node.fields) {
      this.check(value);
      const type = this.contentType(value, optional);
      const declared = isObject ? this.declaredField(at, found.name, field) : celTypes.error;
      if (this.substitution.isAssignable(declared, type)) continue;
      const [wanted, given] = [formatCelType(declared), formatCelType(type)];
      this.fault(at, `expected type of field '${field}' is '${wanted}' but provided type is '${given}'`);
    }
  }

  private rangeTypes(node: CelExpression, two: boolean): readonly [CelType, CelType] {
    const range = this.substitution.resolve(this.typeOf(node), false);
    const [first = celTypes.dyn, second = celTypes.dyn] = range.parameters;
    switch (range.kind) {
      case "list":
        return two ? [celTypes.int, first] : [first, celTypes.dyn];
      case "map":
        return [first, second];
      case "dyn":
      case "error":
      case "parameter":
        this.substitution.isAssignable(celTypes.dyn, range);
        return [celTypes.dyn, celTypes.dyn];
      default: {
        const text = formatCelType(range);
        this.fault(
          node.at,
          `expression of type '${text}' cannot be range of a comprehension (must be list, map, or dynamic)`,
        );
        return [celTypes.error, celTypes.error];
      }
    }
  }

  private checkFold(node: CelFold): void {
    this.check(node.range);
    this.check(node.initial);
    const [first, second] = this.rangeTypes(node.range, node.second !== undefined);
    const accumulated = this.typeOf(node.initial);
    const outer = this.scopes;
    const around = new Map(outer).set(node.accumulator, accumulated);
    const inner = new Map(around).set(node.variable, first);
    if (node.second !== undefined) inner.set(node.second, second);
    this.scopes = inner;
    // cel-go forgets in the first comprehension that comparisons of different number types are switched off.
    this.comparesNumberTypes = true;
    this.check(node.condition);
    this.assertType(node.condition, celTypes.bool);
    this.check(node.step);
    this.assertType(node.step, accumulated);
    this.scopes = around;
    this.check(node.result);
    this.scopes = outer;
    this.types.set(node, this.substitution.resolve(this.typeOf(node.result), false));
  }

  private assertType(node: CelExpression, type: CelType): void {
    if (!this.substitution.isAssignable(type, this.typeOf(node))) this.mismatch(node, type, this.typeOf(node));
  }

  private mismatch(node: CelExpression, wanted: CelType, found: CelType): void {
    this.fault(node.at, `expected type '${formatCelType(wanted)}' but found '${formatCelType(found)}'`);
  }

  /** The type of the whole, and of each part on demand. */
  finish(): Checked {
    const { types, substitution } = this;
    return {
      faults: this.faults,
      meanings: this.meanings,
      typeOf: (node) => substitution.resolve(types.get(node) ?? celTypes.dyn, true),
    };
  }
}

/** Checks an expression; faults are in cel-go's words. Every part is looked at once. */
export function checkExpression(expression: CelExpression, environment: CelEnvironment): Checked {
  const checker = new ExpressionChecker(new Declarations(environment));
  checker.check(expression);
  return checker.finish();
}
