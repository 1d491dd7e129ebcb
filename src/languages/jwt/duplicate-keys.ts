// Keys that a JSON text sets twice in one object: a token that has some means one thing to one reader and another to the next.

/** Where a key is set again: the keys from the root to the object, and the key itself. */
export type DuplicateKey = readonly string[];

interface Frame {
  readonly keys: Set<string> | undefined;
  key: string;
}

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;

/** The keys of the outermost object that stand before the first of them is set again; undefined where none is. Linear. */
export function keysBeforeDuplicate(text: string): ReadonlySet<string> | undefined {
  const seen = new Set<string>();
  let depth = 0;
  let expectsKey = false;
  for (const [token] of text.matchAll(tokens)) {
    if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    else if (token.startsWith('"') && expectsKey && depth === 1) {
      const key = JSON.parse(token) as string;
      if (seen.has(key)) return seen;
      seen.add(key);
    }
    expectsKey = depth === 1 && (token === "{" || token === ",");
  }
  return undefined;
}

/**
 * The keys set again in a text that is known to be JSON, at most `most` of them. Elements of lists have no key of their own.
 * Linear.
 */
export function duplicateKeys(text: string, most = 20): readonly DuplicateKey[] {
  const found: DuplicateKey[] = [];
  const open: Frame[] = [];
  let expectsKey = false;
  for (const [token] of text.matchAll(tokens)) {
    const frame = open.at(-1);
    if (token === "{" || token === "[") open.push({ keys: token === "{" ? new Set() : undefined, key: "" });
    else if (token === "}" || token === "]") open.pop();
    else if (token.startsWith('"') && expectsKey && frame?.keys !== undefined) {
      const key = JSON.parse(token) as string;
      if (frame.keys.has(key) && found.length < most)
        found.push([...open.slice(0, -1).flatMap((outer) => (outer.keys === undefined ? [] : [outer.key])), key]);
      frame.keys.add(key);
      frame.key = key;
    }
    expectsKey = token === "{" || (token === "," && open.at(-1)?.keys !== undefined);
  }
  return found;
}
