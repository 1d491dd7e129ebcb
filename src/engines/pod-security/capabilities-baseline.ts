// Baseline: no capability is added beyond those a container has by default.
import { podSecurityProposal, refuseIfAny, type Control, type Judge } from "./control.ts";
import { offendersIn, textsFound } from "./places.ts";
import { containersNamed, quoteAll, sortedUnique } from "./wording.ts";

const defaults = new Set([
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
]);

const judge: Judge = (_metadata, spec) => {
  const { names, places } = offendersIn(spec, ({ securityContext }, place) =>
    (securityContext?.capabilities?.add ?? []).flatMap((name, index) =>
      defaults.has(name) ? [] : [place(name, "securityContext", "capabilities", "add", index)],
    ),
  );
  return refuseIfAny(places, "non-default capabilities", () => {
    const added = quoteAll(sortedUnique(textsFound(places)));
    return `${containersNamed(names)} must not include ${added} in securityContext.capabilities.add`;
  });
};

export const capabilitiesBaseline: Control = {
  id: "capabilities_baseline",
  level: "baseline",
  revisions: [{ since: "1.0", source: podSecurityProposal, judge }],
};
