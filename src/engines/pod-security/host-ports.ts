// Baseline: no container takes a port of the node.
import { podSecurityProposal, refuseIfAny, type Control, type Judge } from "./control.ts";
import { offendersIn, textsFound } from "./places.ts";
import { containersNamed, plural, sortedUnique } from "./wording.ts";

const judge: Judge = (_metadata, spec) => {
  const { names, places } = offendersIn(spec, ({ ports = [] }, place) =>
    ports.flatMap(({ hostPort = 0 }, index) =>
      Number(hostPort) === 0 ? [] : [place(hostPort, "ports", index, "hostPort")],
    ),
  );
  return refuseIfAny(places, "hostPort", () => {
    const ports = sortedUnique(textsFound(places));
    const verb = names.length === 1 ? "uses" : "use";
    return `${containersNamed(names)} ${verb} ${plural("hostPort", ports.length)} ${ports.join(", ")}`;
  });
};

export const hostPorts: Control = {
  id: "hostPorts",
  level: "baseline",
  revisions: [{ since: "1.0", source: podSecurityProposal, judge }],
};
