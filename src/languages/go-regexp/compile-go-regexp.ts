// Go's regexp syntax and matches, in time linear in the text: a thin face of re2js, a port of RE2.
import { RE2JS } from "re2js";

/** One match: its offset in UTF-16 units, its text, and its groups (undefined where one took no part). */
export interface GoRegexpMatch {
  readonly index: number;
  readonly text: string;
  readonly groups: readonly (string | undefined)[];
}

/** A compiled pattern. */
export interface GoRegexp {
  /** Whether the pattern is found anywhere in the text. */
  readonly test: (text: string) => boolean;
  /** Leftmost matches that do not overlap, at most `limit`, as Go's FindAllStringSubmatch gives them. */
  readonly matches: (text: string, limit: number) => readonly GoRegexpMatch[];
  readonly groupCount: number;
}

function readMatches(pattern: RE2JS, text: string, limit: number): readonly GoRegexpMatch[] {
  const matcher = pattern.matcher(text);
  const count = matcher.groupCount();
  const found: GoRegexpMatch[] = [];
  while (found.length < limit && matcher.find()) {
    const groups = Array.from({ length: count }, (_, at) => matcher.group(at + 1) ?? undefined);
    found.push({ index: matcher.start(), text: matcher.group() ?? "", groups });
  }
  return found;
}

/** Go's `regexp.MustCompile` reads neither look-around nor back-references; nor does this. */
const beyondGo = /\(\?<[=!]/;

/**
 * Compiles a pattern as Go's regexp.Compile does. A pattern Go refuses gives `fault` in Go's words
 * (`error parsing regexp: missing closing ): …`). Repetitions are bounded by 1000, nested ones by their product.
 */
export function compileGoRegexp(pattern: string): GoRegexp | { readonly fault: string } {
  if (beyondGo.test(pattern) && !pattern.includes("\\Q"))
    return { fault: `error parsing regexp: invalid or unsupported Perl syntax: \`${pattern.slice(0, 3)}\`` };
  try {
    const compiled = RE2JS.compile(pattern);
    return {
      test: (text) => compiled.matcher(text).find(),
      matches: (text, limit) => readMatches(compiled, text, limit),
      groupCount: compiled.groupCount(),
    };
  } catch (thrown) {
    return { fault: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}
