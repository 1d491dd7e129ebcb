// Careful reading of discovery documents: a server may send anything.
import { isJsonObject, type JsonObject } from "../../../core/index.ts";
import type { ServedResource } from "../../../model/index.ts";

/** The mappings in a list field; anything else is left out. */
export function mappingsOf(value: JsonObject, key: string): readonly JsonObject[] {
  const list = value[key];
  return Array.isArray(list) ? (list as readonly unknown[]).filter(isJsonObject) : [];
}

/** A text field; empty where it is absent or something else. */
export function textOf(value: unknown, key: string): string {
  const text = isJsonObject(value) ? value[key] : undefined;
  return typeof text === "string" ? text : "";
}

/** The names of those resources that can be listed; subresources cannot. */
export function listable(resources: readonly JsonObject[], nameKey: "name" | "resource"): ReadonlySet<string> {
  const canList = ({ verbs }: JsonObject): boolean => Array.isArray(verbs) && verbs.includes("list");
  return new Set(resources.filter(canList).map((resource) => textOf(resource, nameKey)));
}

const versionName = /^v\d{1,3}(?:(?:alpha|beta)\d{1,3})?$/;

/** The names that are API versions; others could lead a path astray, and Kubernetes has none. */
export function versionsIn(names: readonly unknown[]): readonly string[] {
  return names.filter((name) => typeof name === "string").filter((name) => versionName.test(name));
}

function textsOf(value: JsonObject, key: string): readonly string[] {
  const list = value[key];
  return Array.isArray(list) ? (list as readonly unknown[]).filter((text) => typeof text === "string") : [];
}

/** What a resource is served as: `kind` is the mapping with group, version and kind of what it answers, its group and version empty where they are the resource's. */
export function servedTraits(
  { group, version, kind: answer }: { readonly group: string; readonly version: string; readonly kind: unknown },
  source: JsonObject,
): Omit<ServedResource, "resource" | "namespaced"> {
  const shortNames = textsOf(source, "shortNames");
  const categories = textsOf(source, "categories");
  const [answersGroup, answersVersion] = [textOf(answer, "group"), textOf(answer, "version")];
  const isOther = answersVersion !== "" && (answersGroup !== group || answersVersion !== version);
  const answers = answersGroup === "" ? answersVersion : `${answersGroup}/${answersVersion}`;
  return {
    group,
    version,
    kind: textOf(answer, "kind"),
    verbs: textsOf(source, "verbs").toSorted(),
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
    ...(isOther ? { answers } : {}),
  };
}
