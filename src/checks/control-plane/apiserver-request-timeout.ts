// API servers that let requests run for very long.
import { flagCheck, mustLastAtMost } from "../../checking/index.ts";

export const apiserverRequestTimeout = flagCheck({
  id: "apiserver-request-timeout",
  title: "API server lets requests run for too long",
  severity: "low",
  rationale:
    "A request holds memory and a connection until it is answered or its time is over. A limit far above the default of one minute lets few slow clients exhaust the API server; no valid limit at all is worse.",
  remediation: "Set --request-timeout to at most 300s, or leave it out.",
  references: ["https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/"],
  component: "kube-apiserver",
  judge: mustLastAtMost("request-timeout", 300),
});
