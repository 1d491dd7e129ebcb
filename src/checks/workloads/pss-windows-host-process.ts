// Windows containers that run as processes of their node.
import { podSecurityCheck } from "../../checking/index.ts";

export const pssWindowsHostProcess = podSecurityCheck({
  id: "pss-windows-host-process",
  control: "windowsHostProcess",
  title: "Windows container runs as a process of the node",
  severity: "critical",
  rationale:
    "A HostProcess container is the Windows form of a privileged one: it is not isolated at all, but runs on the node as the account it names, often SYSTEM. Whoever controls it controls the node.",
  remediation:
    "Use an ordinary Windows container. Keep HostProcess for the few agents that install or repair nodes, in a namespace that few people may write to, and give them the weakest account that does.",
  messages: { hostProcess: "{holder} runs as a process of the Windows node" },
  report: () => ({ message: "hostProcess" }),
});
