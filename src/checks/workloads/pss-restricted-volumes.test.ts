// Cases of pss-restricted-volumes.
import { describe, it } from "vitest";
import { pod, testCheck } from "../../testing/index.ts";
import { pssRestrictedVolumes } from "./pss-restricted-volumes.ts";

testCheck(
  pssRestrictedVolumes,
  [
    {
      name: "volumes from the cluster's own objects, and one without a source",
      objects: [
        pod({
          spec: {
            volumes: [
              { name: "a", persistentVolumeClaim: { claimName: "a" } },
              { name: "b", csi: { driver: "x" } },
              { name: "c" },
            ],
          },
        }),
      ],
      outcome: "pass",
    },
    {
      name: "an NFS share",
      objects: [pod({ spec: { volumes: [{ name: "files", nfs: { server: "nas", path: "/" } }] } })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "direct",
          severity: "low",
          path: "spec.volumes[0].nfs",
          data: { volume: "files", found: "nfs", holder: "the pod", container: "" },
        },
      ],
    },
    {
      name: "a repository that is cloned on the node",
      objects: [pod({ spec: { volumes: [{ name: "code", gitRepo: { repository: "https://git.example/x" } }] } })],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "direct", severity: "high" }],
    },
    {
      name: "a type nobody knows",
      objects: [pod({ spec: { volumes: [{ name: "new", quantumDisk: {} }] } })],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "direct", path: "spec.volumes[0]" }],
    },
    {
      name: "hostPath is reported elsewhere",
      objects: [pod({ spec: { volumes: [{ name: "root", hostPath: { path: "/" } }] } })],
      outcome: "pass",
    },
  ],
  { describe, it },
);
