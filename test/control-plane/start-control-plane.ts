/** Starts etcd, kube-apiserver and, if asked, kube-controller-manager on loopback with certificates made on the spot. */
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApiClient, type ApiClient } from "./api-client.ts";
import { obtainBinaries, type Binaries } from "./binaries.ts";
import {
  createCertificateAuthority,
  writeServiceAccountKeys,
  type CertificateAuthority,
  type CertificateUser,
} from "./certificates.ts";
import * as flags from "./component-flags.ts";
import { createProcessGroup, type ProcessGroup } from "./component-process.ts";
import type * as plane from "./control-plane-options.ts";
import { writeKubeconfig } from "./kubeconfig-file.ts";
import { runKubectl } from "./kubectl.ts";
import { freePorts } from "./local-ports.ts";
import { writeOptionFiles, writeTokenFile } from "./option-files.ts";

const PORT_ATTEMPTS = 3;
const READY_SECONDS = 90;
const ADMINISTRATOR = { user: "kubernetes-admin", groups: ["system:masters"] } as const;
const CONTROLLER_MANAGER = { user: "system:kube-controller-manager" } as const;

interface Parts {
  readonly options: plane.ControlPlaneOptions;
  readonly binaries: Binaries;
  readonly layout: flags.Layout;
  readonly processes: ProcessGroup;
  readonly api: ApiClient;
  readonly url: string;
  readonly tokens: ReadonlyMap<string, string>;
}

