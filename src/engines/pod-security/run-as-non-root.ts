// Restricted: every container promises not to run as root, itself or through the pod.
import { podSecurityProposal, refuseIfAny, type Control, type Judge } from "./control.ts";
import { exceptUserNamespaces, userNamespaceExemption } from "./exemptions.ts";
import { offendersIn, podPlace } from "./places.ts";
import { containersNamed, settersNamed } from "./wording.ts";

const at = ["securityContext", "runAsNonRoot"] as const;

const judge: Judge = (_metadata, spec) => {
  const ofPod = spec.securityContext?.runAsNonRoot;
  const pod = ofPod === false ? [podPlace(false, ...at)] : [];
  const refusing = offendersIn(spec, ({ securityContext }, place) =>
    securityContext?.runAsNonRoot === false ? [place(false, ...at)] : [],
  );
  const silent = offendersIn(spec, ({ securityContext }, place) =>
    securityContext?.runAsNonRoot === undefined && ofPod === undefined ? [place(undefined, ...at)] : [],
  );
  return refuseIfAny([...pod, ...refusing.places, ...silent.places], "runAsNonRoot != true", () =>
    pod.length + refusing.names.length > 0
      ? `${settersNamed(pod.length > 0, refusing.names)} must not set securityContext.runAsNonRoot=false`
      : `pod or ${containersNamed(silent.names)} must set securityContext.runAsNonRoot=true`,
  );
};

export const runAsNonRoot: Control = {
  id: "runAsNonRoot",
  level: "restricted",
  revisions: [
    { since: "1.0", source: podSecurityProposal, judge },
    { since: "1.35", source: userNamespaceExemption, judge: exceptUserNamespaces(judge) },
  ],
};
