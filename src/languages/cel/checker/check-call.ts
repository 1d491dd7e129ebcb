// Which form of a function a call means, and the types of fields.
import type { CelCall, CelExpression } from "../syntax/expression.ts";
import { comparesNumberTypes } from "../library/standard-operators.ts";
import type { CelOverload } from "../library/overload.ts";
import { celTypes, formatCelType, optionalOf, sameCelType, type CelType } from "../values/cel-type.ts";
import { freshParameter, freshTypes, type Declarations, type GlobalName } from "./declarations.ts";
import { isDyn, optionalContent, Substitution } from "./substitution.ts";
import { didYouMean } from "../../../core/index.ts";

/** Hints are looked for in the first faults only: there may be tens of thousands. */
const mostHints = 10;

/** What a name or a call means. */
export type Meaning =
  | GlobalName
  | {
      readonly kind: "function";
      readonly name: string;
      readonly overloads: readonly CelOverload[];
      /** The target was part of the function's name (`math.greatest`). */
      readonly qualified: boolean;
    };

/** The part of the checker that is about calls; names are resolved by its heir. */
export abstract class CallChecker {
  readonly faults: { readonly message: string; readonly at: number; readonly hint?: string }[] = [];
  protected readonly types = new Map<CelExpression, CelType>();
  protected readonly meanings = new Map<CelExpression, Meaning>();
  protected readonly substitution = new Substitution();
  protected readonly declarations: Declarations;
  protected comparesNumberTypes: boolean;
  private freshCount = 0;

  constructor(declarations: Declarations) {
    this.declarations = declarations;
    this.comparesNumberTypes = declarations.environment.dialect.crossTypeComparisons;
  }

  abstract check(node: CelExpression): void;
  protected abstract qualifiedName(node: CelExpression): string | undefined;

  protected fault(at: number, message: string, hint?: string): void {
    this.faults.push({ at, message, ...(hint !== undefined && { hint }) });
  }

  protected fresh(): CelType {
    return freshParameter(this.freshCount++);
  }

  protected typeOf(node: CelExpression): CelType {
    return this.types.get(node) ?? celTypes.error;
  }

  protected undeclared(node: CelExpression, name: string): void {
    const { container = "", dialect, variables } = this.declarations.environment;
    const known = node.kind === "call" ? [...dialect.functions.keys()] : Object.keys(variables);
    const hint = this.faults.length < mostHints ? didYouMean(name, known).trim() : "";
    this.types.set(node, celTypes.error);
    this.fault(
      node.at,
      `undeclared reference to '${name}' (in container '${container}')`,
      hint === "" ? undefined : hint,
    );
  }

  protected declaredField(at: number, objectName: string, field: string): CelType {
    const object = this.declarations.object(objectName);
    if (object === undefined) {
      this.fault(at, `unexpected failed resolution of '${objectName}'`);
      return celTypes.error;
    }
    const type = Object.hasOwn(object.fields, field) ? object.fields[field] : undefined;
    if (type === undefined)
      this.fault(at, `undefined field '${field}'`, didYouMean(field, Object.keys(object.fields)).trim());
    return type ?? celTypes.error;
  }

  /** The type of a field of the operand's value; optional where the operand is. */
  protected fieldType(node: CelExpression, operand: CelExpression, field: string, optional = false): CelType {
    this.check(operand);
    const operandType = this.substitution.resolve(this.typeOf(operand), false);
    const content = optionalContent(operandType);
    const type = this.selectFrom(node, content ?? operandType, field);
    return content !== undefined || optional ? optionalOf(type) : type;
  }

  private selectFrom(node: CelExpression, target: CelType, field: string): CelType {
    switch (target.kind) {
      case "map":
        return target.parameters[1] ?? celTypes.dyn;
      case "object":
        return this.declaredField(node.at, target.name, field);
      case "parameter":
        this.substitution.isAssignable(celTypes.dyn, target);
        return celTypes.dyn;
      default:
        if (!isDyn(target) && target.kind !== "error")
          this.fault(node.at, `type '${formatCelType(target)}' does not support field selection`);
        return celTypes.dyn;
    }
  }

  protected checkCall(node: CelCall): void {
    const [operand, field] = node.arguments;
    if (
      node.function === "_?._" &&
      operand !== undefined &&
      field?.kind === "literal" &&
      typeof field.value === "string"
    ) {
      const type = this.fieldType(node, operand, field.value, true);
      this.types.set(node, this.substitution.resolve(type, false));
      return;
    }
    for (const argument of node.arguments) this.check(argument);
    const { target } = node;
    if (target !== undefined) {
      const prefix = this.qualifiedName(target);
      const qualified =
        prefix === undefined ? undefined : this.declarations.functionNamed(`${prefix}.${node.function}`);
      if (qualified !== undefined) {
        this.resolve(node, qualified, undefined, true);
        return;
      }
      this.check(target);
    }
    const found = this.declarations.functionNamed(node.function);
    if (found === undefined) this.undeclared(node, node.function);
    else this.resolve(node, found, target, false);
  }

  private resolve(
    node: CelCall,
    { name, overloads }: { readonly name: string; readonly overloads: readonly CelOverload[] },
    target: CelExpression | undefined,
    qualified: boolean,
  ): void {
    const given = (target === undefined ? node.arguments : [target, ...node.arguments]).map((part) =>
      this.typeOf(part),
    );
    if (name === "_&&_" || name === "_||_") {
      this.resolveLogical(node, name, overloads, given);
      return;
    }
    const candidates: CelOverload[] = [];
    let result: CelType | undefined;
    for (const overload of overloads) {
      if (overload.member !== (target !== undefined)) continue;
      if (!this.comparesNumberTypes && isMixed(overload)) continue;
      const types = freshTypes(overload, () => this.fresh());
      if (!this.substitution.areAssignable(given, types.arguments)) continue;
      candidates.push(overload);
      const gives = this.substitution.resolve(types.result, false);
      if (result === undefined) result = gives;
      else if (!isDyn(result) && !sameCelType(gives, result)) result = celTypes.dyn;
    }
    if (result === undefined) this.noOverload(node, name, given, target !== undefined);
    else this.meanings.set(node, { kind: "function", name, overloads: candidates, qualified });
    this.types.set(node, result ?? celTypes.error);
  }

  private noOverload(node: CelCall, name: string, given: readonly CelType[], member: boolean): void {
    const [first = "", ...rest] = given.map((type) => formatCelType(this.substitution.resolve(type, true)));
    const signature = member
      ? `${first}.(${rest.join(", ")})`
      : `(${given.length === 0 ? "" : [first, ...rest].join(", ")})`;
    this.fault(node.at, `found no matching overload for '${name}' applied to '${signature}'`);
  }

  /** `&&` and `||` take any number of operands. */
  private resolveLogical(
    node: CelCall,
    name: string,
    overloads: readonly CelOverload[],
    given: readonly CelType[],
  ): void {
    let type: CelType = celTypes.bool;
    for (const [at, operand] of given.entries()) {
      if (this.substitution.isAssignable(operand, celTypes.bool)) continue;
      const found = formatCelType(operand);
      this.fault(node.arguments[at]?.at ?? node.at, `expected type 'bool' but found '${found}'`);
      type = celTypes.error;
    }
    this.types.set(node, type);
    this.meanings.set(node, { kind: "function", name, overloads, qualified: false });
  }
}

/** Forms that compare one type of number with another. */
function isMixed(overload: CelOverload): boolean {
  const [left, right] = overload.arguments;
  return left !== undefined && right !== undefined && left.kind !== right.kind && comparesNumberTypes(overload);
}
