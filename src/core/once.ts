// Work that is put off until somebody needs it.

/** A function that computes its answer when it is first called, and then remembers it. */
export function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}
