// Labels as evidence: what one says, or that it is not there.
import { formatPath, type Evidence } from "../core/index.ts";
import type { KubernetesObject } from "../kubernetes/index.ts";

/** `metadata.labels["a.b/c"]` */
export function labelPath(label: string): string {
  return formatPath(["metadata", "labels", label]);
}

/** The value of a label, or its absence. */
export function labelEvidence({ metadata }: KubernetesObject, label: string): Evidence {
  const { labels = {} } = metadata;
  const value = Object.hasOwn(labels, label) ? labels[label] : undefined;
  const path = labelPath(label);
  if (value === undefined) return { source: "absence", path, text: `the label ${label} is not set` };
  return { source: "field", path, value, text: `the label ${label} is ${value}` };
}
