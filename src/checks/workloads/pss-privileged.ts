// Containers that run privileged.
import { podSecurityCheck, type RefusedPlace } from "../../checking/index.ts";
import { parsePath, valueAt } from "../../core/index.ts";
import type { Container } from "../../kubernetes/index.ts";

/** The API allows Bidirectional mounts to privileged containers only (core validation validateMountPropagation). */
function mustBePrivileged({ place, workload }: RefusedPlace): boolean {
  const at = parsePath(workload.prefix + place.path).slice(0, -2);
  const container = valueAt(workload.object, at) as Container | undefined;
  return container?.volumeMounts?.some(({ mountPropagation }) => mountPropagation === "Bidirectional") === true;
}

export const pssPrivileged = podSecurityCheck({
  id: "pss-privileged",
  control: "privileged",
  title: "Container runs privileged",
  severity: "critical",
  rationale:
    "A privileged container has every capability and every device of the node, and no seccomp, AppArmor or SELinux in its way. Whoever gets a process in it to do their bidding owns the node, and with it the Secrets and credentials of every pod there.",
  remediation:
    "Remove privileged: true and give the container the one capability, device or volume it needs. Where it has to manage the node (a network plugin, a storage driver), keep it in a namespace that few people may write to.",
  messages: { privileged: "container {container} is privileged" },
  report: (refused) => {
    if (mustBePrivileged(refused)) return { message: "privileged" };
    const note = "Find out first which capability or device the container really uses.";
    return { message: "privileged", change: { value: false, note } };
  },
});
