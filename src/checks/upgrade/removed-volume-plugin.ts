// Pods with volumes that kubelets can no longer mount.
import { defineCheck, workloadReads } from "../../checking/index.ts";
import { compareMinor } from "../../core/index.ts";
import { removedVolumePlugins } from "../../facts/volume-plugins/index.ts";
import { workloads } from "../../model/index.ts";

export const removedVolumePlugin = defineCheck({
  id: "removed-volume-plugin",
  domain: "upgrade",
  title: "Pod uses a volume type that was removed",
  severity: "medium",
  rationale:
    "The API still accepts the volume, but the kubelet has no plugin to mount it. The pod hangs while starting: after an upgrade of the nodes, or when it is next replaced.",
  remediation: "Move the data to a volume of a CSI driver; for gitRepo clone into an emptyDir with an init container.",
  references: ["https://kubernetes.io/docs/concepts/storage/volumes/"],
  reads: workloadReads,
  versions: { since: "1.28" },
  messages: {
    removed: "volume {volume} is of type {type}, which kubelets have not been able to mount since {minor}",
    ending: "volume {volume} is of type {type}, which kubelets cannot mount from {minor} on",
  },
  *run(model, context) {
    for (const { spec, prefix, ref } of context.each(workloads(model))) {
      for (const [index, volume] of (spec.volumes ?? []).entries()) {
        const plugin = removedVolumePlugins.rows.find(({ volume: type }) => Object.hasOwn(volume, type));
        if (plugin === undefined) continue;
        const gone = compareMinor(context.version, plugin.removed) >= 0;
        const path = `${prefix}spec.volumes[${index}].${plugin.volume}`;
        yield {
          object: ref,
          message: gone ? "removed" : "ending",
          severity: gone ? "medium" : "low",
          path,
          data: { volume: volume.name ?? "", type: plugin.volume, minor: plugin.removed },
          evidence: [{ source: "rule", path, text: `removed in ${plugin.removed} (${plugin.source})` }],
        };
      }
    }
  },
});
