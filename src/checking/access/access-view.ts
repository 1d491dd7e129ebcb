// Everything questions of access rest on: the chain of authorizers, with what could not be seen of it.
import type { Minor } from "../../core/index.ts";
import {
  aggregateClusterRoles,
  buildRbacIndex,
  matchConditions,
  nodeAuthority,
  type AccessReviewSpec,
  type Authorizer,
  type RbacIndex,
  type RbacObjects,
  type WebhookAuthority,
} from "../../engines/authorization/index.ts";
import { parseBoolean, parseList, settingsOf } from "../../engines/component-config/index.ts";
import type { FeatureGates } from "../../kubernetes/index.ts";
import { derive, gapOf, type ClusterModel, type Gap, type Parts } from "../../model/index.ts";
import { authorizerList, type AccessInputs, type AuthorizerList, type ListedAuthorizer } from "./authorizer-list.ts";

/** An authorizer that can be asked, or why it cannot. */
export type SeenAuthorizer = ListedAuthorizer &
  (
    | { readonly authorizer: Authorizer; /** Why a refusal of it proves nothing. */ readonly gap?: Gap }
    | {
        readonly unseen: Gap;
        /** Whether it is not even asked about a review: a match condition is false. */
        readonly skips?: (review: AccessReviewSpec) => boolean;
      }
  );

/** The access to one cluster. */
export interface AccessView {
  readonly version: Minor;
  readonly featureGates: FeatureGates;
  readonly list: AuthorizerList;
  readonly authorizers: readonly SeenAuthorizer[];
  /** RBAC of the model, whether or not the server asks it. */
  readonly rbac: RbacIndex;
}

const rbacParts = [
  "clusterroles.rbac.authorization.k8s.io",
  "clusterrolebindings.rbac.authorization.k8s.io",
  "roles.rbac.authorization.k8s.io",
  "rolebindings.rbac.authorization.k8s.io",
] as const;

type ClusterRoles = RbacObjects["clusterRoles"];

/** Roles of files with what the controller will copy; their own rules stay, whose sources may be in no file. */
function aggregated(roles: ClusterRoles): ClusterRoles {
  return aggregateClusterRoles(roles).map((role, index) => {
    const own = roles[index]?.rules ?? [];
    return role === roles[index] ? role : { ...role, rules: [...own, ...(role.rules ?? [])] };
  });
}

/** The RBAC objects of a model. Roles of files are aggregated; a cluster's already are. */
export function rbacObjects(parts: Pick<Parts, (typeof rbacParts)[number]>): RbacObjects {
  const clusterRoles = parts["clusterroles.rbac.authorization.k8s.io"];
  return {
    clusterRoles: clusterRoles.status === "given" ? aggregated(clusterRoles.objects) : clusterRoles.objects,
    clusterRoleBindings: parts["clusterrolebindings.rbac.authorization.k8s.io"].objects,
    roles: parts["roles.rbac.authorization.k8s.io"].objects,
    roleBindings: parts["rolebindings.rbac.authorization.k8s.io"].objects,
  };
}

function buildIndex(parts: Pick<Parts, (typeof rbacParts)[number]>): RbacIndex {
  return buildRbacIndex(rbacObjects(parts));
}

/** The index of the model's RBAC objects, built once. */
export function rbacIndex(model: ClusterModel): RbacIndex {
  return derive(model, rbacParts, buildIndex);
}

function firstGap(model: ClusterModel, names: readonly (keyof Parts)[]): Gap | undefined {
  return names.map((name) => gapOf(model.parts[name])).find((gap) => gap !== undefined);
}

/** Feature gates the API server was started with; those of its first instance. */
function gatesOf(model: ClusterModel, version: Minor): FeatureGates {
  const [instance] = model.parts["component/kube-apiserver"].objects;
  if (instance === undefined) return {};
  const { value = "", origin } = settingsOf(instance, version).setting("feature-gates");
  if (origin === "unknown") return {};
  return Object.fromEntries(
    parseList(value).flatMap((item) => {
      const [name = "", text = ""] = item.split("=");
      const on = parseBoolean(text.trim());
      return on === undefined ? [] : [[name.trim(), on]];
    }),
  );
}

