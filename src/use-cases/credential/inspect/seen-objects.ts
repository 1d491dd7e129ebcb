// What the model says of objects that tokens are bound to, and of the API server's flags.
import type { BoundObject, BoundResource, Lookup, NamedObject } from "../../../engines/authentication/index.ts";
import { newestSupported } from "../../../facts/kubernetes-versions/index.ts";
import type { KindName, KubernetesObject } from "../../../kubernetes/index.ts";
import { gapOf, type ClusterModel } from "../../../model/index.ts";
import type { Minor } from "../../../core/index.ts";
import type { BoundTo, InspectOptions } from "./credential-inspection.ts";

const kindOfResource: Readonly<Record<BoundResource, KindName>> = {
  serviceaccounts: "serviceaccounts",
  pods: "pods",
  secrets: "secrets",
  nodes: "nodes",
  validatingwebhookconfigurations: "validatingwebhookconfigurations.admissionregistration.k8s.io",
  mutatingwebhookconfigurations: "mutatingwebhookconfigurations.admissionregistration.k8s.io",
};

function secretsOf(object: KubernetesObject): { readonly secrets?: readonly string[] } {
  const { secrets } = object as { readonly secrets?: readonly { readonly name?: string }[] };
  return secrets === undefined ? {} : { secrets: secrets.flatMap(({ name }) => name ?? []) };
}

/** Looks an object up; objects of files without a uid tell nothing. */
export function findBound(
  model: ClusterModel | undefined,
  resource: BoundResource,
  namespace: string,
  name: string,
): Lookup<BoundObject> {
  if (model === undefined) return "unseen";
  const part = model.parts[kindOfResource[resource]];
  const objects: readonly KubernetesObject[] = part.objects;
  const found = objects.find(({ metadata }) => metadata.name === name && (metadata.namespace ?? "") === namespace);
  if (found === undefined) return gapOf(part, namespace) === undefined ? "absent" : "unseen";
  const { uid, deletionTimestamp, labels } = found.metadata;
  if (uid === undefined) return "unseen";
  return {
    uid,
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp: Date.parse(deletionTimestamp) }),
    ...(labels === undefined ? {} : { labels }),
    ...secretsOf(found),
  };
}

const resources: Readonly<Record<NamedObject["kind"], BoundResource>> = {
  Pod: "pods",
  Secret: "secrets",
  Node: "nodes",
  ValidatingWebhookConfiguration: "validatingwebhookconfigurations",
  MutatingWebhookConfiguration: "mutatingwebhookconfigurations",
};

/** What a token is bound to, with whether it is there. */
export function boundTo(model: ClusterModel | undefined, { kind, name, uid }: NamedObject, namespace: string): BoundTo {
  const own = kind === "Pod" || kind === "Secret" ? { namespace } : {};
  const found = findBound(model, resources[kind], own.namespace ?? "", name);
  const exists =
    found === "unseen" ? "unknown" : found === "absent" || (uid !== "" && found.uid !== uid) ? "no" : "yes";
  return { kind, ...own, name, uid, exists };
}

/** Values of a flag of the API servers that were seen; undefined where none sets it to something readable. */
export function flagValues(model: ClusterModel | undefined, flag: string): readonly string[] | undefined {
  const [instance] = model?.parts["component/kube-apiserver"].objects ?? [];
  const values = (instance?.flags ?? []).filter(({ name }) => name === flag).map(({ value }) => value);
  return values.length === 0 || values.some((value) => /«|\$\(/.test(value)) ? undefined : values;
}

/** Whether the command line of an API server was seen, and does without all of these flags. */
export function runsWithout(model: ClusterModel | undefined, ...flags: readonly string[]): boolean {
  const [instance] = model?.parts["component/kube-apiserver"].objects ?? [];
  return (
    instance !== undefined &&
    instance.unreadable === undefined &&
    instance.flags.every(({ name, value }) => !flags.includes(name) || value === "")
  );
}

/** The version credentials are judged by. */
export function versionOf({ model, version }: Pick<InspectOptions, "model" | "version">): Minor {
  return model?.version.minor ?? version ?? newestSupported;
}
