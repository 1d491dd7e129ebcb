// Pods and containers that switch seccomp off.
import { podSecurityCheck } from "../../checking/index.ts";

export const pssSeccompProfileBaseline = podSecurityCheck({
  id: "pss-seccomp-profile-baseline",
  control: "seccompProfile_baseline",
  title: "Seccomp is switched off",
  severity: "medium",
  rationale:
    "Seccomp keeps a container from the system calls hardly any program makes and most kernel exploits need. Unconfined gives all of them back, even where the kubelet would set a filter by default.",
  remediation:
    "Use RuntimeDefault. Where the program needs a system call the default filter refuses, put a profile that allows it on the nodes and name it with Localhost.",
  messages: {
    field: "{holder} asks for the seccomp profile {found}",
    annotation: "an annotation asks for the seccomp profile {found} for {holder}",
  },
  report: ({ place }) => {
    if (place.path.startsWith("metadata.")) return { message: "annotation", change: {} };
    return {
      message: "field",
      change: { path: place.path.replace(/\.type$/, ""), value: { type: "RuntimeDefault" } },
    };
  },
});
