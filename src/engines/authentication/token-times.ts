// When a token begins and ends, as its claims say.
import { isJsonObject, type JsonObject, type JsonValue } from "../../core/index.ts";

/** Milliseconds since 1970; left out where the token does not say, or says no number. */
export interface TokenTimes {
  readonly issuedAt?: number;
  readonly notBefore?: number;
  readonly expires?: number;
  /** From when on a use is told in the audit log: the token should have been renewed. */
  readonly warnAfter?: number;
}

const names = [
  ["iat", "issuedAt"],
  ["nbf", "notBefore"],
  ["exp", "expires"],
] as const;

/** A claim's time; undefined where it is no number or outside what a date can be. */
function timeOf(value: JsonValue | undefined): number | undefined {
  if (typeof value !== "number" && typeof value !== "bigint") return undefined;
  const milliseconds = Math.trunc(Number(value)) * 1000;
  return Number.isNaN(new Date(milliseconds).getTime()) ? undefined : milliseconds;
}

/** The times in a token's claims. */
export function tokenTimes(claims: JsonObject): TokenTimes {
  const own = claims["kubernetes.io"];
  const warnAfter = isJsonObject(own) ? timeOf(own["warnafter"]) : undefined;
  const times = names.flatMap(([claim, name]) => {
    const time = timeOf(claims[claim]);
    return time === undefined ? [] : [[name, time] as const];
  });
  return { ...Object.fromEntries(times), ...(warnAfter === undefined ? {} : { warnAfter }) };
}
