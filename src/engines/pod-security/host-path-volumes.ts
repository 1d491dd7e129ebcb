// Baseline: no volume is a folder of the node.
import { podSecurityProposal, refuseIfAny, type Control, type Judge } from "./control.ts";
import { podPlace } from "./places.ts";
import { plural, quoteAll } from "./wording.ts";

const judge: Judge = (_metadata, spec) => {
  const mounts = (spec.volumes ?? []).flatMap(({ name = "", hostPath }, index) =>
    hostPath === undefined ? [] : [{ name, place: podPlace(hostPath.path ?? "", "volumes", index, "hostPath") }],
  );
  return refuseIfAny(
    mounts.map(({ place }) => place),
    "hostPath volumes",
    () => `${plural("volume", mounts.length)} ${quoteAll(mounts.map(({ name }) => name))}`,
  );
};

export const hostPathVolumes: Control = {
  id: "hostPathVolumes",
  level: "baseline",
  revisions: [{ since: "1.0", source: podSecurityProposal, judge }],
};
