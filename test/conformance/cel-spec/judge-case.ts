// One case of cel-spec's conformance suite: whether it needs protobuf messages, and whether we give what it asks.
import {
  compileCel,
  evaluateCel,
  formatCelType,
  standardDialect,
  type CelEnvironment,
  type CelType,
  type CelValue,
} from "../../../src/languages/cel/index.ts";
import { compileGoRegexp } from "../../../src/languages/go-regexp/index.ts";
import { readSpecType, readSpecValue, showValue, type SpecType, type SpecValue } from "./typed-values.ts";

interface SpecOverload {
  readonly overloadId: string;
  readonly params?: readonly SpecType[];
  readonly resultType?: SpecType;
  readonly isInstanceFunction?: boolean;
}

interface SpecDeclaration {
  readonly name: string;
  readonly ident?: { readonly type?: SpecType };
  readonly function?: { readonly overloads?: readonly SpecOverload[] };
}

/** A case, as the package writes it. */
export interface SpecCase {
  readonly name?: string;
  readonly expr: string;
  readonly container?: string;
  readonly typeEnv?: readonly SpecDeclaration[];
  readonly bindings?: Readonly<Record<string, { readonly value?: SpecValue }>>;
  readonly value?: SpecValue;
  readonly evalError?: unknown;
  readonly typedResult?: { readonly result?: SpecValue; readonly deducedType?: SpecType };
  readonly checkOnly?: boolean;
  readonly disableCheck?: boolean;
}

/** `proto`: the case is about protobuf messages, enumerations or extensions, which no Kubernetes expression has. */
export type Judgement = { readonly outcome: "pass" | "fail" | "proto"; readonly message: string };

const messages =
  /"container":"google\.protobuf"|cel\.expr\.conformance|"messageType"|"@type"|"enumValue"|google\.protobuf\.\w+\s*\{|TestAllTypes|GlobalEnum|proto\.(?:has|get)Ext/;

function environmentOf(test: SpecCase): CelEnvironment {
  const variables: Record<string, CelType> = {};
  const functions = new Map(standardDialect.functions);
  for (const { name, ident, function: declared } of test.typeEnv ?? []) {
    if (ident !== undefined) variables[name] = readSpecType(ident.type);
    const overloads = (declared?.overloads ?? []).map(
      ({ overloadId, params = [], resultType, isInstanceFunction }) => ({
        id: overloadId,
        name,
        member: isInstanceFunction === true,
        arguments: params.map(readSpecType),
        result: readSpecType(resultType),
        call: (): CelValue => null,
      }),
    );
    if (overloads.length > 0) functions.set(name, [...(functions.get(name) ?? []), ...overloads]);
  }
  return {
    variables,
    dialect: { ...standardDialect, functions },
    regex: { compile: compileGoRegexp },
    container: test.container ?? "",
  };
}

function judgement(ok: boolean, message: string): Judgement {
  return { outcome: ok ? "pass" : "fail", message: ok ? "" : message };
}

/** Judges a case. Where an error of evaluation is asked for, an error of types found before is one too. */
export function judgeCase(test: SpecCase): Judgement {
  if (messages.test(JSON.stringify(test).replaceAll(String.raw`\"`, '"'))) return { outcome: "proto", message: "" };
  const compiled = compileCel(test.expr, environmentOf(test));
  if (!compiled.ok)
    return judgement(test.evalError !== undefined, compiled.errors.map(({ message }) => message).join("; "));
  const { result, deducedType } = test.typedResult ?? {};
  if (deducedType !== undefined) {
    const [wanted, found] = [readSpecType(deducedType), compiled.resultType].map(formatCelType);
    if (wanted !== found) return judgement(false, `type ${found}, wanted ${wanted}`);
  }
  if (test.checkOnly === true) return judgement(true, "");
  const bindings = Object.entries(test.bindings ?? {}).map(
    ([name, { value = {} }]) => [name, readSpecValue(value)] as const,
  );
  const evaluated = evaluateCel(compiled.program, Object.fromEntries(bindings));
  if ("error" in evaluated) return judgement(test.evalError !== undefined, `error ${evaluated.error}`);
  const wanted = showValue(readSpecValue(test.value ?? result ?? { boolValue: true }));
  const found = showValue(evaluated.value);
  return judgement(
    test.evalError === undefined && wanted === found,
    `${found}, wanted ${test.evalError === undefined ? wanted : "an error"}`,
  );
}
