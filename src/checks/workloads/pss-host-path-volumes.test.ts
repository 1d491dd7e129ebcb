// Cases of pss-host-path-volumes.
import { describe, it } from "vitest";
import { container, pod, testCheck } from "../../testing/index.ts";
import { pssHostPathVolumes } from "./pss-host-path-volumes.ts";

function mounting(path: string, readOnly: boolean): ReturnType<typeof pod> {
  const volumeMounts = [{ name: "data", mountPath: "/data", readOnly }];
  return pod({ spec: { volumes: [{ name: "data", hostPath: { path } }], containers: [container({ volumeMounts })] } });
}

testCheck(
  pssHostPathVolumes,
  [
    {
      name: "a volume that is not",
      objects: [pod({ spec: { volumes: [{ name: "data", emptyDir: {} }] } })],
      outcome: "pass",
    },
    {
      name: "the runtime's socket",
      objects: [mounting("/var/run/docker.sock", true)],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "decisive",
          severity: "critical",
          path: "spec.volumes[0].hostPath",
          data: { volume: "data", found: "/var/run/docker.sock", holder: "the pod", container: "" },
        },
      ],
    },
    {
      name: "a folder inside the kubelet's",
      objects: [mounting("/var/lib/kubelet/plugins", false)],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "writable", severity: "high" }],
    },
    {
      name: "logs",
      objects: [mounting("/var/log", true)],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "readOnly", severity: "medium" }],
    },
    {
      name: "the time zone",
      objects: [mounting("/etc/localtime", true)],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "readOnly", severity: "low" }],
    },
    {
      name: "the time zone, writable",
      objects: [mounting("/etc/localtime", false)],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "writable", severity: "medium" }],
    },
    {
      name: "a volume nobody mounts",
      objects: [pod({ spec: { volumes: [{ name: "data", hostPath: { path: "/srv" } }] } })],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "writable", severity: "medium" }],
    },
  ],
  { describe, it },
);
