// Table: kubeaudit's auditors and our checks.
import type { CheckMap } from "./check-map.ts";

export const kubeaudit: CheckMap = {
  apparmor: ["pss-app-armor-profile"],
  asat: ["service-account-token-unneeded"],
  capabilities: ["pss-capabilities-baseline", "pss-capabilities-restricted"],
  hostns: ["pss-host-namespaces"],
  image: ["image-tag-mutable"],
  limits: ["memory-limit-missing"],
  mounts: ["pss-host-path-volumes"],
  netpols: ["namespace-without-default-deny"],
  nonroot: ["pss-run-as-non-root", "pss-run-as-user"],
  privesc: ["pss-allow-privilege-escalation"],
  privileged: ["pss-privileged"],
  rootfs: ["writable-root-filesystem"],
  seccomp: ["pss-seccomp-profile-baseline", "pss-seccomp-profile-restricted"],
};
