// Pods and containers that leave the SELinux confinement of containers.
import { podSecurityCheck } from "../../checking/index.ts";

export const pssSeLinuxOptions = podSecurityCheck({
  id: "pss-se-linux-options",
  control: "seLinuxOptions",
  title: "SELinux confinement is changed",
  severity: "medium",
  rationale:
    "On nodes with SELinux a container's type decides which files and services of the node it may touch. A type that was not made for containers, or a user or role of its own, opens the node to it; spc_t (super privileged container) is no confinement at all.",
  remediation:
    "Leave type, user and role out; level may be set. Types made for containers (container_t, container_init_t, container_kvm_t, and container_engine_t since 1.31) are allowed.",
  messages: {
    type: "{holder} runs with the SELinux type {found}",
    identity: "{holder} sets the SELinux {field} {found}",
  },
  report: ({ place }) => {
    const field = /\w+$/.exec(place.path)?.[0] ?? "";
    const change = { note: "Files that were labelled for this context may need new labels." };
    if (field !== "type") return { message: "identity", data: { field }, change };
    return { message: "type", severity: place.found === "spc_t" ? "high" : "medium", change };
  },
});
