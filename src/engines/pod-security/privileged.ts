// Baseline: no container is privileged.
import { podSecurityProposal, refuseIfAny, type Control, type Judge } from "./control.ts";
import { offendersIn } from "./places.ts";
import { containersNamed } from "./wording.ts";

const judge: Judge = (_metadata, spec) => {
  const { names, places } = offendersIn(spec, ({ securityContext }, place) =>
    securityContext?.privileged === true ? [place(true, "securityContext", "privileged")] : [],
  );
  return refuseIfAny(
    places,
    "privileged",
    () => `${containersNamed(names)} must not set securityContext.privileged=true`,
  );
};

export const privileged: Control = {
  id: "privileged",
  level: "baseline",
  revisions: [{ since: "1.0", source: podSecurityProposal, judge }],
};
