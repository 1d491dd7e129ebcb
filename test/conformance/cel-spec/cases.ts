// The cases of cel-spec's conformance suite, each with a name of its own.
import { tests } from "@bufbuild/cel-spec/testdata/conformance.js";
import type { SpecCase } from "./judge-case.ts";

interface SpecSuite {
  readonly name: string;
  readonly suites?: readonly SpecSuite[];
  readonly tests?: readonly { readonly original: SpecCase }[];
}

/** A case and its place: file of the suite, sections, name; repeated names are numbered. */
export interface NamedCase {
  readonly id: string;
  readonly file: string;
  readonly test: SpecCase;
}

function* walk(
  suite: SpecSuite,
  path: readonly string[],
): Generator<{ readonly path: readonly string[]; readonly test: SpecCase }> {
  for (const { original } of suite.tests ?? [])
    yield { path: [...path, original.name ?? original.expr], test: original };
  for (const inner of suite.suites ?? []) yield* walk(inner, [...path, inner.name]);
}

/** Every case of the installed package. */
export function specCases(): readonly NamedCase[] {
  const seen = new Map<string, number>();
  const root: SpecSuite = tests;
  return (root.suites ?? []).flatMap((suite) =>
    [...walk(suite, [suite.name])].map(({ path, test }) => {
      const name = path.join("/");
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return { id: count === 1 ? name : `${name}#${count}`, file: suite.name, test };
    }),
  );
}
