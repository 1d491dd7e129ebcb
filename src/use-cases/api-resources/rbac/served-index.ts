// What is served, by group, for asking about rules.
import { compareMinor, type Minor } from "../../../core/index.ts";
import { apiResources } from "../../../facts/api-resources/index.ts";
import { gapOf, servedResources, type ClusterModel } from "../../../model/index.ts";

/** Verbs by resource (with the subresource after a slash). */
export type ServedGroup = ReadonlyMap<string, ReadonlySet<string>>;

/** What is served, and what of it is not known. */
export interface ServedIndex {
  readonly groups: ReadonlyMap<string, ServedGroup>;
  /** Whether a group may be served all the same where it is not listed, or with more than is listed. */
  readonly mayServe: (group: string) => boolean;
  /** Whether a group is of Kubernetes itself, in any version. */
  readonly isOwn: (group: string) => boolean;
  /** When else the table has a resource, or any of a group: `was served until 1.24`, `is served since 1.34`, `is served only with …`. */
  readonly otherwise: (group: string, resource?: string) => string | undefined;
}

/** What authorizers are asked about and no discovery lists, by Kubernetes, OpenShift and cert-manager; every resource has `finalizers`, too. */
const synthetic: Readonly<Record<string, readonly string[]>> = {
  "": [
    "users",
    "groups",
    "endpoints/restricted",
    "nodes/stats",
    "nodes/metrics",
    "nodes/log",
    "nodes/spec",
    "nodes/healthz",
    "nodes/configz",
    "nodes/pods",
    "nodes/checkpoint",
    "nodes/statusz",
  ],
  "authentication.k8s.io": ["uids", "users", "groups", "nodes", "serviceaccounts"],
  "certificates.k8s.io": [
    "signers",
    "certificatesigningrequests/nodeclient",
    "certificatesigningrequests/selfnodeclient",
    "certificatesigningrequests/selfnodeserver",
  ],
  "cert-manager.io": ["signers"],
  "resource.k8s.io": ["resourceclaims/binding", "resourceclaims/driver"],
  "route.openshift.io": ["routes/custom-host"],
};

/** Whether authorizers are asked about a resource that is not served. */
export function isSynthetic(group: string, resource: string): boolean {
  if (group === "authentication.k8s.io" && resource.startsWith("userextras")) return true;
  return synthetic[group === "*" ? "" : group]?.includes(resource) === true || resource.endsWith("/finalizers");
}

function groupsOf(model: ClusterModel): Map<string, Map<string, Set<string>>> {
  const groups = new Map<string, Map<string, Set<string>>>();
  for (const { group, resource, verbs } of servedResources(model)) {
    const known = groups.get(group) ?? new Map<string, Set<string>>();
    groups.set(group, known);
    known.set(resource, new Set([...(known.get(resource) ?? []), ...verbs]));
  }
  return groups;
}

/** Groups whose server is another: without discovery, what they serve is not known. */
function aggregatedGroups({ parts }: ClusterModel): ReadonlySet<string> {
  const services = parts["apiservices.apiregistration.k8s.io"].objects as readonly {
    readonly spec?: { readonly group?: unknown; readonly service?: unknown };
  }[];
  return new Set(
    services.flatMap(({ spec }) =>
      typeof spec?.group === "string" && spec.service !== undefined && spec.service !== null ? [spec.group] : [],
    ),
  );
}

const ownGroups: ReadonlySet<string> = new Set(apiResources.rows.map(({ group }) => group));

function mayServe(model: ClusterModel, groups: ServedIndex["groups"]): ServedIndex["mayServe"] {
  const { served, parts } = model;
  if (served !== undefined) return (group) => served.gap !== undefined && !groups.has(group);
  const aggregated = aggregatedGroups(model);
  const unseen =
    gapOf(parts["customresourcedefinitions.apiextensions.k8s.io"]) !== undefined ||
    gapOf(parts["apiservices.apiregistration.k8s.io"]) !== undefined;
  // Groups of Kubernetes itself are in the table; any other needs a definition or a server of its own.
  return (group) => aggregated.has(group) || (unseen && group.includes(".") && !ownGroups.has(group));
}

type Row = (typeof apiResources.rows)[number];

function timeOf({ gate, default: byDefault, since, until }: Row): string | undefined {
  if (gate !== undefined) return `is served only with the feature gate ${gate}`;
  if (byDefault === false) return "is served only with --runtime-config";
  if (until !== undefined) return `was served until ${until}`;
  return since === undefined ? undefined : `is served since ${since}`;
}

const latest = (a: Row, b: Row): number => compareMinor(b.until ?? "1.999", a.until ?? "1.999");

/** What holds in this minor says more than what holds in others. */
function otherwise(minor: Minor): ServedIndex["otherwise"] {
  return (group, resource) => {
    const rows = apiResources.rows.filter(
      (row) => row.group === group && (resource === undefined || row.resource === resource),
    );
    const holds = ({ since, until }: Row): boolean =>
      (since === undefined || compareMinor(since, minor) <= 0) &&
      (until === undefined || compareMinor(minor, until) <= 0);
    const [row] = [...rows.filter(holds), ...rows.toSorted(latest)];
    return row === undefined ? undefined : timeOf(row);
  };
}

/** The index of a model; linear in what is served. */
export function servedIndex(model: ClusterModel): ServedIndex {
  const groups = groupsOf(model);
  return {
    groups,
    mayServe: mayServe(model, groups),
    isOwn: (group) => ownGroups.has(group),
    otherwise: otherwise(model.version.minor),
  };
}
