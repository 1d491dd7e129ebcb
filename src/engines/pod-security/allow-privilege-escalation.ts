// Restricted: every container sets allowPrivilegeEscalation to false.
import { refuseIfAny, type Control, type Judge } from "./control.ts";
import { exceptWindows, windowsExemption } from "./exemptions.ts";
import { offendersIn } from "./places.ts";
import { containersNamed } from "./wording.ts";

const judge: Judge = (_metadata, spec) => {
  const { names, places } = offendersIn(spec, ({ securityContext }, place) => {
    const found = securityContext?.allowPrivilegeEscalation;
    return found === false ? [] : [place(found, "securityContext", "allowPrivilegeEscalation")];
  });
  return refuseIfAny(
    places,
    "allowPrivilegeEscalation != false",
    () => `${containersNamed(names)} must set securityContext.allowPrivilegeEscalation=false`,
  );
};

export const allowPrivilegeEscalation: Control = {
  id: "allowPrivilegeEscalation",
  level: "restricted",
  revisions: [
    // The field came with 1.8.
    { since: "1.8", source: "https://github.com/kubernetes/kubernetes/pull/47019", judge },
    { since: "1.25", source: windowsExemption, judge: exceptWindows(judge) },
  ],
};