const nodeParts = [
  "pods",
  "persistentvolumes",
  "volumeattachments.storage.k8s.io",
  "resourceslices.resource.k8s.io",
  "podcertificaterequests.certificates.k8s.io",
] as const;

function nodeAuthorizer(model: ClusterModel, version: Minor, gates: FeatureGates): Authorizer {
  const { parts } = model;
  const objects = {
    pods: parts.pods.objects,
    persistentVolumes: parts.persistentvolumes.objects,
    volumeAttachments: parts["volumeattachments.storage.k8s.io"].objects,
    nodes: parts.nodes.objects,
    resourceSlices: parts["resourceslices.resource.k8s.io"].objects,
    podCertificateRequests: parts["podcertificaterequests.certificates.k8s.io"].objects,
  };
  return { type: "Node", node: nodeAuthority(objects, version, gates) };
}

function unseen(listed: ListedAuthorizer, what: string, remedy: string): ListedAuthorizer & { readonly unseen: Gap } {
  return { ...listed, unseen: { reason: `${what} was not seen`, remedy } };
}

function withGap(listed: ListedAuthorizer, authorizer: Authorizer, gap: Gap | undefined): SeenAuthorizer {
  const named = listed.name === undefined ? authorizer : { ...authorizer, name: listed.name };
  return { ...listed, authorizer: named, ...(gap === undefined ? {} : { gap }) };
}

function seeWebhook(listed: ListedAuthorizer, answer: WebhookAuthority["answer"] | undefined): SeenAuthorizer {
  const { name = "default", webhook: settings } = listed;
  const programs = settings?.matchConditions ?? [];
  const matches = programs.length === 0 ? undefined : matchConditions(programs);
  if (answer === undefined) {
    const gap = unseen(listed, `what the webhook ${name} answers`, "play it with --webhook-answers");
    return matches === undefined ? gap : { ...gap, skips: (review) => matches(review) === false };
  }
  const authority = {
    answer,
    ...(matches === undefined ? {} : { matches }),
    ...(settings === undefined ? {} : { failurePolicy: settings.failurePolicy }),
  };
  return withGap(listed, { type: "Webhook", webhook: authority }, undefined);
}

function see(
  model: ClusterModel,
  listed: ListedAuthorizer,
  inputs: AccessInputs,
  view: Pick<AccessView, "version" | "featureGates" | "rbac">,
): SeenAuthorizer {
  const { type, name } = listed;
  switch (type) {
    case "RBAC":
      return withGap(listed, { type, rbac: view.rbac }, firstGap(model, rbacParts));
    case "Node":
      return withGap(listed, nodeAuthorizer(model, view.version, view.featureGates), firstGap(model, nodeParts));
    case "ABAC":
      return inputs.abac === undefined
        ? unseen(listed, "the ABAC policy file", "hand it over with --abac-policy")
        : withGap(listed, { type, abac: inputs.abac }, undefined);
    case "Webhook":
      return seeWebhook(listed, inputs.webhooks?.[name ?? "default"]);
    case "AlwaysAllow":
    case "AlwaysDeny":
      return withGap(listed, { type }, undefined);
    default:
      return type satisfies never;
  }
}

/** The access to the cluster of a model. Indexes are shared by all questions; linear in what the authorizers read. */
export function accessView(model: ClusterModel, inputs: AccessInputs = {}): AccessView {
  const version = model.version.minor;
  const featureGates = gatesOf(model, version);
  const list = authorizerList(model, version, inputs);
  const base = { version, featureGates, rbac: rbacIndex(model) };
  return { ...base, list, authorizers: list.authorizers.map((listed) => see(model, listed, inputs, base)) };
}
