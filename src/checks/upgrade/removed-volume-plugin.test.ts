// Cases of removed-volume-plugin.
import { describe, it } from "vitest";
import { pod, testCheck } from "../../testing/index.ts";
import { removedVolumePlugin } from "./removed-volume-plugin.ts";

const using = (type: string) => pod({ spec: { volumes: [{ name: "data", [type]: {} }] } });
const found = { object: "Pod shop/web", path: "spec.volumes[0].cephfs" } as const;

testCheck(
  removedVolumePlugin,
  [
    {
      name: "types that are there, and one that a CSI driver took over",
      objects: [
        using("emptyDir"),
        pod({ metadata: { name: "disk" }, spec: { volumes: [{ name: "data", awsElasticBlockStore: {} }] } }),
      ],
      outcome: "pass",
    },
    {
      name: "removed from this version",
      version: "1.31",
      objects: [using("cephfs")],
      outcome: "fail",
      docs: true,
      findings: [
        { ...found, message: "removed", severity: "medium", data: { volume: "data", type: "cephfs", minor: "1.31" } },
      ],
    },
    {
      name: "removed from the next",
      version: "1.30",
      objects: [using("cephfs")],
      outcome: "fail",
      findings: [{ ...found, message: "ending", severity: "low" }],
    },
    { name: "a version no facts are known of", version: "1.38", objects: [using("cephfs")], outcome: "unknown" },
  ],
  { describe, it },
);
