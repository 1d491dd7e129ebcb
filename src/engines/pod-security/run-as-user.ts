// Restricted since 1.23: user 0 is not asked for; since 1.35 allowed in a user namespace of the pod's own.
import { podSecurityProposal, refuseIfAny, type Control, type Judge, type Place } from "./control.ts";
import { exceptUserNamespaces, userNamespaceExemption } from "./exemptions.ts";
import { offendersIn, podPlace, type PlaceField } from "./places.ts";
import { settersNamed } from "./wording.ts";

interface Holder {
  readonly securityContext?: { readonly runAsUser?: number | bigint };
}

function asksForRoot({ securityContext }: Holder, place: PlaceField): readonly Place[] {
  const user = securityContext?.runAsUser;
  return user !== undefined && Number(user) === 0 ? [place(0, "securityContext", "runAsUser")] : [];
}

const judge: Judge = (_metadata, spec) => {
  const pod = asksForRoot(spec, podPlace);
  const { names, places } = offendersIn(spec, asksForRoot);
  return refuseIfAny(
    [...pod, ...places],
    "runAsUser=0",
    () => `${settersNamed(pod.length > 0, names)} must not set runAsUser=0`,
  );
};

export const runAsUser: Control = {
  id: "runAsUser",
  level: "restricted",
  revisions: [
    { since: "1.23", source: podSecurityProposal, judge },
    { since: "1.35", source: userNamespaceExemption, judge: exceptUserNamespaces(judge) },
  ],
};
