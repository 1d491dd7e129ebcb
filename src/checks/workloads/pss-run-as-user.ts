// Pods and containers that ask for user 0.
import { podSecurityCheck } from "../../checking/index.ts";

export const pssRunAsUser = podSecurityCheck({
  id: "pss-run-as-user",
  control: "runAsUser",
  title: "Container is told to run as root",
  severity: "medium",
  rationale:
    "runAsUser: 0 makes a container run as root even where its image was built to run as somebody else. Root in a container is root on the node as soon as anything else gives way.",
  remediation:
    "Remove runAsUser so that the image's own user holds, or set the number of a user that owns nothing else. Where root is needed only for start-up, do that in an init container with nothing but it.",
  messages: {
    root: "{holder} sets runAsUser: 0",
    exempt: "runAsUser is 0, and may be: the pod has a user namespace of its own",
  },
  report: () => ({ message: "root" }),
});
