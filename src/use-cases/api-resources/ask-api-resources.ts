// What does the API server serve, and what of it will go?
import type { Answer, Block, Cell } from "../../core/index.ts";
import { apiResources } from "../../facts/api-resources/index.ts";
import { gapOf, type ClusterModel, type Gap, type VersionSeen } from "../../model/index.ts";
import { gapSection } from "../access/index.ts";
import { listResources, type ListedResource, type ResourceFilter, type ResourceVersion } from "./list-resources.ts";

/** The versioned answer of `api resources`. */
export interface ApiResourcesAnswer {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "ApiResources";
  readonly version: VersionSeen;
  /** What the server said, or the table of its minor with the input's definitions. */
  readonly origin: "discovery" | "table";
  readonly resources: readonly ListedResource[];
  readonly notSeen: readonly Gap[];
}

const definitions = "customresourcedefinitions.apiextensions.k8s.io";

function gapsOf({ served, parts }: ClusterModel): readonly Gap[] {
  if (served !== undefined) return served.gap === undefined ? [] : [served.gap];
  const gap = gapOf(parts[definitions]);
  const aggregated = {
    reason: "what aggregated API servers add, and what was switched with --runtime-config, is not in the table",
    remedy: "ask the cluster itself",
  };
  return [...(gap === undefined ? [] : [{ ...gap, reason: `CustomResourceDefinitions: ${gap.reason}` }]), aggregated];
}

function apiVersion(group: string, { version }: ResourceVersion): string {
  return group === "" ? version : `${group}/${version}`;
}

function fateText({ versions, group }: ListedResource): string {
  return versions
    .flatMap((one) => {
      const { deprecated, removed, replacement } = one;
      if (deprecated === undefined) return [];
      const instead = replacement === undefined ? "" : `, use ${replacement}`;
      const gone = removed === undefined ? "" : `, gone in ${removed}`;
      return [`${apiVersion(group, one)} deprecated since ${deprecated}${gone}${instead}`];
    })
    .join("; ");
}

function row(resource: ListedResource, verbose: boolean): readonly Cell[] {
  const { shortNames, group, versions, namespaced, kind, verbs, categories, subresources } = resource;
  const fate = fateText(resource);
  const more: readonly Cell[] = [
    { text: categories.join(", ") },
    { text: subresources.map(({ name, verbs: does }) => `${name} (${does.join(", ")})`).join("; "), tone: "muted" },
  ];
  return [
    { text: resource.resource, tone: "strong" },
    { text: shortNames.join(",") },
    { text: versions.map((version) => apiVersion(group, version)).join(", ") },
    { text: namespaced ? "namespace" : "cluster" },
    { text: kind },
    { text: verbs.join(", ") },
    ...(verbose ? more : []),
    { text: fate, ...(fate === "" ? {} : { tone: "warning" as const }) },
  ];
}

function originText({ origin, version }: ApiResourcesAnswer): string {
  if (origin === "discovery") return `As the server said (${version.gitVersion ?? version.minor}).`;
  return `By the table of Kubernetes ${version.minor}, which covers versions until ${apiResources.coversUntil}, and the input's CustomResourceDefinitions.`;
}

/** Lists what is served; `verbose` also shows categories and subresources, which the data always holds. */
export function askApiResources(
  model: ClusterModel,
  filter: ResourceFilter,
  verbose: boolean,
): Answer<ApiResourcesAnswer> {
  const data: ApiResourcesAnswer = {
    apiVersion: "plimsoll/v1",
    kind: "ApiResources",
    version: model.version,
    origin: model.served === undefined ? "table" : "discovery",
    resources: listResources(model, filter),
    notSeen: gapsOf(model),
  };
  const more = verbose ? ["categories", "subresources"] : [];
  const columns = ["resource", "short names", "API versions", "scope", "kind", "verbs", ...more, "deprecation"];
  const none: Block = { type: "paragraph", text: "Nothing that is served is like this." };
  const { resources } = data;
  const blocks: readonly Block[] = [
    { type: "paragraph", text: originText(data), tone: "muted" },
    resources.length === 0 ? none : { type: "table", columns, rows: resources.map((one) => row(one, verbose)) },
    ...gapSection(data.notSeen),
  ];
  return { data, document: { title: `API resources of Kubernetes ${model.version.minor}`, blocks } };
}