/** Starts a control plane and returns when it is ready; several may run at once. Call stop() when done. */
export async function startControlPlane(options: plane.ControlPlaneOptions = {}): Promise<plane.ControlPlane> {
  const binaries = options.binaries ?? (await requireBinaries());
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(options, binaries);
    } catch (error) {
      // Another program may take a port between our finding it free and its use.
      const lostPort = error instanceof Error && error.message.includes("address already in use");
      if (!lostPort || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

async function requireBinaries(): Promise<Binaries> {
  const obtained = await obtainBinaries();
  if (obtained.found) return obtained.binaries;
  throw new Error(obtained.missing);
}

async function startOnce(options: plane.ControlPlaneOptions, binaries: Binaries): Promise<plane.ControlPlane> {
  const folder = await mkdtemp(join(tmpdir(), "plimsoll-control-plane-"));
  const processes = createProcessGroup(folder);
  try {
    const parts = await prepare(options, binaries, folder, processes);
    await startPrograms(parts);
    return await describe(parts);
  } catch (error) {
    await processes.stop();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function prepare(
  options: plane.ControlPlaneOptions,
  binaries: Binaries,
  folder: string,
  processes: ProcessGroup,
): Promise<Parts> {
  const [etcdPort = 0, etcdPeerPort = 0, apiserverPort = 0, controllerManagerPort = 0] = await freePorts(4);
  const authority = await createCertificateAuthority(join(folder, "pki"), "plimsoll-test-ca");
  const etcdAuthority = await createCertificateAuthority(join(folder, "pki-etcd"), "plimsoll-test-etcd-ca");
  const { file: tokenFile, tokens } = await writeTokenFile(folder, [ADMINISTRATOR, ...(options.tokenUsers ?? [])]);
  const layout: flags.Layout = {
    folder,
    etcdPort,
    etcdPeerPort,
    apiserverPort,
    controllerManagerPort,
    authority,
    etcdAuthority,
    serving: await authority.issueServer("kube-apiserver"),
    etcdServing: await etcdAuthority.issueServer("etcd"),
    etcdClient: await etcdAuthority.issueClient({ user: "kube-apiserver" }),
    serviceAccounts: await writeServiceAccountKeys(join(folder, "pki")),
    tokenFile,
    auditLogFile: join(folder, "audit.log"),
  };
  const administrator = await authority.issueClient(ADMINISTRATOR);
  const url = `https://127.0.0.1:${apiserverPort}`;
  const api = createApiClient({ url, ca: authority.certificate, ...administrator });
  return { options, binaries, layout, processes, api, url, tokens };
}

async function startPrograms(parts: Parts): Promise<void> {
  const { binaries, layout, processes, options } = parts;
  const limit = (options.readySeconds ?? READY_SECONDS) * 1000;
  const start = (name: string, program: string, values: plane.Flags): ReturnType<ProcessGroup["start"]> =>
    processes.start(name, program, flags.toArguments(values));

  const etcd = start("etcd", binaries.etcd, flags.etcdFlags(layout));
  await etcd.waitUntil(() => accepts(layout.etcdPort), limit);
  const files = await writeOptionFiles(layout.folder, options);
  const apiserver = start("kube-apiserver", binaries.apiserver, flags.apiserverFlags(layout, options, files));
  await apiserver.waitUntil(async () => (await parts.api.request({ path: "/readyz" })).status === 200, limit);
  if (options.controllerManager !== true) return;
  if (binaries.controllerManager === undefined) {
    throw new Error(
      "this test needs kube-controller-manager: put it into the KUBEBUILDER_ASSETS folder, or unset that",
    );
  }
  const kubeconfig = await certificateKubeconfig(layout.authority, layout.folder, CONTROLLER_MANAGER, {
    server: parts.url,
  });
  const values = flags.controllerManagerFlags(layout, kubeconfig, options);
  const controllerManager = start("kube-controller-manager", binaries.controllerManager, values);
  await controllerManager.waitUntil(() => serviceAccountsAppear(parts.api), limit);
}

async function describe(parts: Parts): Promise<plane.ControlPlane> {
  const { layout, api, url, tokens } = parts;
  const { folder: dir, authority } = layout;
  const { gitVersion } = await api.get<{ readonly gitVersion: string }>("/version");
  const adminKubeconfig = await certificateKubeconfig(authority, dir, ADMINISTRATOR, { server: url });
  return {
    url,
    dir,
    authority,
    api,
    adminKubeconfig,
    caFile: authority.certificateFile,
    adminToken: tokens.get(ADMINISTRATOR.user) ?? "",
    tokens: Object.fromEntries(tokens),
    apiserverVersion: gitVersion,
    kubectl: async (args, options = {}) => {
      const kubeconfig = options.kubeconfig ?? adminKubeconfig;
      const ended = await runKubectl(args, {
        program: parts.binaries.kubectl,
        home: dir,
        kubeconfig,
        input: options.input,
      });
      if (ended.exitCode === 0 || options.mayFail === true) return ended;
      throw new Error(`kubectl ${args.join(" ")} ended with ${ended.exitCode}: ${ended.stderr.trim()}`);
    },
    kubeconfigFor: async (identity, { server = url, namespace } = {}) => {
      if (!("token" in identity)) return certificateKubeconfig(authority, dir, identity, { server, namespace });
      const user = [...tokens].find(([, token]) => token === identity.token)?.[0] ?? "token";
      return writeKubeconfig(dir, { server, ca: authority.certificate, credential: identity, user, namespace });
    },
    auditEvents: () => readAuditLog(layout.auditLogFile),
    stop: async () => {
      api.close();
      await parts.processes.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function certificateKubeconfig(
  authority: CertificateAuthority,
  folder: string,
  user: CertificateUser,
  place: { readonly server: string; readonly namespace?: string | undefined },
): Promise<string> {
  const credential = await authority.issueClient(user);
  return writeKubeconfig(folder, { ...place, ca: authority.certificate, credential, user: user.user });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

async function serviceAccountsAppear(api: ApiClient): Promise<boolean> {
  const base = "/api/v1/namespaces/default";
  const answers = await Promise.all(
    [`${base}/serviceaccounts/default`, `${base}/configmaps/kube-root-ca.crt`].map((path) => api.request({ path })),
  );
  return answers.every(({ status }) => status === 200);
}

async function readAuditLog(file: string): Promise<readonly plane.AuditEvent[]> {
  if (!existsSync(file)) return [];
  const lines = (await readFile(file, "utf8")).split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as plane.AuditEvent);
}
