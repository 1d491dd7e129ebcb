// Baseline: /proc keeps its masks; since 1.35 not asked of pods with a user namespace of their own.
import { podSecurityProposal, refuseIfAny, type Control, type Judge } from "./control.ts";
import { exceptUserNamespaces, userNamespaceExemption } from "./exemptions.ts";
import { offendersIn, textsFound } from "./places.ts";
import { containersNamed, quoteAll, sortedUnique } from "./wording.ts";

/** Refuses every procMount but Default; the restricted control keeps to it. */
export const judgeProcMount: Judge = (_metadata, spec) => {
  const { names, places } = offendersIn(spec, ({ securityContext }, place) => {
    const found = securityContext?.procMount;
    return found === undefined || found === "Default" ? [] : [place(found, "securityContext", "procMount")];
  });
  return refuseIfAny(places, "procMount", () => {
    const values = quoteAll(sortedUnique(textsFound(places)));
    return `${containersNamed(names)} must not set securityContext.procMount to ${values}`;
  });
};

export const procMount: Control = {
  id: "procMount",
  level: "baseline",
  revisions: [
    { since: "1.0", source: podSecurityProposal, judge: judgeProcMount },
    { since: "1.35", source: userNamespaceExemption, judge: exceptUserNamespaces(judgeProcMount) },
  ],
};
