// Options that may be given several times, or once with commas.

/** Adds the values of one use of the option to those before. */
export function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, ...value.split(",").filter((part) => part !== "")];
}

/** Adds one use of the option as it is: what it names may hold commas of its own. */
export function collectWhole(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}
