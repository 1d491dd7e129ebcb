// Schedulers that serve profiling data.
import { flagCheck, mustBe } from "../../checking/index.ts";

export const schedulerProfiling = flagCheck({
  id: "scheduler-profiling",
  title: "Scheduler serves profiling data",
  severity: "low",
  rationale:
    "Profiles under /debug/pprof tell internals of the process, and collecting them costs it time and memory. They are needed while hunting a performance problem, and rarely otherwise.",
  remediation:
    "Set --profiling=false, or, where the scheduler is given a file with --config, enableProfiling: false in that file.",
  references: ["https://kubernetes.io/docs/reference/command-line-tools-reference/kube-scheduler/"],
  component: "kube-scheduler",
  judge: mustBe("profiling", false),
});
