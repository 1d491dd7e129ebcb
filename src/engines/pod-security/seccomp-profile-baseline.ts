// Baseline: seccomp is not switched off; by annotation up to 1.18, by field since 1.19.
import { formatPath } from "../../core/index.ts";
import { placedContainers, type ObjectMeta, type PodSpec } from "../../kubernetes/index.ts";
import { podSecurityProposal, refuseIfAny, type Control, type Judge, type Place } from "./control.ts";
import { offendersIn, podPlace, textsFound, type PlaceField } from "./places.ts";
import { goQuote, plural, quoteAll, settersNamed, sortedUnique } from "./wording.ts";

const podAnnotation = "seccomp.security.alpha.kubernetes.io/pod";
const containerPrefix = "container.seccomp.security.alpha.kubernetes.io/";

function annotationPlace({ annotations = {} }: ObjectMeta, key: string, container?: string): readonly Place[] {
  const value = Object.hasOwn(annotations, key) ? annotations[key] : undefined;
  if (value === undefined || value === "runtime/default" || value === "docker/default") return [];
  if (value.startsWith("localhost/")) return [];
  const place = { path: formatPath(["metadata", "annotations", key]), found: value };
  return [container === undefined ? place : { ...place, container }];
}

const judgeAnnotations: Judge = (metadata, spec) => {
  const names = placedContainers(spec).map(({ container }) => container.name ?? "");
  const keyed = [
    { key: podAnnotation, places: annotationPlace(metadata, podAnnotation) },
    ...names.map((name) => {
      const key = containerPrefix + name;
      return { key, places: annotationPlace(metadata, key, name) };
    }),
  ];
  return refuseIfAny(
    keyed.flatMap(({ places }) => places),
    "seccompProfile",
    () => {
      const texts = sortedUnique(
        keyed.flatMap(({ key, places }) => textsFound(places).map((value) => `${key}=${goQuote(value)}`)),
      );
      return `forbidden ${plural("annotation", texts.length)} ${texts.join(", ")}`;
    },
  );
};

/** The place of a seccomp profile that is set to something else than RuntimeDefault or Localhost. */
export function badProfile({ securityContext }: Pick<PodSpec, "securityContext">, place: PlaceField): readonly Place[] {
  const profile = securityContext?.seccompProfile;
  if (profile === undefined || profile.type === "RuntimeDefault" || profile.type === "Localhost") return [];
  return [place(profile.type ?? "", "securityContext", "seccompProfile", "type")];
}

/** How upstream words bad profiles, at both levels. */
export function badProfileDetail(pod: boolean, containers: readonly string[], places: readonly Place[]): string {
  const values = quoteAll(sortedUnique(textsFound(places)));
  return `${settersNamed(pod, containers)} must not set securityContext.seccompProfile.type to ${values}`;
}

const judgeFields: Judge = (_metadata, spec) => {
  const pod = badProfile(spec, podPlace);
  const containers = offendersIn(spec, badProfile);
  const places = [...pod, ...containers.places];
  return refuseIfAny(places, "seccompProfile", () => badProfileDetail(pod.length > 0, containers.names, places));
};

export const seccompProfileBaseline: Control = {
  id: "seccompProfile_baseline",
  level: "baseline",
  revisions: [
    { since: "1.0", source: podSecurityProposal, judge: judgeAnnotations },
    {
      since: "1.19",
      source: "https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/135-seccomp",
      judge: judgeFields,
    },
  ],
};
