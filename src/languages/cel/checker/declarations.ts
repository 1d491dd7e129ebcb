// What names mean in an environment: variables, types, functions.
import type { CelEnvironment, CelObjectType } from "../environment.ts";
import type { CelOverload } from "../library/overload.ts";
import {
  celTypes,
  listOf,
  mapOf,
  objectOf,
  opaqueOf,
  optionalOf,
  parameterOf,
  typeOf,
  type CelType,
} from "../values/cel-type.ts";

/** What a name that no comprehension declares stands for. */
export type GlobalName =
  | { readonly kind: "variable"; readonly name: string; readonly type: CelType }
  | { readonly kind: "type"; readonly name: string; readonly type: CelType };

const standardTypes: ReadonlyMap<string, CelType> = new Map(
  [
    celTypes.bool,
    celTypes.int,
    celTypes.uint,
    celTypes.double,
    celTypes.string,
    celTypes.bytes,
    celTypes.null,
    celTypes.timestamp,
    celTypes.duration,
    listOf(celTypes.dyn),
    mapOf(celTypes.dyn, celTypes.dyn),
    typeOf(celTypes.dyn),
  ].map((type) => [type.name, type]),
);

/** The names of an environment, looked up as cel-go's containers do. */
export class Declarations {
  readonly environment: CelEnvironment;
  private readonly prefixes: readonly string[];
  private readonly opaque: ReadonlyMap<string, CelType>;

  constructor(environment: CelEnvironment) {
    this.environment = environment;
    const parts = (environment.container ?? "").split(".").filter((part) => part !== "");
    this.prefixes = parts.map((_part, at) => `${parts.slice(0, parts.length - at).join(".")}.`);
    this.opaque = new Map(environment.dialect.types.map((name) => [name, opaqueOf(name)]));
  }

  private candidates(name: string): readonly string[] {
    if (name.startsWith(".")) return [name.slice(1)];
    return [...this.prefixes.map((prefix) => `${prefix}${name}`), name];
  }

  private typeNamed(name: string): CelType | undefined {
    if (name === "optional_type" && this.environment.dialect.optionals) return optionalOf(celTypes.dyn);
    return standardTypes.get(name) ?? this.opaque.get(name) ?? (this.object(name) && objectOf(name));
  }

  object(name: string): CelObjectType | undefined {
    const { objects } = this.environment;
    return objects !== undefined && Object.hasOwn(objects, name) ? objects[name] : undefined;
  }

  global(name: string): GlobalName | undefined {
    const { variables } = this.environment;
    for (const candidate of this.candidates(name)) {
      const type = Object.hasOwn(variables, candidate) ? variables[candidate] : undefined;
      if (type !== undefined) return { kind: "variable", name: candidate, type };
      const named = this.typeNamed(candidate);
      if (named !== undefined) return { kind: "type", name: candidate, type: named };
    }
    return undefined;
  }

  /** An object type by its name in a literal. */
  literalType(name: string): { readonly name: string; readonly type: CelType } | undefined {
    for (const candidate of this.candidates(name)) {
      const type = this.typeNamed(candidate);
      if (type !== undefined) return { name: candidate, type };
    }
    return undefined;
  }

  functionNamed(name: string): { readonly name: string; readonly overloads: readonly CelOverload[] } | undefined {
    for (const candidate of this.candidates(name)) {
      const overloads = this.environment.dialect.functions.get(candidate);
      if (overloads !== undefined) return { name: candidate, overloads };
    }
    return undefined;
  }
}

/** The overload's types with parameters of their own: `A` becomes `_var7` wherever it stands. */
export function freshTypes(
  overload: CelOverload,
  fresh: () => CelType,
): { readonly arguments: readonly CelType[]; readonly result: CelType } {
  const replaced = new Map<string, CelType>();
  const replace = (type: CelType): CelType => {
    if (type.kind === "parameter") {
      const known = replaced.get(type.name) ?? fresh();
      replaced.set(type.name, known);
      return known;
    }
    return type.parameters.length === 0 ? type : { ...type, parameters: type.parameters.map(replace) };
  };
  return { arguments: overload.arguments.map(replace), result: replace(overload.result) };
}

/** A parameter that no declaration names. */
export function freshParameter(count: number): CelType {
  return parameterOf(`_var${count}`);
}
