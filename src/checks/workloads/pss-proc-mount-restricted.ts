// Containers in a user namespace of their own that unmask /proc.
import { podSecurityCheck } from "../../checking/index.ts";

export const pssProcMountRestricted = podSecurityCheck({
  id: "pss-proc-mount-restricted",
  control: "procMount_restricted",
  title: "Container in a user namespace unmasks proc",
  severity: "low",
  rationale:
    "In a user namespace of its own a pod may unmask /proc at the baseline level, because root in it is nobody on the node. It still widens the part of the kernel the container can talk to. (Without a user namespace it is the matter of pss-proc-mount.)",
  remediation: "Remove procMount, unless containers are built or run inside this container.",
  versions: { since: "1.35" },
  messages: { unmasked: "{holder} mounts /proc {found}" },
  report: () => ({ message: "unmasked", change: { value: "Default" } }),
});
