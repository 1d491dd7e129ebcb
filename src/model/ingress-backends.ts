// Which Services are published through an Ingress.
import { objectKey, type ObjectRef } from "../core/index.ts";
import { refOf, type ObjectOfKind } from "../kubernetes/index.ts";
import type { ClusterModel, Parts } from "./cluster-model.ts";
import { derive } from "./derive.ts";

type Ingress = ObjectOfKind<"ingresses.networking.k8s.io">;
type Backend = NonNullable<Ingress["spec"]>["defaultBackend"];

function backendsOf({ spec }: Ingress): readonly Backend[] {
  const paths = (spec?.rules ?? []).flatMap(({ http }) => http?.paths ?? []);
  return [spec?.defaultBackend, spec?.backend, ...paths.map(({ backend }) => backend)];
}

function buildBackends(parts: Pick<Parts, "ingresses.networking.k8s.io">): ReadonlyMap<string, ObjectRef> {
  const ingresses = parts["ingresses.networking.k8s.io"].objects;
  const byService = new Map<string, ObjectRef>();
  for (const ingress of [...ingresses].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))) {
    const namespace = ingress.metadata.namespace ?? "default";
    for (const backend of backendsOf(ingress)) {
      const name = backend?.service?.name ?? backend?.serviceName;
      if (name === undefined) continue;
      const key = objectKey({ apiVersion: "v1", kind: "Service", namespace, name });
      if (!byService.has(key)) byService.set(key, refOf(ingress));
    }
  }
  return byService;
}

/** The first Ingress, by name, that sends traffic to a Service (networking/v1 IngressBackend); undefined when none does. */
export function ingressFor(model: ClusterModel, service: ObjectRef): ObjectRef | undefined {
  return derive(model, ["ingresses.networking.k8s.io"], buildBackends).get(objectKey(service));
}
