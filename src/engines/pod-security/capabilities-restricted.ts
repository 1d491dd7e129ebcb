// Restricted: every capability is dropped, and at most NET_BIND_SERVICE is added back.
import type { Container } from "../../kubernetes/index.ts";
import { podSecurityProposal, refuseIfAny, type Control, type Judge, type Place, type Revision } from "./control.ts";
import { exceptWindows, windowsExemption } from "./exemptions.ts";
import { offendersIn, textsFound, type PlaceField } from "./places.ts";
import { containersNamed, quoteAll, sortedUnique } from "./wording.ts";

function keepsAny({ securityContext }: Container, place: PlaceField): readonly Place[] {
  const dropped = securityContext?.capabilities?.drop;
  if (dropped?.includes("ALL") === true) return [];
  return [place(dropped?.join(", "), "securityContext", "capabilities", "drop")];
}

function addsForbidden({ securityContext }: Container, place: PlaceField): readonly Place[] {
  return (securityContext?.capabilities?.add ?? []).flatMap((name, index) =>
    name === "NET_BIND_SERVICE" ? [] : [place(name, "securityContext", "capabilities", "add", index)],
  );
}

const judge: Judge = (_metadata, spec) => {
  const keeping = offendersIn(spec, keepsAny);
  const adding = offendersIn(spec, addsForbidden);
  const added = sortedUnique(textsFound(adding.places));
  const details = [
    keeping.names.length === 0
      ? []
      : [`${containersNamed(keeping.names)} must set securityContext.capabilities.drop=["ALL"]`],
    adding.names.length === 0
      ? []
      : [`${containersNamed(adding.names)} must not include ${quoteAll(added)} in securityContext.capabilities.add`],
  ];
  return refuseIfAny([...keeping.places, ...adding.places], "unrestricted capabilities", () =>
    details.flat().join("; "),
  );
};

const overrides = ["capabilities_baseline"] as const satisfies Revision["overrides"];

export const capabilitiesRestricted: Control = {
  id: "capabilities_restricted",
  level: "restricted",
  revisions: [
    { since: "1.22", source: podSecurityProposal, overrides, judge },
    { since: "1.25", source: windowsExemption, overrides, judge: exceptWindows(judge) },
  ],
};
