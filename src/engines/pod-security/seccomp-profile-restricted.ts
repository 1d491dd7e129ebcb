// Restricted since 1.19: every container has a seccomp profile, of its own or the pod's.
import { refuseIfAny, type Control, type Judge, type Revision } from "./control.ts";
import { exceptWindows, windowsExemption } from "./exemptions.ts";
import { offendersIn, podPlace } from "./places.ts";
import { badProfile, badProfileDetail } from "./seccomp-profile-baseline.ts";
import { containersNamed } from "./wording.ts";

const judge: Judge = (_metadata, spec) => {
  const ofPod = spec.securityContext?.seccompProfile;
  const pod = badProfile(spec, podPlace);
  const bad = offendersIn(spec, badProfile);
  const silent = offendersIn(spec, ({ securityContext }, place) =>
    securityContext?.seccompProfile === undefined && ofPod === undefined
      ? [place(undefined, "securityContext", "seccompProfile", "type")]
      : [],
  );
  const set = [...pod, ...bad.places];
  return refuseIfAny([...set, ...silent.places], "seccompProfile", () =>
    set.length > 0
      ? badProfileDetail(pod.length > 0, bad.names, set)
      : `pod or ${containersNamed(silent.names)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
  );
};

const overrides = ["seccompProfile_baseline"] as const satisfies Revision["overrides"];

export const seccompProfileRestricted: Control = {
  id: "seccompProfile_restricted",
  level: "restricted",
  revisions: [
    {
      since: "1.19",
      source: "https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/135-seccomp",
      overrides,
      judge,
    },
    { since: "1.25", source: windowsExemption, overrides, judge: exceptWindows(judge) },
  ],
};
