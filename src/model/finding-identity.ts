// The identity of a finding, equal in every later scan of the same cluster: for baselines, waivers, diffs and SARIF.
import { describeObject, groupOf, pathByName, type Finding, type ObjectRef } from "../core/index.ts";
import { controllerOf, objectOfRef, type KubernetesObject } from "../kubernetes/index.ts";
import type { ClusterModel } from "./cluster-model.ts";
import { ownersOf } from "./owners.ts";

const templatePrefix = /^(?:spec\.(?:jobTemplate\.spec\.)?template\.|template\.)(?=spec|metadata)/;

/** The object a finding belongs to at the top, even where only its name is known, without generated suffixes. */
export function ownerOf(model: ClusterModel, ref: ObjectRef): ObjectRef {
  const object = objectOfRef(ref);
  return object === undefined ? ref : topmostRef(ownersOf(model).topmost(object));
}

function topmostRef(object: KubernetesObject): ObjectRef {
  const { apiVersion, kind, metadata } = object;
  const owner = controllerOf(object);
  const self = { apiVersion, kind, ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }) };
  if (owner?.name === undefined || owner.kind === "Node") return { ...self, name: metadata.name };
  const hash = metadata.labels?.["pod-template-hash"];
  const generated = hash !== undefined && owner.name.endsWith(`-${hash}`);
  return {
    ...self,
    apiVersion: owner.apiVersion ?? apiVersion,
    kind: generated ? "Deployment" : (owner.kind ?? kind),
    name: generated ? owner.name.slice(0, -hash.length - 1) : owner.name,
  };
}

/**
 * The text a fingerprint is made from: check, message, owner without API version, and the path with containers by name
 * and relative to the pod template. Renamed pods, moved containers and upgraded API versions keep it.
 */
export function findingIdentity(model: ClusterModel, check: string, finding: Finding): string {
  const owner = ownerOf(model, finding.object);
  const object = objectOfRef(finding.object);
  const path = pathByName(object, finding.path ?? "").replace(templatePrefix, "");
  return [check, finding.message, groupOf(owner.apiVersion), describeObject(owner), path].join("\n");
}
