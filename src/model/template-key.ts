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

/** Whether two values are the same without looking for what merely means the same. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => isSame(item, b[index]));
  }
  const [left, right] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && isSame(left[key], right[key]));
}

/**
 * A function whose answers are equal for templates that differ in nothing a decision reads; annotations that decide
 * (AppArmor, seccomp) count. `group` names those among which the template is likely to be found again: the one seen
 * last there is compared first, so that thousands of pods of one template cost little.
 */
export function templateKeyer(): (template: PodTemplate, group: string) => number {
  const byText = new Map<string, number>();
  const lastOf = new Map<string, { readonly value: unknown; readonly key: number }>();
  return ({ metadata, spec = {} }, group) => {
    const value = [deciding(metadata?.annotations), comparable(spec)];
    const last = lastOf.get(group);
    if (last !== undefined && isSame(last.value, value)) return last.key;
    const text = stringifyJson(canonical(value));
    const key = byText.get(text) ?? byText.size;
    byText.set(text, key);
    lastOf.set(group, { value, key });
    return key;
  };
}
