// Baseline: AppArmor is not switched off, by field (1.30 and later) or by annotation.
import { formatPath } from "../../core/index.ts";
import type { ObjectMeta } from "../../kubernetes/index.ts";
import { podSecurityProposal, refuseIfAny, type Control, type Judge, type Place } from "./control.ts";
import { offendersIn, podPlace, textsFound, type PlaceField } from "./places.ts";
import { goQuote, plural, quoteAll, settersNamed, sortedUnique } from "./wording.ts";

const prefix = "container.apparmor.security.beta.kubernetes.io/";

interface Holder {
  readonly securityContext?: { readonly appArmorProfile?: { readonly type?: string } };
}

function badProfile({ securityContext }: Holder, place: PlaceField): readonly Place[] {
  const profile = securityContext?.appArmorProfile;
  if (profile === undefined || profile.type === "RuntimeDefault" || profile.type === "Localhost") return [];
  return [place(profile.type ?? "", "securityContext", "appArmorProfile", "type")];
}

function badAnnotations(metadata: ObjectMeta): readonly (readonly [string, string])[] {
  return Object.entries(metadata.annotations ?? {}).filter(
    ([key, value]) =>
      key.startsWith(prefix) && value !== "" && value !== "runtime/default" && !value.startsWith("localhost/"),
  );
}

function annotationPlace([key, value]: readonly [string, string]): Place {
  return { path: formatPath(["metadata", "annotations", key]), container: key.slice(prefix.length), found: value };
}

const judge: Judge = (metadata, spec) => {
  const pod = badProfile(spec, podPlace);
  const { names, places } = offendersIn(spec, badProfile);
  const annotations = badAnnotations(metadata);
  const setters = [
    settersNamed(pod.length > 0, names),
    annotations.length === 0 ? "" : plural("annotation", annotations.length),
  ].filter((setter) => setter !== "");
  const values = [
    ...sortedUnique(textsFound([...pod, ...places])),
    ...sortedUnique(annotations.map(([key, value]) => `${key}=${goQuote(value)}`)),
  ];
  return refuseIfAny(
    [...pod, ...places, ...annotations.map(annotationPlace)],
    plural("forbidden AppArmor profile", values.length),
    () => `${setters.join(" and ")} must not set AppArmor profile type to ${quoteAll(values)}`,
  );
};

export const appArmorProfile: Control = {
  id: "appArmorProfile",
  level: "baseline",
  revisions: [{ since: "1.0", source: podSecurityProposal, judge }],
};
