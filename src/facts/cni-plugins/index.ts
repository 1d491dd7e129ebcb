// What each network plugin enforces, how it reads what the API leaves open, and the signs it leaves in a cluster.
import data from "./data.json" with { type: "json" };
import type { CniPlugin, CniPlugins, Support } from "./schema.ts";

export type { Capability, CniPlugin, CniPlugins, PluginSetting, Support, Switch } from "./schema.ts";

/** The table, in the order of ids. */
export const cniPlugins = data as CniPlugins;

const byId = new Map(cniPlugins.rows.map((row) => [row.id, row]));

/** The row of an id; undefined for an id the table does not have. */
export function cniPlugin(id: string): CniPlugin | undefined {
  return byId.get(id);
}

/** The numbers a version or a tag begins with: `v1.17.3-rc.1` → [1, 17, 3]; none for `latest` or a digest. */
function numbersOf(version: string): readonly number[] {
  const match = /^v?(\d{1,9}(?:\.\d{1,9}){0,3})(?:\D|$)/.exec(version);
  return match?.[1]?.split(".").map(Number) ?? [];
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Whether a plugin of this version supports something; undefined where that cannot be told: the version is not known and
 * matters, or it is a matter of settings the API does not show.
 */
export function supports(support: Support, version: string | undefined): boolean | undefined {
  if (support === "yes" || support === "no") return support === "yes";
  if (support === "optional") return undefined;
  if (support.startsWith("tag:")) return version?.includes(support.slice("tag:".length));
  const seen = numbersOf(version ?? "");
  if (seen.length === 0) return undefined;
  return support.split(" ").every((bound) => {
    const order = compare(seen, numbersOf(bound.replace(/^(?:>=|<)/, "")));
    return bound.startsWith("<") ? order < 0 : order >= 0;
  });
}
