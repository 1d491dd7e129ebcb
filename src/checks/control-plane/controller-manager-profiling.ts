// Controller managers that serve profiling data.
import { flagCheck, mustBe } from "../../checking/index.ts";

export const controllerManagerProfiling = flagCheck({
  id: "controller-manager-profiling",
  title: "Controller manager serves profiling data",
  severity: "low",
  rationale:
    "Profiles under /debug/pprof tell internals of the process, and collecting them costs it time and memory. They are needed while hunting a performance problem, and rarely otherwise.",
  remediation: "Set --profiling=false.",
  references: ["https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/"],
  component: "kube-controller-manager",
  judge: mustBe("profiling", false),
});
