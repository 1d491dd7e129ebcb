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

function withoutTokenMount(container: Container): Container {
  const { volumeMounts = [], ...rest } = container;
  const mounts = withoutToken(volumeMounts);
  if (mounts === container.volumeMounts) return container;
  return mounts.length === 0 ? rest : { ...rest, volumeMounts: mounts };
}

function comparable(spec: PodSpec): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(spec)) if (!filledIn.has(key)) result[key] = value;
  result["serviceAccountName"] = spec.serviceAccountName ?? spec.serviceAccount ?? "default";
  const volumes = withoutToken(spec.volumes ?? []);
  result["volumes"] = volumes.length === 0 ? undefined : volumes;
  for (const field of ["containers", "initContainers"] as const) {
    result[field] = spec[field]?.map((container) =>
      withoutTokenMount(withoutDefaultPorts(container, spec.hostNetwork === true)),
    );
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

/** Templates of one group: the one seen last, and the keys of all by their text, once there is more than one. */
interface Group {
  value: unknown;
  key: number;
  keys: Map<string, number> | undefined;
}

/**
 * A function whose answers are equal for templates of one group that differ in nothing a decision reads; annotations that
 * decide (AppArmor, seccomp) count. Comparing with the template seen last comes first, so that thousands of pods of one
 * template cost little. Linear in the templates.
 */
export function templateKeyer(): (template: PodTemplate, group: string) => number {
  const groups = new Map<string, Group>();
  return ({ metadata, spec = {} }, name) => {
    const value = [deciding(metadata?.annotations), comparable(spec)];
    const group = groups.get(name);
    if (group === undefined) {
      groups.set(name, { value, key: 0, keys: undefined });
      return 0;
    }
    if (isSame(group.value, value)) return group.key;
    group.keys ??= new Map([[textOf(group.value), group.key]]);
    const text = textOf(value);
    group.key = group.keys.get(text) ?? group.keys.size;
    group.keys.set(text, group.key);
    group.value = value;
    return group.key;
  };
}

function textOf(value: unknown): string {
  return stringifyJson(canonical(value));
}
