// Pods that share the node's network, process or IPC namespace.
import { podSecurityCheck } from "../../checking/index.ts";

const consequences = {
  hostNetwork:
    "it reaches what the node serves on loopback, can listen in on the node's traffic, and no NetworkPolicy holds it",
  hostPID: "it sees every process of the node, with environment and arguments, and may signal or trace them",
  hostIPC: "it can read and write shared memory and semaphores of other processes on the node",
} as const;

export const pssHostNamespaces = podSecurityCheck({
  id: "pss-host-namespaces",
  control: "hostNamespaces",
  title: "Pod shares a namespace of the node",
  severity: "high",
  rationale:
    "Kernel namespaces are what keeps a container from seeing its node. hostNetwork, hostPID and hostIPC each take one of those walls away: for the network, for processes, for shared memory. Together with a weakness in the application, each is a step from the container to the node.",
  remediation:
    "Remove the field. Publish ports through a Service rather than the node's network, and watch processes with an agent that was made for it. System agents that do need it belong in a namespace of their own.",
  messages: { shared: "the pod sets {field}: {consequence}" },
  report: ({ place }) => {
    const field = place.path.replace("spec.", "") as keyof typeof consequences;
    return {
      message: "shared",
      severity: field === "hostIPC" ? "medium" : "high",
      data: { field, consequence: consequences[field] },
      change: {
        value: false,
        ...(field === "hostNetwork"
          ? { note: "The pod gets its own address: clients that used the node's need a Service." }
          : {}),
      },
    };
  },
});
