// Pods that a newer revision of a control lets through.
import type { PodSpec } from "../../kubernetes/index.ts";
import type { Judge, Place } from "./control.ts";
import { podPlace } from "./places.ts";

function exempting(judge: Judge, exemption: (spec: PodSpec) => Place | undefined): Judge {
  return (metadata, spec) => {
    const verdict = judge(metadata, spec);
    if (verdict.allowed) return verdict;
    const found = exemption(spec);
    return found === undefined ? verdict : { allowed: true, exemption: found };
  };
}

/** Where Linux-only fields changed for Windows pods: the pull request of 1.25. */
export const windowsExemption = "https://github.com/kubernetes/kubernetes/pull/105919";

/** Lets Windows pods through: their spec may not even hold the fields that the control asks for. */
export function exceptWindows(judge: Judge): Judge {
  return exempting(judge, (spec) => (spec.os?.name === "windows" ? podPlace("windows", "os", "name") : undefined));
}

/** Where user namespaces relaxed the standard for good: the pull request of 1.35 (KEP-127). */
export const userNamespaceExemption = "https://github.com/kubernetes/kubernetes/pull/132157";

/** Lets pods with a user namespace of their own through: root in them is nobody on the node. */
export function exceptUserNamespaces(judge: Judge): Judge {
  return exempting(judge, (spec) => (spec.hostUsers === false ? podPlace(false, "hostUsers") : undefined));
}
