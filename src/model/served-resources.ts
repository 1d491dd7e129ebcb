// What the API server of a model serves: the table of its minor, and the resources its definitions add.
import { resourcesOf, type ApiResource } from "../facts/api-resources/index.ts";
import type { ClusterModel } from "./cluster-model.ts";

/** A resource as it is served; those of definitions hold no short names. */
export type ServedResource = Omit<ApiResource, "source">;

const everyVerb = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

/** Resources of the minor by default, then those of CustomResourceDefinitions. Linear in both. */
export function servedResources(model: ClusterModel): readonly ServedResource[] {
  const custom = model.parts["customresourcedefinitions.apiextensions.k8s.io"].objects.flatMap(({ spec }) => {
    const { group = "", scope, names, versions = [], version } = spec ?? {};
    const served = versions.filter((one) => one.served === true).map(({ name }) => name);
    return [...served, ...(served.length === 0 ? [version] : [])].flatMap((name): readonly ServedResource[] => {
      if (name === undefined || names?.plural === undefined) return [];
      const { plural, kind = "" } = names;
      return [{ group, version: name, resource: plural, kind, namespaced: scope === "Namespaced", verbs: everyVerb }];
    });
  });
  return [...resourcesOf(model.version.minor), ...custom];
}
