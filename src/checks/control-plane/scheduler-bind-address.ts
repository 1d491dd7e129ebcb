// Schedulers that listen on all addresses of the node.
import { flagCheck, mustBeLoopback } from "../../checking/index.ts";

export const schedulerBindAddress = flagCheck({
  id: "scheduler-bind-address",
  title: "Scheduler listens on all addresses of its node",
  severity: "low",
  rationale:
    "The port serves health, metrics and, unless turned off, profiles. Only the local health probe has to reach it; on all addresses everything in the network of the node can try.",
  remediation: "Set --bind-address=127.0.0.1. Metrics then have to be collected from the node itself.",
  references: ["https://kubernetes.io/docs/reference/command-line-tools-reference/kube-scheduler/"],
  component: "kube-scheduler",
  judge: mustBeLoopback("bind-address"),
});
