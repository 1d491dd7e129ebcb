// What the control plane declares: webhooks and API extensions it calls, and pods that call the API server.
import type { ServicePort } from "../../../engines/network-policy/index.ts";
import { parseIpAddress } from "../../../kubernetes/index.ts";
import { bindingsOf, holdsToken, serviceAccountOf, webhooks, workloads, type Workload } from "../../../model/index.ts";
import type { KnownCallers } from "./service-wishes.ts";
import { hostsOutside, type Wish, type WishEnd, type Wishes, type WishPort } from "./wish.ts";
import { specOf, type WishContext } from "./wish-context.ts";

/** An address of the API server, as a user gives it. */
export interface ApiServerAddress {
  readonly address: string;
  readonly port: number;
}

interface ApiServer {
  readonly ends: readonly WishEnd[];
  readonly ports: readonly WishPort[];
}

const roles = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];
const usualPort = 6443;

function tcp(...ports: readonly number[]): WishPort[] {
  return [...new Set(ports)].map((port) => ({ protocol: "TCP", port }));
}

function hostBlock(address: string, label: string): WishEnd[] {
  const parsed = parseIpAddress(address);
  if (parsed === undefined) return [];
  return [{ kind: "block", cidr: `${address}/${parsed.family === 4 ? 32 : 128}`, label }];
}

function securePorts({ model }: WishContext): number[] {
  const flags = model.parts["component/kube-apiserver"].objects.flatMap((server) =>
    server.flags.flatMap(({ name, value }) => (name === "secure-port" ? value : [])),
  );
  const ports = flags.map(Number).filter((port) => Number.isInteger(port) && port > 0 && port < 65_536);
  return ports.length > 0 ? ports : [usualPort];
}

/** Where the API server is: as given, else nodes of the control plane. */
function apiServerOf(context: WishContext, given: readonly ApiServerAddress[]): ApiServer {
  if (given.length > 0) {
    const ends = given.flatMap(({ address }) => hostBlock(address, "the API server"));
    return { ends, ports: tcp(...given.map(({ port }) => port)) };
  }
  const ends = context.view.input.nodes.flatMap(({ labels, addresses, name }) =>
    roles.some((role) => labels?.[role] !== undefined)
      ? addresses.flatMap((address) => hostBlock(address, `node ${name}`))
      : [],
  );
  return { ends, ports: tcp(...securePorts(context)) };
}

interface Called {
  readonly service: string;
  readonly port: number;
  readonly why: string;
}

function extensionsOf({ model }: WishContext): Called[] {
  return model.parts["apiservices.apiregistration.k8s.io"].objects.flatMap((object) => {
    const service = specOf(object)["service"] as { namespace?: unknown; name?: unknown; port?: unknown } | undefined;
    if (typeof service?.name !== "string" || typeof service.namespace !== "string") return [];
    const port = typeof service.port === "number" ? service.port : 443;
    const why = `the API server sends requests of APIService ${object.metadata.name}`;
    return { service: `${service.namespace}/${service.name}`, port, why };
  });
}

function hooksOf({ model }: WishContext): Called[] {
  return webhooks(model).flatMap(({ object, webhook }) => {
    const { name, namespace, port } = webhook.clientConfig?.service ?? {};
    if (name === undefined || namespace === undefined) return [];
    const why = `the API server calls the webhook of ${object.kind} ${object.metadata.name}`;
    return { service: `${namespace}/${name}`, port: Number(port ?? 443), why };
  });
}

/** Requests of the API server to webhooks and extensions: from its nodes, or through konnectivity. */
function calledWishes(context: WishContext, { ends }: ApiServer, callers: KnownCallers): Wishes {
  const called = [...hooksOf(context), ...extensionsOf(context)];
  const agents = ["konnectivity-agent", "konnectivity"].flatMap((name) => context.unitsLabelled("k8s-app", name));
  const tunnel = agents.map(({ number }): WishEnd => ({ kind: "unit", unit: number }));
  const known = [...tunnel, ...ends];
  const fallback: WishEnd = context.view.options.ipBlockMatchesNodes ? { kind: "outside" } : { kind: "anyone" };
  const sources = known.length > 0 ? known : [fallback];
  const wishes = called.flatMap(({ service: name, port, why }) => {
    const service = context.services.get(name);
    if (service === undefined) return [];
    const keeps = (candidate: ServicePort): boolean => candidate.port === port;
    callers.add(service, keeps);
    return sources.flatMap((from) => context.toService(from, service, { why, confidence: "declared" }, keeps));
  });
  const wide = wishes.length > 0 && known.length === 0;
  const notes = wide
    ? [
        "From where the API server calls webhooks and API extensions was not seen: their ports are open to every address. --api-server ADDRESS narrows it.",
      ]
    : [];
  return { wishes, unmet: [], notes };
}

/** Whether a pod with a token of its service account is meant to use it: somebody gave the account a name, or rights. */
function usesApi({ model }: WishContext, workload: Workload): boolean {
  const account = serviceAccountOf(workload);
  const named = account !== "default" || bindingsOf(model, `ServiceAccount ${workload.namespace}/default`).length > 0;
  return named && holdsToken(model, workload);
}

function tokenWishes(context: WishContext, { ends, ports }: ApiServer): Wishes {
  const users = workloads(context.model).filter((workload) => usesApi(context, workload));
  const units = [...new Set(users.flatMap((workload) => context.unitOf(workload)?.number ?? []))];
  const known = ends.length > 0;
  const targets = known ? ends : hostsOutside;
  const why = "it holds a token of a service account that was made for it, so it calls the API server";
  const open = known ? ports : tcp(443, usualPort, ...ports.flatMap((port) => ("port" in port ? port.port : [])));
  const wishes = units.flatMap((unit) =>
    targets.map((to): Wish => ({ from: { kind: "unit", unit }, to, ports: open, why, confidence: "declared" })),
  );
  const notes =
    known || wishes.length === 0
      ? []
      : [
          `Where the API server answers was not seen: ${units.length} ${units.length === 1 ? "workload that uses it may" : "workloads that use it may"} reach every address on 443 and 6443. --api-server ADDRESS narrows it.`,
        ];
  return { wishes, unmet: [], notes };
}

/** Wishes of and for the API server. */
export function controlPlaneWishes(
  context: WishContext,
  callers: KnownCallers,
  given: readonly ApiServerAddress[],
): Wishes {
  const server = apiServerOf(context, given);
  const [called, tokens] = [calledWishes(context, server, callers), tokenWishes(context, server)];
  return {
    wishes: [...called.wishes, ...tokens.wishes],
    unmet: [],
    notes: [...called.notes, ...tokens.notes],
  };
}
