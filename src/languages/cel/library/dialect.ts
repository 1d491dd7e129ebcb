// Which functions, macros and rules an expression is compiled with.
import { compareMinor, type Minor } from "../../../core/index.ts";
import type { CelMacro } from "../syntax/macro.ts";
import { blockMacros } from "../syntax/block-macros.ts";
import {
  bindMacro,
  optionalMacros,
  sortByMacro,
  standardMacros,
  twoVariableMacros,
} from "../syntax/standard-macros.ts";
import { authorizerOverloads, authorizerSelectorOverloads, authorizerTypeNames } from "./authorizer-value.ts";
import { endOverloads, insertOverloads, listOverloads, setOverloads } from "./extensions/collection-functions.ts";
import { firstFormatOverload, fourthFormatOverload } from "./extensions/format-text.ts";
import { encoderOverloads, mathMacros, mathOverloads } from "./extensions/math-functions.ts";
import { quoteOverload, reverseOverload, stringOverloads } from "./extensions/string-functions.ts";
import { formatOverloads } from "./kubernetes/format-functions.ts";
import { cidrOverloads, ipOverloads } from "./kubernetes/ip-functions.ts";
import { includesOverload, kubernetesListOverloads } from "./kubernetes/list-functions.ts";
import { quantityOverloads } from "./kubernetes/quantity-functions.ts";
import { regexOverloads } from "./kubernetes/regex-functions.ts";
import { semverOverloads } from "./kubernetes/semver-functions.ts";
import { urlOverloads } from "./kubernetes/url-functions.ts";
import type { CelOverload } from "./overload.ts";
import { optionalOverloads } from "./optional-functions.ts";
import { conversionOverloads } from "./standard-conversions.ts";
import { operatorOverloads } from "./standard-operators.ts";
import { textOverloads } from "./standard-texts.ts";

/** A dialect of the language; made by `kubernetesDialect` or `standardDialect`. */
export interface CelDialect {
  readonly name: string;
  readonly functions: ReadonlyMap<string, readonly CelOverload[]>;
  readonly macros: readonly CelMacro[];
  /** Names of the types that libraries add. */
  readonly types: readonly string[];
  readonly optionals: boolean;
  readonly quotedNames: boolean;
  /** Whether `1 < 1.5` compiles without dyn(). */
  readonly crossTypeComparisons: boolean;
  /** Whether the elements of a list literal must have one type. */
  readonly homogeneousLiterals: boolean;
  /** Whether literals of durations, times and patterns are checked when compiling. */
  readonly checksLiterals: boolean;
  /** Whether a constant conversion that must fail is an error of compilation. */
  readonly checksConstants: boolean;
  /** Whether a key may stand twice in a map literal. */
  readonly repeatedKeys: "last" | "refused";
  readonly costs: "kubernetes" | "standard";
}

const dialects = new Map<Minor, CelDialect>();

function byName(overloads: readonly CelOverload[]): ReadonlyMap<string, readonly CelOverload[]> {
  const functions = new Map<string, CelOverload[]>();
  for (const overload of overloads) {
    const known = functions.get(overload.name);
    if (known === undefined) functions.set(overload.name, [overload]);
    else if (!known.some(({ id }) => id === overload.id)) known.push(overload);
  }
  return functions;
}

const base = [...operatorOverloads, ...conversionOverloads, ...textOverloads];
const noExistsOne = standardMacros.filter(({ name }) => name !== "existsOne");

/** The language of cel-spec with cel-go's extension libraries: strings, math, lists, sets, encoders, bindings, two-variable comprehensions. */
export const standardDialect: CelDialect = {
  name: "standard",
  functions: byName([
    ...base,
    ...optionalOverloads,
    ...endOverloads,
    ...insertOverloads,
    ...stringOverloads,
    quoteOverload,
    fourthFormatOverload,
    reverseOverload,
    ...listOverloads,
    ...setOverloads,
    ...mathOverloads,
    ...encoderOverloads,
  ]),
  macros: [
    ...standardMacros,
    ...optionalMacros,
    ...twoVariableMacros,
    bindMacro,
    sortByMacro,
    ...blockMacros,
    ...mathMacros,
  ],
  types: [],
  optionals: true,
  quotedNames: true,
  crossTypeComparisons: true,
  homogeneousLiterals: false,
  checksLiterals: false,
  checksConstants: false,
  repeatedKeys: "refused",
  costs: "standard",
};

/** A library of Kubernetes and the version that introduced it. */
interface Library {
  readonly since: Minor;
  readonly functions?: readonly CelOverload[];
  readonly macros?: readonly CelMacro[];
  readonly types?: readonly string[];
}

const libraries: readonly Library[] = [
  { since: "1.0", functions: [...base, ...stringOverloads], macros: noExistsOne },
  {
    since: "1.0",
    functions: [...kubernetesListOverloads, ...regexOverloads, ...urlOverloads],
    types: ["kubernetes.URL"],
  },
  { since: "1.27", functions: authorizerOverloads, types: authorizerTypeNames },
  { since: "1.28", functions: [...optionalOverloads, ...endOverloads], macros: optionalMacros },
  { since: "1.28", functions: quantityOverloads, types: ["kubernetes.Quantity"] },
  { since: "1.29", functions: [quoteOverload, firstFormatOverload, ...setOverloads] },
  { since: "1.30", functions: [...ipOverloads, ...cidrOverloads], types: ["net.IP", "net.CIDR"] },
  { since: "1.31", functions: formatOverloads, types: ["kubernetes.NamedFormat"] },
  { since: "1.31", functions: authorizerSelectorOverloads },
  { since: "1.32", functions: insertOverloads, macros: twoVariableMacros },
  { since: "1.33", functions: semverOverloads, types: ["kubernetes.Semver"] },
  { since: "1.34", functions: listOverloads, macros: [sortByMacro] },
  { since: "1.37", functions: [includesOverload] },
];

function buildDialect(minor: Minor): CelDialect {
  const has = (since: Minor) => compareMinor(minor, since) >= 0;
  const present = libraries.filter(({ since }) => has(since));
  return {
    name: `Kubernetes ${minor}`,
    functions: byName(present.flatMap(({ functions = [] }) => functions)),
    macros: present.flatMap(({ macros = [] }) => macros),
    types: present.flatMap(({ types = [] }) => types),
    optionals: has("1.28"),
    quotedNames: has("1.33"),
    crossTypeComparisons: has("1.28"),
    homogeneousLiterals: true,
    checksLiterals: has("1.29"),
    checksConstants: true,
    repeatedKeys: "last",
    costs: "kubernetes",
  };
}

/**
 * The language as an API server of this minor version reads it in stored objects and configuration files
 * (k8s.io/apiserver/pkg/cel/environment/base.go): a library is there from the version that introduced it.
 * Expressions that are written anew are held to the version before, so that a server can be taken back.
 */
export function kubernetesDialect(minor: Minor): CelDialect {
  const known = dialects.get(minor);
  if (known !== undefined) return known;
  const dialect = buildDialect(minor);
  dialects.set(minor, dialect);
  return dialect;
}
