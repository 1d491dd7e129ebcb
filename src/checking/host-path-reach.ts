// How far into a node a mounted folder reaches: whether writing to it, or reading it, is as good as owning the node.

/**
 * - `node`: holds a runtime's socket, credentials of the node, or what the node runs: whoever has it has the node.
 * - `part`: lies inside such a folder.
 * - `public`: the same on every machine and no secret: time zones, certificate authorities, kernel modules.
 * - `other`: anything else.
 */
export type HostPathReach = "node" | "part" | "public" | "other";

/** Sockets, credentials and files the node itself executes or trusts (kubelet, kubeadm and runtime defaults). */
const decisive = [
  "/bin",
  "/boot",
  "/dev",
  "/etc/cni",
  "/etc/containerd",
  "/etc/cron.d",
  "/etc/cron.daily",
  "/etc/crontab",
  "/etc/docker",
  "/etc/kubernetes",
  "/etc/ld.so.preload",
  "/etc/passwd",
  "/etc/profile.d",
  "/etc/shadow",
  "/etc/ssh",
  "/etc/sudoers",
  "/etc/sudoers.d",
  "/etc/systemd",
  "/lib/systemd",
  "/opt/cni/bin",
  "/proc",
  "/root",
  "/run/containerd",
  "/run/cri-dockerd.sock",
  "/run/crio",
  "/run/dbus",
  "/run/docker.sock",
  "/run/systemd",
  "/sbin",
  "/usr/bin",
  "/usr/lib/systemd",
  "/usr/libexec/kubernetes",
  "/usr/local/bin",
  "/usr/local/sbin",
  "/usr/sbin",
  "/var/lib/containerd",
  "/var/lib/crio",
  "/var/lib/docker",
  "/var/lib/etcd",
  "/var/lib/k0s",
  "/var/lib/kubelet",
  "/var/lib/rancher",
  "/var/run/containerd",
  "/var/run/cri-dockerd.sock",
  "/var/run/crio",
  "/var/run/dbus",
  "/var/run/docker.sock",
  "/var/snap/microk8s",
  "/var/spool/cron",
];

const harmless = [
  "/etc/ca-certificates",
  "/etc/localtime",
  "/etc/pki",
  "/etc/ssl/certs",
  "/etc/timezone",
  "/lib/modules",
  "/usr/local/share/ca-certificates",
  "/usr/share/ca-certificates",
  "/usr/share/zoneinfo",
];

function contains(outer: string, inner: string): boolean {
  return outer === "/" || inner === outer || inner.startsWith(`${outer}/`);
}

/** The reach of an absolute path, however it is written (`//etc/`, `/etc/.`, `/var/../etc`, which the API refuses). */
export function hostPathReach(path: string): HostPathReach {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  const clean = `/${parts.join("/")}`;
  if (decisive.some((folder) => contains(clean, folder))) return "node";
  if (decisive.some((folder) => contains(folder, clean))) return "part";
  return harmless.some((folder) => contains(folder, clean)) ? "public" : "other";
}
