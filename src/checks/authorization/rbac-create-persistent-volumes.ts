// Roles that let their holders create persistent volumes.
import { grantCheck } from "../../checking/index.ts";

export const rbacCreatePersistentVolumes = grantCheck({
  id: "rbac-create-persistent-volumes",
  title: "Role lets its holders create persistent volumes",
  severity: "medium",
  rationale:
    "A PersistentVolume may name a directory of the node (hostPath), and the Pod Security Standards look at pods, not at volumes. Whoever may create one, and a pod, reads and writes files of the node even in a restricted namespace.",
  remediation: "Leave volumes to provisioners, and let users create PersistentVolumeClaims only.",
  references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#persistent-volume-creation"],
  rights: [{ verbs: ["create"], apiGroup: "", resources: ["persistentvolumes"] }],
  ability: "mount any directory of a node",
  scope: "cluster",
});
