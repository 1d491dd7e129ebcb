// Probes and lifecycle hooks that send the kubelet to an address of the author's choice.
import { podSecurityCheck } from "../../checking/index.ts";

export const pssHostProbesAndHostLifecycle = podSecurityCheck({
  id: "pss-host-probes-and-host-lifecycle",
  control: "hostProbesAndHostLifecycle",
  title: "Probe or lifecycle hook names a host",
  severity: "medium",
  rationale:
    "Probes and lifecycle hooks are carried out by the kubelet, from the node and its network. With a host in them, whoever writes the pod can have the node knock at addresses the pod itself may not reach: the node's loopback, the cloud's metadata service, other networks; and read from the outcome what answers there.",
  remediation:
    "Leave host out: the kubelet then asks the pod itself. Where a server listens on loopback only, probe it with an exec probe.",
  versions: { since: "1.34" },
  messages: { named: "{holder} has the kubelet connect to {found}" },
  report: () => ({
    message: "named",
    change: { note: "The kubelet then connects to the pod's own address: the server has to listen on it." },
  }),
});
