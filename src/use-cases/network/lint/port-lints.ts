// Ports that are not those of the pods: Services' ports, names nobody declares, ranges the plugin does not read.
import { matchesSelector } from "../../../kubernetes/index.ts";
import type { PodInput, ServiceInput, ServicePort } from "../../../engines/network-policy/index.ts";
import { hit, rulesOf, type LintContext, type LintHit, type PlacedRule, type PortMatch } from "./lint-context.ts";

type NamedPort = Extract<PortMatch, { name: string }>;
type NumberedPort = Extract<PortMatch, { first: number }>;

function portPath({ path }: PlacedRule, index: number): string {
  return `${path}.ports[${index}]`;
}

/** Pods by peer, as they are looked through until one fits. */
type PodLists = readonly (readonly PodInput[])[];

function findPod(lists: PodLists, fits: (pod: PodInput) => boolean): PodInput | undefined {
  for (const list of lists) {
    const pod = list.find(fits);
    if (pod !== undefined) return pod;
  }
  return undefined;
}

function declares({ ports }: PodInput, { name, protocol }: NamedPort): boolean {
  return ports.some((port) => port.name === name && (protocol ?? port.protocol ?? "TCP") === (port.protocol ?? "TCP"));
}

function unknownName(placed: PlacedRule, pods: PodLists | undefined, port: NamedPort, index: number): LintHit[] {
  if (pods === undefined || pods.every((list) => list.length === 0)) return [];
  if (findPod(pods, (pod) => declares(pod, port)) !== undefined) return [];
  const others = [...new Set(pods.flat().flatMap(({ ports }) => ports.flatMap(({ name }) => name ?? [])))].sort();
  const whose = placed.direction === "ingress" ? "the pods it selects" : "the pods it names";
  const known = others.length === 0 ? "they name none" : `they name ${others.slice(0, 5).join(", ")}`;
  const protocol = port.protocol === undefined ? "" : `/${port.protocol}`;
  return [
    hit(
      "named-port-unknown",
      placed.policy,
      portPath(placed, index),
      `opens nothing: none of ${whose} gives a port the name ${port.name}${protocol}; ${known}`,
    ),
  ];
}

/** What a Service's port becomes on a pod. */
function targetOn({ targetPort, protocol }: ServicePort, { ports }: PodInput): number | undefined {
  if (typeof targetPort === "number") return targetPort;
  return ports.find((port) => port.name === targetPort && (port.protocol ?? "TCP") === protocol)?.containerPort;
}

interface Translation {
  readonly service: ServiceInput;
  readonly target: number;
}

/** A Service that sends this port on to another one of these pods. */
function translationOf(
  services: readonly ServiceInput[],
  pods: PodLists,
  { protocol, first }: NumberedPort,
): Translation | undefined {
  for (const service of services) {
    const { selector, ports, namespace } = service;
    const own = ports.find((port) => port.port === first && port.protocol === protocol);
    if (selector === undefined || own === undefined) continue;
    const behind = findPod(
      pods,
      (pod) => pod.namespace === namespace && matchesSelector({ matchLabels: selector }, pod.labels),
    );
    const target = behind === undefined ? undefined : targetOn(own, behind);
    if (target !== undefined && target !== first) return { service, target };
  }
  return undefined;
}

function servicePort(
  placed: PlacedRule,
  services: readonly ServiceInput[],
  pods: PodLists,
  port: NumberedPort,
  index: number,
): LintHit[] {
  if (port.first !== port.last) return [];
  const hasPort = ({ ports }: PodInput): boolean =>
    ports.some(({ containerPort, protocol = "TCP" }) => containerPort === port.first && protocol === port.protocol);
  const declared = findPod(pods, hasPort) !== undefined;
  const translation = declared ? undefined : translationOf(services, pods, port);
  if (translation === undefined) return [];
  const { service, target } = translation;
  const message = `names port ${port.first} of Service ${service.namespace}/${service.name}; its pods get the traffic on ${target}`;
  return [hit("service-port", placed.policy, portPath(placed, index), message)];
}

function portHits(
  context: LintContext,
  placed: PlacedRule,
  services: ReadonlyMap<number, readonly ServiceInput[]>,
): LintHit[] {
  const { rule, policy } = placed;
  if (rule.ports === "any") return [];
  const pods = context.destinations(placed);
  return rule.ports.flatMap((port, index): LintHit[] => {
    if ("name" in port) return unknownName(placed, pods, port, index);
    const isRange = port.first !== port.last && !(port.first === 1 && port.last === 65_535);
    if (isRange && policy.kind === "NetworkPolicy" && context.view.plugin.endPort === "not-enforced")
      return [
        hit(
          "end-port-not-enforced",
          policy,
          portPath(placed, index),
          `is the range ${port.first}-${port.last}, of which this plugin opens ${port.first} only`,
        ),
      ];
    const candidates = services.get(port.first);
    return candidates === undefined ? [] : servicePort(placed, candidates, pods ?? [], port, index);
  });
}

/** All of them. */
export function* portLints(context: LintContext): Generator<LintHit> {
  const services = new Map<number, ServiceInput[]>();
  for (const service of context.view.services) {
    for (const { port } of service.ports) services.set(port, [...(services.get(port) ?? []), service]);
  }
  for (const policy of context.policies) {
    for (const placed of rulesOf(policy)) yield* portHits(context, placed, services);
  }
}
