// Searching with patterns (pkg/cel/library/regex.go).
import { CelFault } from "../../values/cel-fault.ts";
import type { CelResult } from "../../values/runtime-type.ts";
import { member, type CallContext, type CelOverload } from "../overload.ts";

/** The texts found; a negative limit is none. */
function findAll(text: string, pattern: string, limit: bigint, context: CallContext): CelResult {
  const regex = context.regex(pattern, text);
  if (regex instanceof CelFault) return new CelFault(`Illegal regex: ${regex.message}`);
  const most = limit < 0n || limit > BigInt(text.length) ? text.length + 1 : Number(limit);
  return regex.matches(text, most).map((match) => match.text);
}

function find([text, pattern]: readonly [string, string], context: CallContext): CelResult {
  const found = findAll(text, pattern, 1n, context);
  return Array.isArray(found) ? (found[0] ?? "") : found;
}

export const regexOverloads: readonly CelOverload[] = [
  member("string_find_string", "find", "string, string", "string", find),
  member<[string, string]>(
    "string_find_all_string",
    "findAll",
    "string, string",
    "list(string)",
    ([text, pattern], context) => findAll(text, pattern, -1n, context),
  ),
  member<[string, string, bigint]>(
    "string_find_all_string_int",
    "findAll",
    "string, string, int",
    "list(string)",
    ([text, pattern, limit], context) => findAll(text, pattern, limit, context),
  ),
];
