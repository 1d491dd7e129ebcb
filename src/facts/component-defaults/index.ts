// What a component does where a flag is not given: defaults by version.
import { compareMinor, once, type Minor } from "../../core/index.ts";
import data from "./data.json" with { type: "json" };
import type { ComponentDefaults, FlagDefault, FlagType, MinorRange } from "./schema.ts";

export type { ComponentDefaults, FlagDefault, FlagType, MinorRange } from "./schema.ts";

/** The table, sorted by component, flag and version. */
export const componentDefaults = data as ComponentDefaults;

/** The minors the table covers, of Kubernetes or of etcd. */
export function coveredMinors(component: string): MinorRange {
  const { etcd, coversSince, coversUntil } = componentDefaults;
  return component === "etcd" ? etcd : { since: coversSince, until: coversUntil };
}

function within(version: Minor, { since, until }: Partial<MinorRange>): boolean {
  return (
    (since === undefined || compareMinor(version, since) >= 0) &&
    (until === undefined || compareMinor(version, until) <= 0)
  );
}

const byFlag = once(() => {
  const flags = new Map<string, FlagDefault[]>();
  for (const row of componentDefaults.rows) {
    const key = `${row.component} ${row.flag}`;
    flags.set(key, [...(flags.get(key) ?? []), row]);
  }
  return flags;
});

/** How a flag reads its value, whatever the version; undefined for flags the table does not know. */
export function flagType(component: string, flag: string): FlagType | undefined {
  return byFlag().get(`${component} ${flag}`)?.[0]?.type;
}

/**
 * The default of a flag in a version; undefined where the table does not cover the version, or the version has no such
 * flag. Without a version the answer is the default of every covered version, if they agree.
 */
export function flagDefault(component: string, flag: string, version: Minor | undefined): FlagDefault | undefined {
  const rows = byFlag().get(`${component} ${flag}`) ?? [];
  if (version === undefined) {
    const [only, ...others] = rows;
    return others.length === 0 && only?.since === undefined && only?.until === undefined ? only : undefined;
  }
  return within(version, coveredMinors(component)) ? rows.find((row) => within(version, row)) : undefined;
}
