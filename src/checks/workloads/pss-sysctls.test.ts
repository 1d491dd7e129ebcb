// Cases of pss-sysctls.
import { describe, it } from "vitest";
import { pod, testCheck } from "../../testing/index.ts";
import { pssSysctls } from "./pss-sysctls.ts";

function setting(...names: readonly string[]): ReturnType<typeof pod> {
  return pod({ spec: { securityContext: { sysctls: names.map((name) => ({ name, value: "1" })) } } });
}

testCheck(
  pssSysctls,
  [
    { name: "a safe one", objects: [setting("net.ipv4.tcp_syncookies")], outcome: "pass" },
    {
      name: "one that reaches the whole node",
      objects: [setting("net.ipv4.tcp_syncookies", "kernel.msgmax")],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "unsafe",
          path: "spec.securityContext.sysctls[1].name",
          data: { holder: "the pod", container: "", found: "kernel.msgmax" },
        },
      ],
    },
    {
      name: "one that is safe since 1.37",
      version: "1.37",
      objects: [setting("net.ipv4.tcp_notsent_lowat")],
      outcome: "pass",
    },
    {
      name: "the same before",
      version: "1.36",
      objects: [setting("net.ipv4.tcp_notsent_lowat")],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "unsafe" }],
    },
  ],
  { describe, it },
);
