// The identity of a finding, equal in every later scan of the same cluster: for baselines, waivers, diffs and SARIF.
import { groupOf, pathByName, type Finding, type ObjectRef } from "../core/index.ts";
import { kindNameOf, kinds, objectOfRef } from "../kubernetes/index.ts";
import type { ClusterModel } from "./cluster-model.ts";
import { derive } from "./derive.ts";
import { lastingRef } from "./lasting-ref.ts";
import { ownersOf, workloadParts } from "./owners.ts";

const templatePrefix = /^(?:spec\.(?:jobTemplate\.spec\.)?template\.|template\.)(?=spec|metadata)/;
const tokenVolume = /\[(kube-api-access)-[a-z0-9]{5}\]/g;

/** The object a finding belongs to at the top, even where only its name is known, without generated suffixes. */
export function ownerOf(model: ClusterModel, ref: ObjectRef): ObjectRef {
  const object = objectOfRef(ref);
  return object === undefined ? ref : lastingRef(ownersOf(model).topmost(object));
}

/** The group a kind lives in today: `extensions` Deployments are those of `apps`. */
function lastingGroup(ref: ObjectRef): string {
  const name = kindNameOf(ref.apiVersion, ref.kind);
  return name === undefined ? groupOf(ref.apiVersion) : kinds[name].group;
}

/** A finding's path with list items by name, relative to the pod template: `spec.containers[web].image`. */
export function lastingPath(finding: Pick<Finding, "object" | "path">): string {
  if (finding.path === undefined) return "";
  const path = pathByName(objectOfRef(finding.object), finding.path);
  const own = path.replace(templatePrefix, "");
  return own.includes("[kube-api-access-") ? own.replaceAll(tokenVolume, "[$1]") : own;
}

/** Items of a JSON list. */
function asText(owner: ObjectRef): string {
  const { kind, namespace = "", name } = owner;
  return JSON.stringify([lastingGroup(owner), kind, namespace, name]).slice(1, -1);
}

/** Owners that were asked for, by object: one object has many findings. */
function ownersAsText(): Map<ObjectRef, string> {
  return new Map();
}

/**
 * The text a fingerprint is made from: check, message, owner without API version, and the lasting path.
 * Renamed pods, moved containers, upgraded API versions and generated suffixes keep it. `check` is the id the check was
 * born with: its first alias, where it has one.
 */
export function findingIdentity(model: ClusterModel, check: string, finding: Finding): string {
  const owners = derive(model, workloadParts, ownersAsText);
  let owner = owners.get(finding.object);
  if (owner === undefined) owners.set(finding.object, (owner = asText(ownerOf(model, finding.object))));
  return `[${JSON.stringify(check)},${JSON.stringify(finding.message)},${owner},${JSON.stringify(lastingPath(finding))}]`;
}
