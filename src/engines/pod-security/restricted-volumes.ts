// Restricted: volumes come from the cluster's own objects, not straight from the node or from remote storage.
import type { Volume } from "../../kubernetes/index.ts";
import { podSecurityProposal, refuseIfAny, type Control, type Judge } from "./control.ts";
import { podPlace, textsFound } from "./places.ts";
import { plural, quoteAll, sortedUnique } from "./wording.ts";

const allowed = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
] as const satisfies readonly (keyof Volume)[];

/** In the order upstream looks for them. */
const refused = [
  "hostPath",
  "gcePersistentDisk",
  "awsElasticBlockStore",
  "gitRepo",
  "nfs",
  "iscsi",
  "glusterfs",
  "rbd",
  "flexVolume",
  "cinder",
  "cephfs",
  "flocker",
  "fc",
  "azureFile",
  "vsphereVolume",
  "quobyte",
  "azureDisk",
  "photonPersistentDisk",
  "portworxVolume",
  "scaleIO",
  "storageos",
] as const satisfies readonly (keyof Volume)[];

const judge: Judge = (_metadata, spec) => {
  const bad = (spec.volumes ?? []).flatMap((volume, index) => {
    if (allowed.some((type) => volume[type] !== undefined)) return [];
    const type = refused.find((candidate) => volume[candidate] !== undefined);
    const place = podPlace(type ?? "unknown", "volumes", index, ...(type === undefined ? [] : [type]));
    return [{ name: volume.name ?? "", place }];
  });
  const places = bad.map(({ place }) => place);
  return refuseIfAny(places, "restricted volume types", () => {
    const types = sortedUnique(textsFound(places));
    const verb = bad.length === 1 ? "uses" : "use";
    const volumes = `${plural("volume", bad.length)} ${quoteAll(bad.map(({ name }) => name))}`;
    return `${volumes} ${verb} ${plural("restricted volume type", types.length)} ${quoteAll(types)}`;
  });
};

export const restrictedVolumes: Control = {
  id: "restrictedVolumes",
  level: "restricted",
  revisions: [{ since: "1.0", source: podSecurityProposal, overrides: ["hostPathVolumes"], judge }],
};
