// Limits that containers without one are given when their pods are created.
import { isJsonObject, type JsonObject } from "../core/index.ts";
import type { ObjectOfKind } from "../kubernetes/index.ts";
import type { ClusterModel, Parts } from "./cluster-model.ts";
import { derive } from "./derive.ts";

function namesAt(limit: JsonObject, key: string): string[] {
  const field = limit[key];
  return isJsonObject(field) ? Object.keys(field) : [];
}

/** A maximum is the default where none is given (pkg/apis/core/v1/defaults.go, SetDefaults_LimitRangeItem). */
function resourcesOf({ spec }: ObjectOfKind<"limitranges">): string[] {
  const limits = isJsonObject(spec) && Array.isArray(spec["limits"]) ? spec["limits"] : [];
  const ofContainers = limits.filter(isJsonObject).filter(({ type }) => type === "Container");
  return ofContainers.flatMap((limit) => [...namesAt(limit, "default"), ...namesAt(limit, "max")]);
}

function buildDefaults({ limitranges }: Pick<Parts, "limitranges">): ReadonlySet<string> {
  return new Set(
    limitranges.objects.flatMap((limitRange) =>
      resourcesOf(limitRange).map((resource) => `${limitRange.metadata.namespace ?? ""} ${resource}`),
    ),
  );
}

/**
 * Whether new pods of a namespace get a limit of the resource for containers without one (plugin/pkg/admission/limitranger).
 * Linear in LimitRanges to build, constant to ask.
 */
export function hasDefaultLimit(model: ClusterModel, namespace: string, resource: string): boolean {
  return derive(model, ["limitranges"], buildDefaults).has(`${namespace} ${resource}`);
}
