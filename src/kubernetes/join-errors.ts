// Several errors in one text.

/** Texts of several errors as Kubernetes joins them: each once, in brackets when there are more (apimachinery util/errors). */
export function joinErrors(messages: readonly string[]): string {
  const distinct = [...new Set(messages)];
  return distinct.length === 1 ? (distinct[0] ?? "") : `[${distinct.join(", ")}]`;
}
