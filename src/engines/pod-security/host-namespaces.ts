// Baseline: the pod does not share the node's network, process or IPC namespace.
import { podSecurityProposal, refuseIfAny, type Control, type Judge } from "./control.ts";
import { podPlace } from "./places.ts";

const fields = ["hostNetwork", "hostPID", "hostIPC"] as const;

const judge: Judge = (_metadata, spec) => {
  const shared = fields.filter((field) => spec[field] === true);
  return refuseIfAny(
    shared.map((field) => podPlace(true, field)),
    "host namespaces",
    () => shared.map((field) => `${field}=true`).join(", "),
  );
};

export const hostNamespaces: Control = {
  id: "hostNamespaces",
  level: "baseline",
  revisions: [{ since: "1.0", source: podSecurityProposal, judge }],
};
