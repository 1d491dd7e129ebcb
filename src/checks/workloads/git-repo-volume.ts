// Volumes that let a repository run commands on the node.
import { defineCheck, workloadReads } from "../../checking/index.ts";
import { compareMinor } from "../../core/index.ts";
import { workloads } from "../../model/index.ts";

export const gitRepoVolume = defineCheck({
  id: "git-repo-volume",
  domain: "workloads",
  title: "Pod clones a repository on the node",
  severity: "high",
  rationale:
    "For a gitRepo volume the kubelet runs git on the node, as root and outside any container. Repositories were made that so ran commands of their author (CVE-2024-10220), and a pod can read repositories of other pods (CVE-2025-1767, which is not fixed). Of the Pod Security Standards only restricted forbids the volume.",
  remediation: "Clone into an emptyDir with an init container.",
  references: [
    "https://kubernetes.io/docs/concepts/storage/volumes/#gitrepo",
    "https://github.com/kubernetes/kubernetes/issues/128885",
  ],
  reads: workloadReads,
  // From 1.36 on kubelets refuse the volume whatever their feature gates say.
  versions: { since: "1.28", until: "1.35" },
  messages: {
    mounted: "volume {volume} is cloned on the node by the kubelet",
    gated: "volume {volume} is cloned on the node by kubelets whose feature gate GitRepoVolumeDriver was turned on",
  },
  *run(model, context) {
    const gated = compareMinor(context.version, "1.33") >= 0;
    for (const { spec, prefix, ref } of context.each(workloads(model))) {
      for (const [index, volume] of (spec.volumes ?? []).entries()) {
        if (volume.gitRepo === undefined) continue;
        const path = `${prefix}spec.volumes[${index}].gitRepo`;
        yield {
          object: ref,
          message: gated ? "gated" : "mounted",
          severity: gated ? "medium" : "high",
          path,
          data: { volume: volume.name ?? "" },
          evidence: [
            {
              source: "field",
              path,
              text: `gitRepo volumes are ${gated ? "off" : "on"} by default in ${context.version}`,
            },
          ],
        };
      }
    }
  },
});
