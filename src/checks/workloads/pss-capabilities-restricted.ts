// Containers that keep capabilities they have only by default.
import { podSecurityCheck, withoutRefusedItems } from "../../checking/index.ts";

export const pssCapabilitiesRestricted = podSecurityCheck({
  id: "pss-capabilities-restricted",
  control: "capabilities_restricted",
  title: "Container does not drop the default capabilities",
  severity: "medium",
  rationale:
    "A container that says nothing starts with a dozen capabilities: changing owners, becoming another user, sending raw packets. Most programs use none of them; an attacker in the container uses them to widen the hole. What is dropped cannot be used. (Capabilities beyond the default set are the matter of pss-capabilities-baseline.)",
  remediation:
    'Set securityContext.capabilities.drop to ["ALL"] on every container, init and ephemeral ones too, and add back NET_BIND_SERVICE where a port below 1024 is opened.',
  messages: {
    kept: "{holder} does not drop ALL capabilities",
    added: "{holder} adds the capability {found}; only NET_BIND_SERVICE may be added",
    exempt: "the pod keeps its default capabilities, and may: it says it runs on Windows, which has none",
  },
  report: (refused) => {
    if (!refused.place.path.endsWith(".drop"))
      return { message: "added", severity: "low", change: withoutRefusedItems(refused) };
    const note = "A program that changes users, owners or opens ports below 1024 fails until it is changed.";
    return { message: "kept", change: { value: ["ALL"], note } };
  },
});
