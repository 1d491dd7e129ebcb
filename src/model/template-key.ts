// When two pod templates are the same: what admission and the scheduler add to every pod is left out.
import { stringifyJson } from "../core/index.ts";
import type { Container, PodSpec, PodTemplate } from "../kubernetes/index.ts";

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
  "serviceAccount",
]);

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** Keys in order, empty values left out: equal for what the API server treats as equal. */
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
  return items.some(({ name }) => name !== undefined && tokenVolume.test(name))
    ? items.filter(({ name }) => name === undefined || !tokenVolume.test(name))
    : items;
}

/** Pods on the host's network get each port as hostPort; since 1.28 their templates do not (API defaults of core/v1). */
function withoutDefaultPorts(container: Container, hostNetwork: boolean): Container {
  if (!hostNetwork || container.ports === undefined) return container;
  return {
    ...container,
    ports: container.ports.map(({ hostPort, ...port }) =>
      hostPort === port.containerPort ? port : { ...port, ...(hostPort === undefined ? {} : { hostPort }) },
    ),
  };
}

function comparable(spec: PodSpec): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(spec)) if (!filledIn.has(key)) result[key] = value;
  result["serviceAccountName"] = spec.serviceAccountName ?? spec.serviceAccount ?? "default";
  if (spec.volumes !== undefined) result["volumes"] = withoutToken(spec.volumes);
  for (const field of ["containers", "initContainers"] as const) {
    result[field] = spec[field]?.map((container) => ({
      ...withoutDefaultPorts(container, spec.hostNetwork === true),
      volumeMounts: withoutToken(container.volumeMounts ?? []),
    }));
  }
  return result;
}

function deciding(annotations: Readonly<Record<string, string>> = {}): readonly (readonly [string, string])[] {
  return Object.entries(annotations)
    .filter(([name]) => name.includes("apparmor") || name.includes("seccomp"))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * A function whose answers are equal for templates that differ in nothing a decision reads; annotations that decide
 * (AppArmor, seccomp) count. It remembers templates written in the same way, so that thousands of pods of one template
 * cost little more than their text.
 */
export function templateKeyer(): (template: PodTemplate) => string {
  const byText = new Map<string, string>();
  return ({ metadata, spec = {} }) => {
    const value = [deciding(metadata?.annotations), comparable(spec)];
    const text = stringifyJson(value);
    const known = byText.get(text);
    if (known !== undefined) return known;
    const key = stringifyJson(canonical(value));
    byText.set(text, key);
    return key;
  };
}
