// Baseline: SELinux confinement keeps a container type, and no user or role of its own.
import type { PodSpec } from "../../kubernetes/index.ts";
import { podSecurityProposal, refuseIfAny, type Control, type Judge, type Place } from "./control.ts";
import { offendersIn, podPlace, textsFound, type PlaceField } from "./places.ts";
import { plural, quoteAll, settersNamed, sortedUnique } from "./wording.ts";

type Holder = Pick<PodSpec, "securityContext">;

function badOptions({ securityContext }: Holder, place: PlaceField, types: ReadonlySet<string>): readonly Place[] {
  if (securityContext?.seLinuxOptions === undefined) return [];
  const { type = "", user = "", role = "" } = securityContext.seLinuxOptions;
  const at = ["securityContext", "seLinuxOptions"] as const;
  return [
    ...(types.has(type) ? [] : [place(type, ...at, "type")]),
    ...(user === "" ? [] : [place(user, ...at, "user")]),
    ...(role === "" ? [] : [place(role, ...at, "role")]),
  ];
}

function judgeWith(...names: readonly string[]): Judge {
  const types = new Set(["", ...names]);
  return (_metadata, spec) => {
    const pod = badOptions(spec, podPlace, types);
    const containers = offendersIn(spec, (container, place) => badOptions(container, place, types));
    const places = [...pod, ...containers.places];
    return refuseIfAny(places, "seLinuxOptions", () => {
      const endingIn = (field: string): readonly Place[] => places.filter(({ path }) => path.endsWith(`.${field}`));
      const bad = sortedUnique(textsFound(endingIn("type")));
      const faults = [
        ...(bad.length === 0 ? [] : [`${plural("type", bad.length)} ${quoteAll(bad)}`]),
        ...(["user", "role"] as const).flatMap((field) =>
          endingIn(field).length === 0 ? [] : [`${field} may not be set`],
        ),
      ];
      const setters = settersNamed(pod.length > 0, containers.names);
      return `${setters} set forbidden securityContext.seLinuxOptions: ${faults.join("; ")}`;
    });
  };
}

const types = ["container_t", "container_init_t", "container_kvm_t"] as const;

export const seLinuxOptions: Control = {
  id: "seLinuxOptions",
  level: "baseline",
  revisions: [
    { since: "1.0", source: podSecurityProposal, judge: judgeWith(...types) },
    {
      since: "1.31",
      source: "https://github.com/kubernetes/kubernetes/pull/126165",
      judge: judgeWith(...types, "container_engine_t"),
    },
  ],
};
