// Containers that add capabilities nobody has by default.
import { podSecurityCheck, withoutRefusedItems } from "../../checking/index.ts";

/** Those with which a process can leave its container by itself, or nearly so (capabilities(7)). */
const decisive = new Set(["ALL", "BPF", "DAC_READ_SEARCH", "SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO"]);
const strong = new Set(["MAC_ADMIN", "MAC_OVERRIDE", "NET_ADMIN", "PERFMON", "SYS_BOOT", "SYS_PTRACE", "SYSLOG"]);

export const pssCapabilitiesBaseline = podSecurityCheck({
  id: "pss-capabilities-baseline",
  control: "capabilities_baseline",
  title: "Container adds capabilities beyond the default set",
  severity: "medium",
  rationale:
    "Linux divides what root may do into capabilities, and runtimes leave containers a small set. Adding to it gives that power back: SYS_ADMIN or SYS_MODULE alone is enough to take over the node, NET_RAW lets a container answer in the name of its neighbours.",
  remediation:
    "Drop the capability, or let a small helper that does nothing else have it. What needs ports below 1024 only needs NET_BIND_SERVICE, or the sysctl net.ipv4.ip_unprivileged_port_start.",
  messages: { added: "{holder} adds the capability {found}" },
  report: (refused) => {
    const name = String(refused.place.found).toUpperCase().replace(/^CAP_/, "");
    return {
      message: "added",
      severity: decisive.has(name) ? "critical" : strong.has(name) ? "high" : "medium",
      change: { ...withoutRefusedItems(refused), note: "What the program did with the capability fails afterwards." },
    };
  },
});
