// Containers that nothing keeps from running as root.
import { podSecurityCheck } from "../../checking/index.ts";

export const pssRunAsNonRoot = podSecurityCheck({
  id: "pss-run-as-non-root",
  control: "runAsNonRoot",
  title: "Container may run as root",
  severity: "medium",
  rationale:
    "Root in a container is root on the node, held back only by what else confines the container; a mount too many or a flaw in the kernel, and it is loose. runAsNonRoot: true makes the kubelet refuse to start a container as user 0, whatever its image says. In a user namespace of the pod's own, root is nobody on the node, so it is not asked for since 1.35.",
  remediation:
    "Give the image a USER other than root, and set runAsNonRoot: true on the pod. Where the image cannot be changed, set runAsUser to a number other than 0, or hostUsers: false.",
  messages: {
    unset: "neither {holder} nor its pod sets runAsNonRoot, so the image decides and may choose root",
    refused: "{holder} sets runAsNonRoot: false",
    exempt: "runAsNonRoot is not set, and need not be: the pod has a user namespace of its own",
  },
  report: ({ place }) => ({
    message: place.found === undefined ? "unset" : "refused",
    change: {
      value: true,
      note: "A container whose image runs as root does not start until runAsUser or the image is changed.",
    },
  }),
});
