// Freezes a value to its leaves, so that a check that changes its input fails its test.

/** Freezes everything reachable; linear in the size of the value. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const item of Object.values(value)) deepFreeze(item);
  return value;
}
