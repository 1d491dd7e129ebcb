// What rights amount to: the ways in which a right is more than it looks.
import { compareMinor, type Minor } from "../../core/index.ts";
import data from "./data.json" with { type: "json" };
import type { RbacPower, RbacPowers } from "./schema.ts";

export type { PowerNeed, RbacPower } from "./schema.ts";

/** The table, sorted by power. */
export const rbacPowers = data as RbacPowers;

/** The powers there are in a minor. */
export function powersIn(minor: Minor): readonly RbacPower[] {
  return rbacPowers.rows.filter(
    ({ since, until }) =>
      (since === undefined || compareMinor(since, minor) <= 0) &&
      (until === undefined || compareMinor(minor, until) <= 0),
  );
}
