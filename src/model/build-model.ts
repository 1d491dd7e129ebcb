// From what a source read to the model.
import { kindNames, type KindName, type KubernetesObject } from "../kubernetes/index.ts";
import type { Minor } from "../core/index.ts";
import type { ClusterModel, Parts, VersionSeen } from "./cluster-model.ts";
import { noCniConfigurations } from "./cni-configuration.ts";
import { observeComponents } from "./components.ts";
import type { Part } from "./part.ts";
import type { Reading } from "./reading.ts";

/** What the caller decides: the time of live input, and the version where the input has none. */
export interface ModelOptions {
  /** RFC 3339. */
  readonly now: string;
  readonly asOf?: string;
  readonly version?: Minor;
  readonly newestSupported: Minor;
}

function versionOf(reading: Reading, options: ModelOptions): VersionSeen {
  if (options.version !== undefined) return { minor: options.version, source: "flag" };
  return reading.version ?? { minor: options.newestSupported, source: "newest-supported" };
}

/** What a server serves says nothing of another version the questions are asked about. */
function servedOf({ served, version }: Reading, asked: Minor | undefined): Pick<ClusterModel, "served"> {
  return served === undefined || (asked !== undefined && asked !== version?.minor) ? {} : { served };
}

/** Builds the model; linear in objects. Objects of a part keep the order of the reading. */
export function buildModel(reading: Reading, options: ModelOptions): ClusterModel {
  const partOf = (name: KindName): Part<KubernetesObject> =>
    reading.parts.get(name) ?? { ...reading.others, objects: [] };
  const kindParts = Object.fromEntries(kindNames.map((name) => [name, partOf(name)])) as unknown as Parts;
  return {
    origin: reading.origin,
    asOf: options.asOf ?? reading.capturedAt ?? options.now,
    version: versionOf(reading, options),
    ...servedOf(reading, options.version),
    parts: { ...kindParts, ...observeComponents(kindParts.pods), "node/cni": noCniConfigurations },
    otherKinds: reading.otherKinds,
    problems: reading.problems,
    locate: reading.locate,
  };
}
