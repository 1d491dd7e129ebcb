// What Ingresses declare: their controller's pods talk to the Services behind them.
import type { ServicePort } from "../../../engines/network-policy/index.ts";
import {
  ingressControllers,
  ingressControllersOf,
  isImageOf,
  type IngressController,
} from "../../../facts/ingress-controllers/index.ts";
import { parseImage, type KubernetesObject, type ObjectOfKind } from "../../../kubernetes/index.ts";
import { workloads } from "../../../model/index.ts";
import type { KnownCallers } from "./service-wishes.ts";
import type { Wish, WishEnd, Wishes } from "./wish.ts";
import { specOf, type WishContext } from "./wish-context.ts";

type Ingress = ObjectOfKind<"ingresses.networking.k8s.io">;

const defaultClass = "ingressclass.kubernetes.io/is-default-class";

function annotation({ metadata }: KubernetesObject, name: string): string | undefined {
  return metadata.annotations?.[name];
}

/** The class an Ingress names, else the default one, else the only one. */
function classOf({ model }: WishContext, ingress: Ingress): { name?: string; controller?: string } {
  const classes = model.parts["ingressclasses.networking.k8s.io"].objects;
  const named = ingress.spec?.ingressClassName ?? annotation(ingress, "kubernetes.io/ingress.class");
  const usual =
    classes.find((one) => annotation(one, defaultClass) === "true") ?? (classes.length === 1 ? classes[0] : undefined);
  const found = named === undefined ? usual : classes.find(({ metadata }) => metadata.name === named);
  const controller = found === undefined ? undefined : specOf(found)["controller"];
  const name = named ?? found?.metadata.name;
  return {
    ...(name === undefined ? {} : { name }),
    ...(typeof controller === "string" ? { controller } : {}),
  };
}

/** Pods of a controller: by their usual labels, else by the image they run. */
function unitsOf(context: WishContext, row: IngressController): readonly WishEnd[] {
  const labelled = row.labels.flatMap((pair) => context.unitsLabelled(...pair));
  const found =
    labelled.length > 0 || row.images.length === 0
      ? labelled
      : workloads(context.model).flatMap((workload) => {
          const images = (workload.spec.containers ?? []).map(({ image }) => parseImage(image ?? "").repository);
          return (images.some((image) => isImageOf(row, image)) ? context.unitOf(workload) : undefined) ?? [];
        });
  return [...new Set(found)].map(({ number }) => ({ kind: "unit", unit: number }));
}

/** Where pods of a controller that were not seen would be. */
function unseenEnd({ labels: [label], namespace }: IngressController): WishEnd[] {
  if (label === undefined || namespace === undefined) return [];
  const [key, value] = label;
  return [{ kind: "labels", namespace, labels: { [key]: value }, label: `the ingress controller in ${namespace}` }];
}

/** Where traffic of an Ingress comes from; none where that cannot be told. */
function sourcesOf(context: WishContext, ingress: Ingress): readonly WishEnd[] {
  const { name, controller } = classOf(context, ingress);
  const unnamed = name === undefined && controller === undefined;
  // Where no class is named, one of those that run is meant.
  const known = unnamed ? ingressControllers.rows : ingressControllersOf(controller, name);
  const running = known.flatMap((row) => unitsOf(context, row));
  if (running.length > 0 || unnamed) return running;
  const [first] = known;
  if (first?.runs === "outside")
    return [context.view.options.ipBlockMatchesNodes ? { kind: "outside" } : { kind: "anyone" }];
  return known.flatMap((row) => unseenEnd(row));
}

interface ChosenPort {
  readonly service: string;
  readonly port: number | string | undefined;
}

function backendsOf({ spec }: Ingress): ChosenPort[] {
  const paths = (spec?.rules ?? []).flatMap(({ http }) => http?.paths ?? []);
  return [spec?.defaultBackend, spec?.backend, ...paths.map(({ backend }) => backend)].flatMap((backend) => {
    const service = backend?.service?.name ?? backend?.serviceName;
    const port = backend?.service?.port?.number ?? backend?.service?.port?.name ?? backend?.servicePort;
    return service === undefined ? [] : { service, port: typeof port === "bigint" ? Number(port) : port };
  });
}

function keepsPort(port: ChosenPort["port"]): (candidate: ServicePort) => boolean {
  return (candidate) => port === undefined || candidate.port === Number(port) || candidate.name === port;
}

/** Wishes of all Ingresses; those whose controller is not known are told. */
export function ingressWishes(context: WishContext, callers: KnownCallers): Wishes {
  const wishes: Wish[] = [];
  const unmet: string[] = [];
  for (const ingress of context.model.parts["ingresses.networking.k8s.io"].objects) {
    const namespace = ingress.metadata.namespace ?? "default";
    const label = `Ingress ${namespace}/${ingress.metadata.name}`;
    const sources = sourcesOf(context, ingress);
    const lost = new Set<string>();
    for (const { service: name, port } of backendsOf(ingress)) {
      const service = context.services.get(`${namespace}/${name}`);
      if (service === undefined) continue;
      callers.add(service, keepsPort(port));
      if (sources.length === 0) lost.add(`Service ${namespace}/${name}`);
      const of = { why: `${label} sends requests to Service ${namespace}/${name}`, confidence: "declared" } as const;
      wishes.push(...sources.flatMap((from) => context.toService(from, service, of, keepsPort(port))));
    }
    if (lost.size > 0)
      unmet.push(
        `${label}: which pods its controller has is not known, so nothing lets it in to ${[...lost].join(", ")}`,
      );
  }
  return { wishes, unmet, notes: [] };
}
