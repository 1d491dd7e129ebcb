// Reading of fields several kinds of policy share, from unchecked JSON. Null is absent, as for Go's decoder.
import { isJsonObject, type JsonObject } from "../../core/index.ts";
import {
  parseCidr,
  parseLabelSelector,
  type CidrBlock,
  type IpSyntax,
  type LabelSelector,
} from "../../kubernetes/index.ts";
import { protocols, type Protocol } from "./policy.ts";
import type { ProblemLog } from "./policy-problem.ts";

/** A value that may be absent: null counts as absent. */
export function present(value: unknown): unknown {
  return value === null ? undefined : value;
}

/** A mapping; anything else but absence is reported and read as empty. */
export function readObject(value: unknown, path: string, log: ProblemLog): JsonObject {
  if (isJsonObject(value)) return value;
  if (present(value) !== undefined) log.error("invalid-field", path, "must be a mapping");
  return {};
}

/** A list; anything else but absence is reported and read as absent. */
export function readList(value: unknown, path: string, log: ProblemLog): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (present(value) !== undefined) log.error("invalid-field", path, "must be a list");
  return undefined;
}

/** Text; anything else but absence is reported and read as absent. */
export function readText(value: unknown, path: string, log: ProblemLog): string | undefined {
  if (typeof value === "string") return value;
  if (present(value) !== undefined) log.error("invalid-field", path, "must be text");
  return undefined;
}

export function readSelector(value: unknown, path: string, log: ProblemLog): LabelSelector {
  if (present(value) === undefined) return {};
  const { selector, problems } = parseLabelSelector(value, path);
  for (const problem of problems) log.error("invalid-selector", problem.path, problem.message);
  return selector;
}

export function readCidr(value: unknown, path: string, syntax: IpSyntax, log: ProblemLog): CidrBlock | undefined {
  const block = typeof value === "string" ? parseCidr(value, syntax) : undefined;
  if (block === undefined) {
    log.error(
      "invalid-cidr",
      path,
      `${JSON.stringify(value ?? "")} is not a CIDR block, such as 10.0.0.0/8 or fd00::/8`,
    );
  }
  return block;
}

export function readProtocol(value: unknown, path: string, log: ProblemLog): Protocol {
  if (present(value) === undefined) return "TCP";
  const protocol = protocols.find((name) => name === value);
  if (protocol === undefined) log.error("protocol-unknown", path, `${JSON.stringify(value)} is none of TCP, UDP, SCTP`);
  return protocol ?? "TCP";
}

/** A port number from 1 to 65535; anything else is reported and read as 1. */
export function readPortNumber(value: unknown, path: string, log: ProblemLog): number {
  const number = typeof value === "bigint" ? Number(value) : value;
  if (typeof number === "number" && Number.isInteger(number) && number >= 1 && number <= 65535) return number;
  log.error("invalid-port", path, "must be a number from 1 to 65535");
  return 1;
}

/** Whether text may name a port of a container (IANA service name: util/validation IsValidPortName). */
export function isPortName(text: string): boolean {
  return /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);
}

/** The names among `known` that are set, and whether any other field is set. */
export function setFields(value: JsonObject, known: readonly string[]): { set: string[]; unknown: string[] } {
  const names = Object.keys(value).filter((name) => present(value[name]) !== undefined);
  return {
    set: names.filter((name) => known.includes(name)),
    unknown: names.filter((name) => !known.includes(name)),
  };
}
