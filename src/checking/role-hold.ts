// How bad it is that a role gives a right: it depends on who holds the role, and where.
import { describeObject, severities, severityRank, type Evidence, type Severity } from "../core/index.ts";
import { isEveryone } from "../kubernetes/index.ts";
import type { Holder } from "../model/index.ts";

/** The severity one step below, down to low. */
export function lower(severity: Severity): Severity {
  return severities[Math.min(severities.length - severityRank(severity), severities.length - 2)] ?? "low";
}

/**
 * `base` for a hold on the whole cluster; critical where anybody has it, one step less where it ends at namespaces, info
 * while nobody holds the role. Where not all bindings were seen, somebody may hold it.
 */
export function severityOfHold(base: Severity, holders: readonly Holder[], allSeen = true): Severity {
  const everywhere = holders.filter(({ namespace }) => namespace === undefined);
  if (everywhere.some(({ subject }) => isEveryone(subject))) return "critical";
  if (everywhere.length > 0 || holders.some(({ subject }) => isEveryone(subject))) return base;
  return holders.length > 0 || !allSeen ? lower(base) : "info";
}

/** At most `most` of the names, and how many more there are. */
export function listed(names: readonly string[], most: number): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(", ")} and ${rest} more` : names.join(", ");
}

/** The subjects, each once, three of them by name. */
export function subjectsOf(holders: readonly Holder[]): string {
  return listed([...new Set(holders.map(({ subject }) => subject))], 3);
}

/** `in the whole cluster`, `in namespace shop`, `in 4 namespaces`. */
export function placeOf(holders: readonly Holder[]): string {
  const namespaces = [...new Set(holders.map(({ namespace }) => namespace))];
  if (namespaces.includes(undefined)) return "in the whole cluster";
  return namespaces.length === 1 ? `in namespace ${namespaces[0]}` : `in ${namespaces.length} namespaces`;
}

/** The bindings through which a role is held, at most ten. */
export function holdEvidence(holders: readonly Holder[]): Evidence[] {
  const bindings = new Map(holders.map(({ binding, subject }) => [binding, subject]));
  return [...bindings].slice(0, 10).map(([object, subject]): Evidence => {
    return { source: "object", object, text: `${describeObject(object)} binds the role to ${subject}` };
  });
}
