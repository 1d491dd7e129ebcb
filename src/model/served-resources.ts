// What the API server of a model serves: what it said itself, else the table of its minor; and what its definitions add.
import { resourcesOf } from "../facts/api-resources/index.ts";
import type { ClusterModel } from "./cluster-model.ts";
import type { ServedResource } from "./served-seen.ts";

export type { ServedResource, ServedSeen } from "./served-seen.ts";

const everyVerb = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
const subresourceVerbs = ["get", "patch", "update"];

type Definition = ClusterModel["parts"]["customresourcedefinitions.apiextensions.k8s.io"]["objects"][number];

/** Resources of a definition with their subresources, in each version that is served. */
function customResources({ spec }: Definition): readonly ServedResource[] {
  const { group = "", scope, names, versions = [], version } = spec ?? {};
  const { plural, kind = "", shortNames = [], categories = [] } = names ?? {};
  if (plural === undefined) return [];
  const namespaced = scope === "Namespaced";
  const called = {
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
  };
  const served = versions.filter((one) => one.served === true);
  const all = served.length > 0 || version === undefined ? served : [{ name: version, subresources: undefined }];
  return all.flatMap(({ name, subresources }): readonly ServedResource[] => {
    if (name === undefined) return [];
    const common = { group, version: name, namespaced };
    const parts = (["status", "scale"] as const).filter((part) => subresources?.[part] !== undefined);
    return [
      { ...common, resource: plural, kind, verbs: everyVerb, ...called },
      ...parts.map((part) => ({
        ...common,
        resource: `${plural}/${part}`,
        kind: part === "scale" ? "Scale" : kind,
        verbs: subresourceVerbs,
        ...(part === "scale" ? { answers: "autoscaling/v1" } : {}),
      })),
    ];
  });
}

/** What discovery told, else the resources of the minor by default; then those of CustomResourceDefinitions. Linear in both. */
export function servedResources(model: ClusterModel): readonly ServedResource[] {
  const custom = model.parts["customresourcedefinitions.apiextensions.k8s.io"].objects.flatMap(customResources);
  if (model.served === undefined) return [...resourcesOf(model.version.minor), ...custom];
  const { resources } = model.served;
  const keyOf = ({ group, version, resource }: ServedResource): string => `${group}/${version}/${resource}`;
  const known = new Set(resources.map(keyOf));
  return [...resources, ...custom.filter((row) => !known.has(keyOf(row)))];
}
