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
  "/boot",
  "/dev",
  "/etc/cron.d",
  "/etc/kubernetes",
  "/etc/passwd",
  "/etc/shadow",
  "/etc/ssh",
  "/etc/systemd",
  "/proc",
  "/root",
  "/run/containerd",
  "/run/crio",
  "/run/docker.sock",
  "/usr/bin",
  "/usr/local/bin",
  "/var/lib/containerd",
  "/var/lib/docker",
  "/var/lib/etcd",
  "/var/lib/kubelet",
  "/var/run/containerd",
  "/var/run/crio",
  "/var/run/docker.sock",
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

/** The reach of an absolute path, however it is written (`//etc/`, `/etc/.`); paths with `..` the API refuses. */
export function hostPathReach(path: string): HostPathReach {
  const clean = `/${path
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/")}`;
  if (decisive.some((folder) => contains(clean, folder))) return "node";
  if (decisive.some((folder) => contains(folder, clean))) return "part";
  return harmless.some((folder) => contains(folder, clean)) ? "public" : "other";
}
