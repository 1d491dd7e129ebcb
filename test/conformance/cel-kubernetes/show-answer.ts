// An answer as one text: errors, or type, value or error, and cost.
import {
  authorizerType,
  CelDuration,
  celFromJson,
  CelMap,
  CelOptional,
  CelTimestamp,
  celTypes,
  CelTypeValue,
  CelUint,
  compileCel,
  describeCelErrors,
  evaluateCel,
  formatCelType,
  kubernetesDialect,
  listOf,
  mapOf,
  objectOf,
  type CelBindings,
  type CelEnvironment,
  type CelValue,
} from "../../../src/languages/cel/index.ts";
import { compileGoRegexp } from "../../../src/languages/go-regexp/index.ts";
import variables from "./variables.json" with { type: "json" };

const { string, int, uint, double, bool, duration, timestamp, dyn, any } = celTypes;

/** The variables that the recorded answers were given with. */
function environmentOf(minor: number): CelEnvironment {
  return {
    dialect: kubernetesDialect(`1.${minor}`),
    regex: { compile: compileGoRegexp },
    variables: {
      claims: mapOf(string, any),
      user: objectOf("kubernetes.UserInfo"),
      object: dyn,
      s: string,
      i: int,
      u: uint,
      d: double,
      b: bool,
      l: listOf(int),
      ls: listOf(string),
      m: mapOf(string, int),
      dur: duration,
      ts: timestamp,
      authorizer: authorizerType,
      missing: string,
    },
    objects: {
      "kubernetes.UserInfo": {
        fields: { username: string, uid: string, groups: listOf(string), extra: mapOf(string, listOf(string)) },
      },
    },
  };
}

const bindings: CelBindings = {
  ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, celFromJson(value)])),
  u: new CelUint(7n),
  dur: new CelDuration(5_400_000_000_000n),
};

function showDouble(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  return Object.is(value, -0) ? "-0" : String(value);
}

function showEntries(map: CelMap): string {
  return [...map.entries.values()]
    .map((entry) => entry.map(show).join(": "))
    .toSorted()
    .join(", ");
}

function show(value: CelValue): string {
  if (typeof value === "number") return `double(${showDouble(value)})`;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof CelUint) return `${value.value}u`;
  if (value instanceof Uint8Array) return `bytes(${Buffer.from(value).toString("hex")})`;
  if (value instanceof CelTimestamp) return `timestamp(${value.seconds}.${String(value.nanoseconds).padStart(9, "0")})`;
  if (value instanceof CelDuration) return `duration(${value.nanoseconds})`;
  if (value instanceof CelOptional) return value.value === undefined ? "none" : `optional(${show(value.value)})`;
  if (value instanceof CelTypeValue) return `type(${value.type.name})`;
  if (value instanceof CelMap) return `{${showEntries(value)}}`;
  return "type" in value ? `${value.type.name}<>` : `[${value.map(show).join(", ")}]`;
}

/** What we answer, as the recorded answers are written. */
export function showAnswer(minor: number, expression: string): string {
  const compiled = compileCel(expression, environmentOf(minor));
  if (!compiled.ok) return describeCelErrors(expression, compiled.errors);
  const answer = evaluateCel(compiled.program, bindings);
  const result = "error" in answer ? `error ${answer.error}` : show(answer.value);
  return `${formatCelType(compiled.resultType)}: ${result} at ${answer.cost}`;
}
