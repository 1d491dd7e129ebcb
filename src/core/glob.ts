// Simple patterns for names: `*` stands for any text, everything else for itself.

/** Whether the whole text matches. Never slower than the product of both lengths, whatever the pattern. */
export function matchesGlob(pattern: string, text: string): boolean {
  let [at, position] = [0, 0];
  let [star, retry] = [-1, 0];
  while (position < text.length) {
    if (pattern[at] === "*") {
      star = at++;
      retry = position;
    } else if (at < pattern.length && pattern[at] === text[position]) {
      at++;
      position++;
    } else if (star === -1) return false;
    else {
      at = star + 1;
      position = ++retry;
    }
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}
