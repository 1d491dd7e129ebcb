// Volumes that reach remote or legacy storage without a claim in between.
import { podSecurityCheck } from "../../checking/index.ts";

/** gitRepo clones on the node, as root, and runs the repository's hooks (CVE-2024-10220). */
const severities: Readonly<Record<string, "high" | "medium">> = { gitRepo: "high", flexVolume: "medium" };

export const pssRestrictedVolumes = podSecurityCheck({
  id: "pss-restricted-volumes",
  control: "restrictedVolumes",
  title: "Volume reaches storage directly instead of through a claim",
  severity: "low",
  rationale:
    "An inline nfs, iscsi, rbd or cloud disk volume lets whoever writes the pod choose server, path and options, with the node's network and rights: storage of other teams is one line away. A PersistentVolumeClaim leaves that choice to the administrator. (hostPath is the matter of pss-host-path-volumes.)",
  remediation:
    "Describe the storage once as a PersistentVolume or StorageClass and mount it through a PersistentVolumeClaim. Replace gitRepo by an init container that clones into an emptyDir.",
  messages: { direct: "volume {volume} is of type {found}" },
  report: ({ place, workload }) => {
    const type = String(place.found);
    const volume = workload.spec.volumes?.[Number(/\[(\d+)\]/.exec(place.path)?.[1])]?.name ?? "";
    const severity = severities[type];
    return { message: "direct", data: { volume }, ...(severity === undefined ? {} : { severity }) };
  },
});
