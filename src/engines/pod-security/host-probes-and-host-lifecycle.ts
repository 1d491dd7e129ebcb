// Baseline since 1.34: probes and lifecycle handlers name no host, so that the kubelet cannot be sent to other addresses.
import type { Container } from "../../kubernetes/index.ts";
import { refuseIfAny, type Control, type Judge, type Place } from "./control.ts";
import { offendersIn, textsFound, type PlaceField } from "./places.ts";
import { containersNamed, plural, quoteAll, sortedUnique } from "./wording.ts";

type Handler = NonNullable<Container["livenessProbe"]>;

const probes = ["livenessProbe", "readinessProbe", "startupProbe"] as const;
const hooks = ["postStart", "preStop"] as const;
const actions = ["httpGet", "tcpSocket"] as const;

const none: readonly Place[] = [];

function hostsOf(handler: Handler | undefined, place: PlaceField, ...at: readonly string[]): readonly Place[] {
  if (handler?.httpGet?.host === undefined && handler?.tcpSocket?.host === undefined) return none;
  return actions.flatMap((action) => {
    const host = handler[action]?.host ?? "";
    return host === "" ? [] : [place(host, ...at, action, "host")];
  });
}

function hostsIn(container: Container, place: PlaceField): readonly Place[] {
  const found: Place[] = [];
  for (const probe of probes) found.push(...hostsOf(container[probe], place, probe));
  if (container.lifecycle !== undefined)
    for (const hook of hooks) found.push(...hostsOf(container.lifecycle[hook], place, "lifecycle", hook));
  return found;
}

const judge: Judge = (_metadata, spec) => {
  const { names, places } = offendersIn(spec, hostsIn);
  return refuseIfAny(places, "probe or lifecycle host", () => {
    const containers = sortedUnique(names);
    const hosts = sortedUnique(textsFound(places));
    const verb = containers.length === 1 ? "uses" : "use";
    return `${containersNamed(containers)} ${verb} ${plural("probe or lifecycle host", hosts.length)} ${quoteAll(hosts)}`;
  });
};

export const hostProbesAndHostLifecycle: Control = {
  id: "hostProbesAndHostLifecycle",
  level: "baseline",
  revisions: [{ since: "1.34", source: "https://github.com/kubernetes/kubernetes/pull/125271", judge }],
};
