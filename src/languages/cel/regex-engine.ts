// The regular expressions of CEL come from outside: RE2's syntax, in linear time.

/** A compiled pattern. Offsets count UTF-16 units. */
export interface CelRegex {
  /** Whether the pattern is found anywhere in the text. */
  readonly test: (text: string) => boolean;
  /** The matches from left to right, none overlapping, at most `limit`; each is the whole match and its groups. */
  readonly matches: (text: string, limit: number) => readonly CelRegexMatch[];
  readonly groupCount: number;
}

/** One match: where it begins, its text, and its groups (undefined where one took no part). */
export interface CelRegexMatch {
  readonly index: number;
  readonly text: string;
  readonly groups: readonly (string | undefined)[];
}

/** Compiles RE2 patterns as Go's regexp does; a fault is Go's message ("missing closing )"). */
export interface CelRegexEngine {
  readonly compile: (pattern: string) => CelRegex | { readonly fault: string };
}
