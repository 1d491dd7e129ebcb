// What the type parameters stand for, and which type may be used for which (cel-go checker/types.go).
import { celTypes, sameCelType, type CelType } from "../values/cel-type.ts";

const nullable = new Set(["opaque", "object", "any", "duration", "timestamp", "null", "wrapper"]);
const containers = new Set(["opaque", "list", "map", "type"]);

export function isDyn({ kind }: CelType): boolean {
  return kind === "dyn" || kind === "any";
}

/** What an optional holds; undefined for any other type. */
export function optionalContent(type: CelType): CelType | undefined {
  return type.kind === "opaque" && type.name === "optional_type" ? (type.parameters[0] ?? celTypes.dyn) : undefined;
}

function lessSpecific(a: CelType, b: CelType): boolean {
  if (isDyn(a) || a.kind === "parameter") return true;
  if (isDyn(b) || b.kind === "parameter" || a.kind !== b.kind) return false;
  if (a.kind === "type") return true;
  if (!containers.has(a.kind)) return sameCelType(a, b);
  return (
    a.name === b.name &&
    a.parameters.length === b.parameters.length &&
    a.parameters.every((parameter, at) => lessSpecific(parameter, b.parameters[at] ?? celTypes.dyn))
  );
}

/** The more general of two types that fit each other. */
export function mostGeneral(a: CelType, b: CelType): CelType {
  return lessSpecific(a, b) ? a : b;
}

/** Bindings of type parameters; a failed attempt leaves no trace. */
export class Substitution {
  private readonly bound = new Map<string, CelType>();
  private readonly trail: [name: string, before: CelType | undefined][] = [];

  private find(type: CelType): CelType | undefined {
    return type.kind === "parameter" ? this.bound.get(type.name) : undefined;
  }

  private bind(parameter: CelType, type: CelType): void {
    this.trail.push([parameter.name, this.bound.get(parameter.name)]);
    this.bound.set(parameter.name, type);
  }

  private attempt(holds: () => boolean): boolean {
    const mark = this.trail.length;
    if (holds()) return true;
    while (this.trail.length > mark) {
      const [name, before] = this.trail.pop() ?? ["", undefined];
      if (before === undefined) this.bound.delete(name);
      else this.bound.set(name, before);
    }
    return false;
  }

  /** Whether a value of one type may stand where the other is asked for; binds parameters where it may. */
  isAssignable(a: CelType, b: CelType): boolean {
    return this.attempt(() => this.assignable(a, b));
  }

  areAssignable(a: readonly CelType[], b: readonly CelType[]): boolean {
    return this.attempt(() => this.allAssignable(a, b));
  }

  private allAssignable(a: readonly CelType[], b: readonly CelType[]): boolean {
    return a.length === b.length && a.every((type, at) => this.assignable(type, b[at] ?? celTypes.dyn));
  }

  private assignable(a: CelType, b: CelType): boolean {
    if (b.kind === "parameter") {
      const [valid, hadBinding] = this.fits(a, b);
      if (valid) return true;
      if (hadBinding) return false;
    }
    if (a.kind === "parameter") return this.fits(b, a)[0];
    if (isDyn(a) || isDyn(b) || a.kind === "error" || b.kind === "error") return true;
    if (a.kind === "null") return nullable.has(b.kind);
    if (b.kind === "null") return nullable.has(a.kind);
    if (a.kind === "type") return b.kind === "type";
    if (a.kind === "wrapper" || b.kind === "wrapper") return sameCelType(unwrap(a), unwrap(b));
    if (containers.has(a.kind))
      return a.kind === b.kind && a.name === b.name && this.allAssignable(a.parameters, b.parameters);
    return a.kind === b.kind && a.name === b.name;
  }

  /** Whether a parameter may stand for the type, and whether it stood for something before. */
  private fits(type: CelType, parameter: CelType): readonly [valid: boolean, hadBinding: boolean] {
    if (sameCelType(type, parameter)) return [true, true];
    const before = this.find(parameter);
    if (before === undefined) {
      if (!this.isAbsent(parameter, type)) return [false, false];
      this.bind(parameter, type);
      return [true, false];
    }
    if (sameCelType(type, before)) return [true, true];
    if (!this.assignable(type, before)) return [false, true];
    const general = mostGeneral(type, before);
    if (this.isAbsent(parameter, general)) this.bind(parameter, general);
    return [true, true];
  }

  /** A parameter may not stand for a type it is part of. */
  private isAbsent(parameter: CelType, type: CelType): boolean {
    if (sameCelType(parameter, type)) return false;
    if (type.kind === "parameter") {
      const bound = this.find(type);
      return bound === undefined || this.isAbsent(parameter, bound);
    }
    return type.parameters.every((part) => this.isAbsent(parameter, part));
  }

  /** The type with its parameters replaced; those that stand for nothing become dyn where `finish` is set. */
  resolve(type: CelType, finish: boolean): CelType {
    const bound = this.find(type);
    if (bound !== undefined) return this.resolve(bound, finish);
    if (type.kind === "parameter") return finish ? celTypes.dyn : type;
    if (type.parameters.length === 0) return type;
    return { ...type, parameters: type.parameters.map((part) => this.resolve(part, finish)) };
  }
}

function unwrap(type: CelType): CelType {
  return type.kind === "wrapper" ? (type.parameters[0] ?? type) : type;
}
