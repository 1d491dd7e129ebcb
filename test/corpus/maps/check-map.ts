// What a map of another tool's checks is.

/** Their check → those of ours that answer the same question; any of them that fails counts. What is not in it has no equivalent. */
export type CheckMap = Readonly<Record<string, readonly string[]>>;
