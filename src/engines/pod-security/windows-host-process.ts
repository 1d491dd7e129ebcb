// Baseline: no Windows container runs as a process of the node.
import type { PodSpec } from "../../kubernetes/index.ts";
import { podSecurityProposal, refuseIfAny, type Control, type Judge, type Place } from "./control.ts";
import { offendersIn, podPlace, type PlaceField } from "./places.ts";
import { settersNamed } from "./wording.ts";

function asksForNode({ securityContext }: Pick<PodSpec, "securityContext">, place: PlaceField): readonly Place[] {
  return securityContext?.windowsOptions?.hostProcess === true
    ? [place(true, "securityContext", "windowsOptions", "hostProcess")]
    : [];
}

const judge: Judge = (_metadata, spec) => {
  const pod = asksForNode(spec, podPlace);
  const { names, places } = offendersIn(spec, asksForNode);
  return refuseIfAny(
    [...pod, ...places],
    "hostProcess",
    () => `${settersNamed(pod.length > 0, names)} must not set securityContext.windowsOptions.hostProcess=true`,
  );
};

export const windowsHostProcess: Control = {
  id: "windowsHostProcess",
  level: "baseline",
  revisions: [{ since: "1.0", source: podSecurityProposal, judge }],
};
