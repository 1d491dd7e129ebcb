// Rules that say the same in the fewest words: what is covered twice is said once, and what is alike is put together.
import { coversResource } from "../../engines/authorization/index.ts";
import type { PolicyRule } from "../../kubernetes/index.ts";

/** One right on resources, as small as a rule can be; no name stands for any. */
interface Atom {
  readonly group: string;
  readonly resource: string;
  readonly name?: string;
  readonly verb: string;
}

/** One right on a path. */
interface PathAtom {
  readonly path: string;
  readonly verb: string;
}

function atomsOf({ apiGroups = [], resources = [], resourceNames = [], verbs = [] }: PolicyRule): readonly Atom[] {
  const names = resourceNames.length === 0 ? [undefined] : resourceNames;
  return apiGroups.flatMap((group) =>
    resources.flatMap((resource) =>
      names.flatMap((name) =>
        verbs.map((verb) => ({ group, resource, verb, ...(name === undefined ? {} : { name }) })),
      ),
    ),
  );
}

function pathAtomsOf({ nonResourceURLs = [], verbs = [] }: PolicyRule): readonly PathAtom[] {
  return nonResourceURLs.flatMap((path) => verbs.map((verb) => ({ path, verb })));
}

function coversAtom(wide: Atom, narrow: Atom): boolean {
  if (wide.name !== undefined && wide.name !== narrow.name) return false;
  if (wide.verb !== "*" && wide.verb !== narrow.verb) return false;
  if (wide.group !== "*" && wide.group !== narrow.group) return false;
  return coversResource({ resources: [wide.resource], verbs: [] }, narrow.resource);
}

function coversPath(wide: PathAtom, narrow: PathAtom): boolean {
  if (wide.verb !== "*" && wide.verb !== narrow.verb) return false;
  return (
    wide.path === narrow.path || (wide.path.endsWith("*") && narrow.path.startsWith(wide.path.replace(/\*+$/, "")))
  );
}

/** Those no other covers; of two that cover each other, the first. Quadratic only in those that hold a star or no name. */
function uncovered<T>(items: readonly T[], isWide: (item: T) => boolean, covers: (wide: T, narrow: T) => boolean): T[] {
  const distinct = [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
  const wide = distinct.filter(isWide);
  return distinct.filter(
    (item) =>
      !wide.some(
        (other) =>
          other !== item && covers(other, item) && !(covers(item, other) && wide.indexOf(item) < wide.indexOf(other)),
      ),
  );
}

/** Groups by a key and joins one field; keeps the order of first mention. */
function merged<T, R>(items: readonly T[], keyOf: (item: T) => string, join: (same: readonly T[]) => R): R[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return [...groups.values()].map(join);
}

const verbOrder = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];

function sortedVerbs(verbs: readonly string[]): readonly string[] {
  const rank = (verb: string): number => (verbOrder.includes(verb) ? verbOrder.indexOf(verb) : verbOrder.length);
  return [...new Set(verbs)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();

interface Entry {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly names: readonly string[];
  readonly verbs: readonly string[];
}

function entriesOf(atoms: readonly Atom[]): readonly Entry[] {
  const single = merged(
    atoms,
    ({ group, resource, name }) => JSON.stringify([group, resource, name ?? null]),
    (same): Entry => {
      const [{ group, resource, name } = { group: "", resource: "" } as Atom] = same;
      const verbs = sortedVerbs(same.map(({ verb }) => verb));
      return { groups: [group], resources: [resource], names: name === undefined ? [] : [name], verbs };
    },
  );
  const byName = merged(
    single,
    ({ groups, resources, names, verbs }) => JSON.stringify([groups, resources, verbs, names.length > 0]),
    (same): Entry => ({ ...(same[0] as Entry), names: unique(same.flatMap(({ names }) => names)) }),
  );
  const byResource = merged(
    byName,
    ({ groups, names, verbs }) => JSON.stringify([groups, names, verbs]),
    (same): Entry => ({ ...(same[0] as Entry), resources: unique(same.flatMap(({ resources }) => resources)) }),
  );
  return merged(
    byResource,
    ({ resources, names, verbs }) => JSON.stringify([resources, names, verbs]),
    (same): Entry => ({ ...(same[0] as Entry), groups: unique(same.flatMap(({ groups }) => groups)) }),
  );
}

function pathRules(atoms: readonly PathAtom[]): readonly PolicyRule[] {
  const byPath = merged(
    atoms,
    ({ path }) => path,
    (same) => ({ path: same[0]?.path ?? "", verbs: sortedVerbs(same.map(({ verb }) => verb)) }),
  );
  return merged(
    byPath,
    ({ verbs }) => JSON.stringify(verbs),
    (same) => ({ nonResourceURLs: unique(same.map(({ path }) => path)), verbs: [...(same[0]?.verbs ?? [])] }),
  );
}

const isWideAtom = ({ group, resource, name, verb }: Atom): boolean =>
  name === undefined || verb === "*" || group === "*" || resource.includes("*");
const isWidePath = ({ path, verb }: PathAtom): boolean => verb === "*" || path.endsWith("*");

function rulesOf(atoms: readonly Atom[], paths: readonly PathAtom[]): readonly PolicyRule[] {
  const resourceRules = entriesOf(atoms).map(({ groups, resources, names, verbs }): PolicyRule => ({
    apiGroups: [...groups],
    resources: [...resources],
    ...(names.length === 0 ? {} : { resourceNames: [...names] }),
    verbs: [...verbs],
  }));
  return [...resourceRules, ...pathRules(paths)];
}

/**
 * Rules that allow exactly what `rules` allow together, each right said once, sorted within. Names of one resource with the same
 * verbs share a rule. Linear in rights, times those with stars.
 */
export function minimalRules(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  return rulesOf(
    uncovered(rules.flatMap(atomsOf), isWideAtom, coversAtom),
    uncovered(rules.flatMap(pathAtomsOf), isWidePath, coversPath),
  );
}

/** The rights of `rules` that no single right of `known` covers, as minimal rules. */
export function rulesBeyond(rules: readonly PolicyRule[], known: readonly PolicyRule[]): readonly PolicyRule[] {
  const [knownAtoms, knownPaths] = [known.flatMap(atomsOf), known.flatMap(pathAtomsOf)];
  const atoms = uncovered(rules.flatMap(atomsOf), isWideAtom, coversAtom);
  const paths = uncovered(rules.flatMap(pathAtomsOf), isWidePath, coversPath);
  return rulesOf(
    atoms.filter((atom) => !knownAtoms.some((wide) => coversAtom(wide, atom))),
    paths.filter((path) => !knownPaths.some((wide) => coversPath(wide, path))),
  );
}
