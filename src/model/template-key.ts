// When two pod templates are the same: what admission and the scheduler add to every pod is left out.
import type { PodSpec, PodTemplate } from "../kubernetes/index.ts";
import { stringifyJson } from "../core/index.ts";

const tokenVolume = /^(?:kube-api-access-[a-z0-9]{5}|[a-z0-9.-]+-token-[a-z0-9]{5})$/;

/** Fields that the API server, admission plugins or the scheduler fill in for every pod. */
const filledIn = new Set<string>([
  "nodeName",
  "tolerations",
  "priority",
  "preemptionPolicy",
  "schedulerName",
  "enableServiceLinks",
  "dnsPolicy",
  "terminationGracePeriodSeconds",
  "restartPolicy",
  "imagePullSecrets",
  "hostname",
  "subdomain",
]);

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .filter(([, item]) => !isEmpty(item))
    .map(([key, item]) => [key, canonical(item)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}

function withoutToken<T extends { readonly name?: string }>(items: readonly T[]): readonly T[] {
  return items.filter(({ name }) => name === undefined || !tokenVolume.test(name));
}

function comparable(spec: PodSpec): Record<string, unknown> {
  const fields = Object.entries(spec).filter(([key]) => !filledIn.has(key));
  const result: Record<string, unknown> = Object.fromEntries(fields);
  result["serviceAccountName"] = spec.serviceAccountName ?? spec.serviceAccount ?? "default";
  delete result["serviceAccount"];
  result["volumes"] = withoutToken(spec.volumes ?? []);
  for (const field of ["containers", "initContainers"] as const) {
    result[field] = (spec[field] ?? []).map((container) => ({
      ...container,
      volumeMounts: withoutToken(container.volumeMounts ?? []),
    }));
  }
  return result;
}

const keys = new WeakMap<PodTemplate, string>();

/** Equal for templates that differ in nothing a decision reads; annotations that decide (AppArmor, seccomp) count. */
export function templateKey(template: PodTemplate): string {
  const known = keys.get(template);
  if (known !== undefined) return known;
  const annotations = Object.entries(template.metadata?.annotations ?? {})
    .filter(([name]) => /(?:apparmor|seccomp)/.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const key = stringifyJson([annotations, canonical(comparable(template.spec ?? {}))]);
  keys.set(template, key);
  return key;
}
