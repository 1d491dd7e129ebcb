// The one default of the API server that changes a verdict without showing in files: a volume without a source.
import type { PodSpec, Volume } from "../../kubernetes/index.ts";

function isBare(volume: Volume): boolean {
  for (const key in volume) if (key !== "name") return false;
  return true;
}

/**
 * The spec with every volume that names no source made an emptyDir, as the API server does before admission
 * (pkg/apis/core/v1 SetDefaults_Volume); the same spec where there is none. Live pods have it done already.
 */
export function withDefaultVolumes(spec: PodSpec): PodSpec {
  if (spec.volumes?.some(isBare) !== true) return spec;
  return { ...spec, volumes: spec.volumes.map((volume) => (isBare(volume) ? { ...volume, emptyDir: {} } : volume)) };
}
