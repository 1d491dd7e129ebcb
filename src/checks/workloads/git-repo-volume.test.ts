// Cases of git-repo-volume.
import { describe, it } from "vitest";
import { deployment, pod, testCheck } from "../../testing/index.ts";
import { gitRepoVolume } from "./git-repo-volume.ts";

const volumes = [
  { name: "scratch", emptyDir: {} },
  { name: "code", gitRepo: { repository: "https://git.example/app.git" } },
];
const cloning = pod({ spec: { volumes } });

testCheck(
  gitRepoVolume,
  [
    {
      name: "other volumes",
      version: "1.30",
      objects: [pod({ spec: { volumes: volumes.slice(0, 1) } })],
      outcome: "pass",
    },
    {
      name: "a volume that every kubelet clones",
      version: "1.32",
      objects: [deployment({ spec: { template: { spec: { volumes } } } })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Deployment shop/deployment",
          message: "mounted",
          severity: "high",
          path: "spec.template.spec.volumes[1].gitRepo",
          data: { volume: "code" },
        },
      ],
    },
    {
      name: "off by default from 1.33 on",
      version: "1.35",
      objects: [cloning],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "gated", severity: "medium" }],
    },
    { name: "refused by kubelets from 1.36 on", version: "1.36", objects: [cloning], outcome: "not-applicable" },
    { name: "a version no facts are known of", version: "1.27", objects: [cloning], outcome: "unknown" },
  ],
  { describe, it },
);
