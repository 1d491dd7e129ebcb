// API servers that serve profiling data.
import { flagCheck, mustBe } from "../../checking/index.ts";

export const apiserverProfiling = flagCheck({
  id: "apiserver-profiling",
  title: "API server serves profiling data",
  severity: "low",
  rationale:
    "Profiles under /debug/pprof tell internals of the process, and collecting them costs it time and memory. They are needed while hunting a performance problem, and rarely otherwise.",
  remediation: "Set --profiling=false.",
  references: ["https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/"],
  component: "kube-apiserver",
  judge: mustBe("profiling", false),
});
