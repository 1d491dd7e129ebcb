// Containers whose processes may gain privileges after they started.
import { parsePath, valueAt } from "../../core/index.ts";
import { podSecurityCheck, type RefusedPlace } from "../../checking/index.ts";
import type { SecurityContext } from "../../kubernetes/index.ts";

/** The API refuses false for a container that is privileged or adds CAP_SYS_ADMIN (core validation ValidateSecurityContext). */
function mayBeFalse({ place, workload }: RefusedPlace): boolean {
  const at = parsePath(workload.prefix + place.path).slice(0, -1);
  const context = valueAt(workload.object, at) as SecurityContext | undefined;
  return context?.privileged !== true && context?.capabilities?.add?.includes("CAP_SYS_ADMIN") !== true;
}

export const pssAllowPrivilegeEscalation = podSecurityCheck({
  id: "pss-allow-privilege-escalation",
  control: "allowPrivilegeEscalation",
  title: "Container may gain privileges after it started",
  severity: "medium",
  rationale:
    "Through a set-user-ID program such as sudo or su, a process can become root although its container was started as somebody else. allowPrivilegeEscalation: false sets the kernel's no_new_privs, and that way is shut for good. Unset means it is open.",
  remediation: "Set securityContext.allowPrivilegeEscalation to false on every container, init and ephemeral ones too.",
  messages: {
    unset: "{holder} does not set allowPrivilegeEscalation, so its processes may gain privileges",
    allowed: "{holder} sets allowPrivilegeEscalation: true",
    exempt: "allowPrivilegeEscalation is not set, and need not be: the pod says it runs on Windows, which has none",
  },
  report: (refused) => ({
    message: refused.place.found === undefined ? "unset" : "allowed",
    ...(mayBeFalse(refused)
      ? { change: { value: false, note: "Programs that use sudo or file capabilities fail afterwards." } }
      : {}),
  }),
});
