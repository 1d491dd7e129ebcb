// Containers that unmask /proc.
import { podSecurityCheck } from "../../checking/index.ts";

export const pssProcMount = podSecurityCheck({
  id: "pss-proc-mount",
  control: "procMount",
  title: "Container sees the parts of proc that are hidden by default",
  severity: "high",
  rationale:
    "Runtimes hide or write-protect parts of /proc through which a process can read the node's memory map, load settings into its kernel or trigger its reset. procMount: Unmasked uncovers them; with root in the container, that is a way to the node. In a user namespace of the pod's own, root is nobody there, so it is allowed since 1.35.",
  remediation:
    "Remove procMount. Where containers are built or run inside the container, set hostUsers: false so that the pod has a user namespace of its own.",
  messages: {
    unmasked: "{holder} mounts /proc {found}",
    exempt: "a container unmasks /proc, and may: the pod has a user namespace of its own",
  },
  report: () => ({ message: "unmasked", change: { value: "Default" } }),
});
