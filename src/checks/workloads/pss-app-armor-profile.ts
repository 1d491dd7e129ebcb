// Pods and containers that switch AppArmor off.
import { podSecurityCheck } from "../../checking/index.ts";

export const pssAppArmorProfile = podSecurityCheck({
  id: "pss-app-armor-profile",
  control: "appArmorProfile",
  title: "AppArmor confinement is switched off",
  severity: "medium",
  rationale:
    "On nodes with AppArmor every container runs under the runtime's profile, which keeps it from mounting, from writing to /proc and /sys and from tracing its neighbours. Unconfined takes that last net away, and it is rarely what the program needs.",
  remediation:
    "Remove the setting, or use RuntimeDefault. Where the default is too tight, load a profile on the nodes and name it with Localhost.",
  messages: {
    field: "{holder} asks for the AppArmor profile {found}",
    annotation: "an annotation asks for the AppArmor profile {found} for {holder}",
  },
  report: ({ place }) => {
    if (place.path.startsWith("metadata.")) return { message: "annotation", change: {} };
    return {
      message: "field",
      change: { path: place.path.replace(/\.type$/, ""), value: { type: "RuntimeDefault" } },
    };
  },
});
