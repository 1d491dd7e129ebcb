// Pods that mount a folder of their node.
import { hostPathReach, podSecurityCheck } from "../../checking/index.ts";
import { placedContainers } from "../../kubernetes/index.ts";
import type { Workload } from "../../model/index.ts";

const severities = { node: "critical", part: "high", other: "medium", public: "low" } as const;

function volumeAt({ spec }: Workload, path: string): string {
  return spec.volumes?.[Number(/\[(\d+)\]/.exec(path)?.[1])]?.name ?? "";
}

/** Whether a container may write to the volume; one that nobody mounts counts as writable. */
function isWritable({ spec }: Workload, volume: string): boolean {
  const mounts = placedContainers(spec).flatMap(({ container }) => container.volumeMounts ?? []);
  const own = mounts.filter(({ name }) => name === volume);
  return own.length === 0 || own.some(({ readOnly }) => readOnly !== true);
}

export const pssHostPathVolumes = podSecurityCheck({
  id: "pss-host-path-volumes",
  control: "hostPathVolumes",
  title: "Pod mounts a folder of the node",
  severity: "medium",
  rationale:
    "A hostPath volume is a hole in the wall between container and node. With /, /etc, /var/run or the socket of the container runtime behind it, the container can read every credential on the node, or have the node run what it likes; a folder that looks harmless may hold links that lead out of it, or fill the disk of all pods.",
  remediation:
    "Use a PersistentVolumeClaim, an emptyDir, a ConfigMap or a projected volume. Where a node agent has to read the node, mount the narrowest folder it needs, read-only, and keep the agent in a namespace of its own.",
  messages: {
    decisive: "volume {volume} mounts {found}, which is as good as owning the node",
    writable: "volume {volume} mounts {found} of the node, writable",
    readOnly: "volume {volume} mounts {found} of the node, read-only",
  },
  report: ({ place, workload }) => {
    const volume = volumeAt(workload, place.path);
    const writable = isWritable(workload, volume);
    const reach = hostPathReach(String(place.found));
    return {
      message: reach === "node" ? "decisive" : writable ? "writable" : "readOnly",
      severity: reach === "public" && writable ? "medium" : severities[reach],
      data: { volume },
    };
  },
});
