// Text without the stars at its end (Go's strings.TrimRight), for patterns of three matchers that are otherwise different.

/** `/healthz/**` becomes `/healthz/`; stars elsewhere stay. Linear, where a regular expression would not be. */
export function trimStars(pattern: string): string {
  let end = pattern.length;
  while (pattern[end - 1] === "*") end--;
  return pattern.slice(0, end);
}
