// Service meshes, which decide about connections beside network policies.
import type { Parts } from "../../model/index.ts";
import { derive, workloadParts, workloads, type ClusterModel } from "../../model/index.ts";

/** By the container a mesh puts into pods. */
const proxies: ReadonlyMap<string, string> = new Map([
  ["istio-proxy", "Istio"],
  ["linkerd-proxy", "Linkerd"],
]);

const meshParts = [...workloadParts, "namespaces"] as const;

function meshesIn(parts: Pick<Parts, (typeof meshParts)[number]>): readonly string[] {
  const found = new Set<string>();
  for (const { spec } of workloads({ parts } as ClusterModel)) {
    for (const { name = "" } of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) {
      const mesh = proxies.get(name);
      if (mesh !== undefined) found.add(mesh);
    }
  }
  const isAmbient = parts.namespaces.objects.some(
    ({ metadata }) => metadata.labels?.["istio.io/dataplane-mode"] === "ambient",
  );
  return [...found, ...(isAmbient ? ["Istio's ambient mode"] : [])].sort();
}

/** Names of the meshes pods are part of, by their proxies, and by namespaces in Istio's ambient mode. Once per parts; linear in workloads. */
export function serviceMeshes(model: ClusterModel): readonly string[] {
  return derive(model, meshParts, meshesIn);
}
