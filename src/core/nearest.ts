// "Did you mean": the known name closest to a mistyped one.

/** Letters to change, add, drop or swap with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  let beforeThat: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const swapped = column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swap = swapped ? (beforeThat[column - 2] ?? 0) + 1 : Infinity;
      current.push(Math.min(substitution, swap, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    [beforeThat, previous] = [previous, current];
  }
  return previous[b.length] ?? 0;
}

/** Known names within a third of the length of `name`, closest first, at most `limit`. Names over 100 characters match nothing. */
export function nearest(name: string, known: Iterable<string>, limit = 3): string[] {
  if (name.length > 100) return [];
  const allowed = Math.max(1, Math.floor(name.length / 3));
  return [...known]
    .map((candidate) => ({
      candidate,
      edits: candidate.includes(name) && name.length > 2 ? 1 : distance(name, candidate),
    }))
    .filter(({ edits }) => edits <= allowed)
    .sort((a, b) => a.edits - b.edits || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

/** ` Did you mean "x"?`, or nothing when no known name is close. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const names = nearest(name, known).map((candidate) => `"${candidate}"`);
  return names.length === 0 ? "" : ` Did you mean ${names.join(" or ")}?`;
}
