// Steps on ClusterRoles, and the rules the aggregation controller left after each.
import { isJsonObject, type JsonObject, type JsonValue } from "../../../src/core/index.ts";
import { aggregateClusterRoles, type ClusterRole } from "../../../src/engines/authorization/index.ts";
import type { CaseResult } from "../vector-set.ts";
import { canonical } from "./world.ts";

/** One step of the recording. */
export interface LifecycleStep {
  readonly step: string;
  readonly operation: { readonly method: string; readonly path: string; readonly body: JsonObject | null };
  /** By name: rules, null for none, or "absent". */
  readonly rulesAfter: Readonly<Record<string, unknown>>;
}

function merge(target: JsonObject, patch: JsonObject): JsonObject {
  const merged: Record<string, JsonValue | undefined> = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = isJsonObject(value) ? merge(isJsonObject(merged[key]) ? merged[key] : {}, value) : value;
  }
  return merged;
}

function apply(
  roles: ReadonlyMap<string, ClusterRole>,
  { method, path, body }: LifecycleStep["operation"],
): Map<string, ClusterRole> {
  const next = new Map(roles);
  const named = (body?.["metadata"] as { readonly name?: string } | undefined)?.name ?? "";
  const name = path === "" ? named : path.slice(1);
  if (method === "DELETE") next.delete(name);
  else if (method === "PATCH")
    next.set(name, merge(next.get(name) as unknown as JsonObject, body ?? {}) as unknown as ClusterRole);
  else next.set(name, body as unknown as ClusterRole);
  return next;
}

/** Judges the rules after every step. */
export function* judgeLifecycle(steps: readonly LifecycleStep[]): Generator<CaseResult> {
  let roles = new Map<string, ClusterRole>();
  for (const { step, operation, rulesAfter } of steps) {
    roles = apply(roles, operation);
    roles = new Map(aggregateClusterRoles([...roles.values()]).map((role) => [role.metadata.name, role]));
    const after = (name: string): unknown => (roles.has(name) ? (roles.get(name)?.rules ?? []) : "absent");
    const wrong = Object.entries(rulesAfter).filter(
      ([name, rules]) => canonical(rules ?? []) !== canonical(after(name)),
    );
    const message = wrong
      .map(([name, rules]) => `${name}: expected ${canonical(rules)}, was ${canonical(after(name))}`)
      .join("; ");
    const id = `aggregation-lifecycle/${step}`;
    yield message === "" ? { id, passed: true } : { id, passed: false, message };
  }
}
