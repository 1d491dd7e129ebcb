// A right that is needed to become somebody, and the requests that ask for it.
import type { AnonymousRequest, RbacIndex } from "../../../engines/authorization/index.ts";

/** A right, as part of a way: any of its verbs, on any of its names. */
export interface NeededRight {
  readonly verbs: readonly string[];
  readonly apiGroup: string;
  readonly resource: string;
  readonly subresource?: string;
  /** Absent for requests that have no name; `any` where a right limited to whichever names is enough. */
  readonly names?: readonly string[] | "any";
  /** Within this namespace; absent for the whole cluster. */
  readonly namespace?: string;
}

/** One way: whoever holds all of its rights can become the subject. */
export interface Way {
  /** After "can": `mint its tokens`. */
  readonly how: string;
  readonly needs: readonly (NeededRight | AnonymousRequest)[];
}

/** Names that rules are limited to, by resource with subresource. */
export type NamesInRules = ReadonlyMap<string, ReadonlySet<string>>;

/** All names in the rules of an index. Linear in rules. */
export function namesInRules(index: RbacIndex): NamesInRules {
  const names = new Map<string, Set<string>>();
  const rules = new Set(
    [index.cluster, ...index.namespaces.values()].flatMap(({ bindings }) => bindings.map((one) => one.rules)),
  );
  for (const { resources = [], resourceNames = [] } of [...rules].flat()) {
    if (resourceNames.length === 0) continue;
    for (const resource of resources) {
      const known = names.get(resource) ?? new Set();
      for (const name of resourceNames) known.add(name);
      names.set(resource, known);
    }
  }
  return names;
}

/** More names than these are not tried for a right of which any name is enough. */
const mostNames = 100;
/** What no object is called: only rules without names cover it. */
export const unnamed = "\u0000";

function namesFor({ resource, subresource }: NeededRight, inRules: NamesInRules): ReadonlySet<string> {
  const whole = subresource === undefined ? [resource] : [`${resource}/${subresource}`, `*/${subresource}`];
  return new Set([...whole, "*"].flatMap((one) => [...(inRules.get(one) ?? [])]));
}

function namesAsked(right: NeededRight, inRules: NamesInRules): readonly string[] {
  const { names = [""] } = right;
  return names === "any" ? [unnamed, ...[...namesFor(right, inRules)].slice(0, mostNames)] : names;
}

/** The requests of which any must be allowed. */
export function requestsOf(right: NeededRight | AnonymousRequest, inRules: NamesInRules): readonly AnonymousRequest[] {
  if (!("verbs" in right)) return [right];
  const { verbs, apiGroup, resource, subresource = "", namespace = "" } = right;
  return namesAsked(right, inRules).flatMap((name) =>
    verbs.map((verb) => ({ verb, apiGroup, apiVersion: "*", resource, subresource, name, namespace })),
  );
}
