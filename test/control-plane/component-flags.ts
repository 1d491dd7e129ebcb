/** The flags each program of a test control plane starts with. */
import type { CertificateAuthority, IssuedCertificate } from "./certificates.ts";
import type { ControlPlaneOptions, Flags } from "./control-plane-options.ts";

const SERVICE_ACCOUNT_ISSUER = "https://kubernetes.default.svc.cluster.local";
const SERVICE_ADDRESSES = "10.0.0.0/24";

/** All files and ports the flags speak of. */
export interface Layout {
  readonly folder: string;
  readonly etcdPort: number;
  readonly etcdPeerPort: number;
  readonly apiserverPort: number;
  readonly controllerManagerPort: number;
  readonly authority: CertificateAuthority;
  readonly etcdAuthority: CertificateAuthority;
  readonly serving: IssuedCertificate;
  readonly etcdServing: IssuedCertificate;
  readonly etcdClient: IssuedCertificate;
  readonly serviceAccounts: { readonly privateFile: string; readonly publicFile: string };
  readonly tokenFile: string;
  readonly auditLogFile: string;
}

/** The files written for options that the API server takes as files. */
export interface OptionFiles {
  readonly auditPolicy: string | undefined;
  readonly authorization: string | undefined;
  readonly authentication: string | undefined;
  readonly admission: string | undefined;
}

/** Flags of etcd: TLS on both sides, and no waiting for the disk. */
export function etcdFlags(layout: Layout): Flags {
  const client = `https://127.0.0.1:${layout.etcdPort}`;
  const peer = `https://127.0.0.1:${layout.etcdPeerPort}`;
  const { certificateFile, keyFile } = layout.etcdServing;
  return {
    name: "test",
    "data-dir": `${layout.folder}/etcd-data`,
    "listen-client-urls": client,
    "advertise-client-urls": client,
    "listen-peer-urls": peer,
    "initial-advertise-peer-urls": peer,
    "initial-cluster": `test=${peer}`,
    "cert-file": certificateFile,
    "key-file": keyFile,
    "client-cert-auth": "true",
    "trusted-ca-file": layout.etcdAuthority.certificateFile,
    "peer-cert-file": certificateFile,
    "peer-key-file": keyFile,
    "peer-client-cert-auth": "true",
    "peer-trusted-ca-file": layout.etcdAuthority.certificateFile,
    "unsafe-no-fsync": "true",
    "heartbeat-interval": "50",
    "election-timeout": "500",
  };
}

/** Flags of kube-apiserver: as kubeadm lays it out, on loopback, with what the options ask for on top. */
export function apiserverFlags(layout: Layout, options: ControlPlaneOptions, files: OptionFiles): Flags {
  const own = options.apiserverFlags ?? {};
  return {
    "bind-address": "127.0.0.1",
    "advertise-address": "127.0.0.1",
    "secure-port": String(layout.apiserverPort),
    "endpoint-reconciler-type": "none", // endpoints on loopback are not allowed
    "etcd-servers": `https://127.0.0.1:${layout.etcdPort}`,
    "etcd-cafile": layout.etcdAuthority.certificateFile,
    "etcd-certfile": layout.etcdClient.certificateFile,
    "etcd-keyfile": layout.etcdClient.keyFile,
    "tls-cert-file": layout.serving.certificateFile,
    "tls-private-key-file": layout.serving.keyFile,
    "client-ca-file": layout.authority.certificateFile,
    "token-auth-file": layout.tokenFile,
    "service-account-issuer": SERVICE_ACCOUNT_ISSUER,
    "service-account-key-file": layout.serviceAccounts.publicFile,
    "service-account-signing-key-file": layout.serviceAccounts.privateFile,
    "service-cluster-ip-range": SERVICE_ADDRESSES,
    "allow-privileged": "true",
    ...authorizationFlags(options, files),
    ...auditFlags(layout, files),
    ...admissionFlags(options, files),
    ...present("authentication-config", files.authentication),
    ...(typeof own === "function" ? own(layout.folder) : own),
  };
}

/** Flags of kube-controller-manager: signs CSRs, and publishes service account tokens and the root certificate. */
export function controllerManagerFlags(layout: Layout, kubeconfig: string, options: ControlPlaneOptions): Flags {
  return {
    kubeconfig,
    "authentication-kubeconfig": kubeconfig,
    "authorization-kubeconfig": kubeconfig,
    "bind-address": "127.0.0.1",
    "secure-port": String(layout.controllerManagerPort),
    "tls-cert-file": layout.serving.certificateFile,
    "tls-private-key-file": layout.serving.keyFile,
    "leader-elect": "false",
    "use-service-account-credentials": "true",
    "root-ca-file": layout.authority.certificateFile,
    "service-account-private-key-file": layout.serviceAccounts.privateFile,
    "cluster-signing-cert-file": layout.authority.certificateFile,
    "cluster-signing-key-file": layout.authority.keyFile,
    "service-cluster-ip-range": SERVICE_ADDRESSES,
    ...options.controllerManagerFlags,
  };
}

/** Turns flags into arguments; a null leaves the flag out, a list repeats it. */
export function toArguments(flags: Flags): readonly string[] {
  return Object.entries(flags).flatMap(([name, value]) => {
    if (value === null) return [];
    const values = typeof value === "string" ? [value] : value;
    return values.map((one) => `--${name}=${one}`);
  });
}

function authorizationFlags(options: ControlPlaneOptions, files: OptionFiles): Flags {
  if (files.authorization !== undefined) return { "authorization-config": files.authorization };
  return { "authorization-mode": (options.authorizationModes ?? ["Node", "RBAC"]).join(",") };
}

function auditFlags(layout: Layout, files: OptionFiles): Flags {
  if (files.auditPolicy === undefined) return {};
  return {
    "audit-policy-file": files.auditPolicy,
    "audit-log-path": layout.auditLogFile,
    "audit-log-mode": "blocking", // an answered request is in the log
  };
}

function admissionFlags(options: ControlPlaneOptions, files: OptionFiles): Flags {
  const asked = options.enableAdmissionPlugins ?? [];
  // Without a controller manager no namespace gets its default service account, and the plugin would refuse every pod.
  const unusable = options.controllerManager === true || asked.includes("ServiceAccount") ? [] : ["ServiceAccount"];
  return {
    ...present("enable-admission-plugins", asked.join(",")),
    ...present("disable-admission-plugins", [...unusable, ...(options.disableAdmissionPlugins ?? [])].join(",")),
    ...present("admission-control-config-file", files.admission),
  };
}

function present(name: string, value: string | undefined): Flags {
  return value ? { [name]: value } : {};
}
