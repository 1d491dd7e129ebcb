// Label selectors (k8s.io/apimachinery meta/v1 LabelSelectorAsSelector).
import type { LabelSelector } from "./metadata.ts";

/** Labels of an object; absent means none. */
export type Labels = Readonly<Record<string, string>> | undefined;

/**
 * Whether a selector matches labels. An empty selector matches everything; an absent one, which the API reads as
 * matching nothing, is the caller's business. NotIn and DoesNotExist match where the key is missing.
 * An operator the API does not know matches nothing.
 */
export function matchesSelector(selector: LabelSelector, labels: Labels): boolean {
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    if (labelOf(labels, key) !== value) return false;
  }
  return (selector.matchExpressions ?? []).every(({ key = "", operator, values = [] }) => {
    const value = labelOf(labels, key);
    switch (operator) {
      case "In":
        return value !== undefined && values.includes(value);
      case "NotIn":
        return value === undefined || !values.includes(value);
      case "Exists":
        return value !== undefined;
      case "DoesNotExist":
        return value === undefined;
      default:
        return false;
    }
  });
}

function labelOf(labels: Labels, key: string): string | undefined {
  return labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;
}
