/** What a test can ask of a control plane, and what it gets. */
import type { ApiClient } from "./api-client.ts";
import type { Binaries } from "./binaries.ts";
import type { CertificateAuthority, CertificateUser } from "./certificates.ts";
import type { KubectlResult } from "./kubectl.ts";

/** Command line flags without their dashes; null leaves a default flag out, a list repeats the flag. */
export type Flags = Readonly<Record<string, string | readonly string[] | null>>;

/** A user of the static token file. */
export interface TokenUser {
  readonly user: string;
  readonly groups?: readonly string[];
  /** Default random. */
  readonly token?: string;
}

/** All options have defaults: RBAC and Node authorization, no audit log, no controller manager. */
export interface ControlPlaneOptions {
  /** The programs to run; default those obtainBinaries finds. */
  readonly binaries?: Binaries;
  /** Also runs kube-controller-manager: CSR signing, service accounts and their tokens, root certificate, garbage collection. */
  readonly controllerManager?: boolean;
  readonly tokenUsers?: readonly TokenUser[];
  readonly authorizationModes?: readonly string[];
  /** An AuthorizationConfiguration object, instead of modes. */
  readonly authorizationConfiguration?: object;
  /** An AuthenticationConfiguration object. */
  readonly authenticationConfiguration?: object;
  /** An audit Policy object; makes auditEvents() useful. */
  readonly auditPolicy?: object;
  readonly enableAdmissionPlugins?: readonly string[];
  readonly disableAdmissionPlugins?: readonly string[];
  /** An AdmissionConfiguration object. */
  readonly admissionConfiguration?: object;
  /** Files, by name, to write into the control plane's folder before it starts, for flags that need them. */
  readonly files?: Readonly<Record<string, string>>;
  /** Flags on top of ours and winning over them; a function receives the folder, to name `files`. */
  readonly apiserverFlags?: Flags | ((folder: string) => Flags);
  readonly controllerManagerFlags?: Flags;
  /** How long each program may take to become ready; default 90 seconds. */
  readonly readySeconds?: number;
}

/** Who a kubeconfig is for: someone known by a new client certificate, or the bearer of a token. */
export type KubeconfigIdentity = CertificateUser | { readonly token: string };

/** Where a kubeconfig points; the server is the API server unless told (the faulty proxy's address). */
export interface KubeconfigOptions {
  readonly server?: string;
  readonly namespace?: string;
}

/** How to run kubectl. */
export interface KubectlOptions {
  readonly input?: string;
  /** Default the administrator's. */
  readonly kubeconfig?: string;
  /** Return a failing run instead of throwing. */
  readonly mayFail?: boolean;
}

/** The part of an audit event tests look at. */
export interface AuditEvent {
  readonly auditID: string;
  readonly level: string;
  readonly stage: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly user: { readonly username: string; readonly groups?: readonly string[] };
  readonly userAgent?: string;
  readonly responseStatus?: { readonly code?: number };
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A running control plane. */
export interface ControlPlane {
  readonly url: string;
  /** The certificate clients must trust, as file; `authority` has its text and issues more certificates. */
  readonly caFile: string;
  readonly authority: CertificateAuthority;
  readonly adminKubeconfig: string;
  /** A token of the group system:masters, for clients that come through the proxy. */
  readonly adminToken: string;
  /** Tokens of the given token users, by user name. */
  readonly tokens: Readonly<Record<string, string>>;
  /** The temporary folder that holds all files, logs among them; gone after stop(). */
  readonly dir: string;
  /** gitVersion as /version tells it. */
  readonly apiserverVersion: string;
  /** The administrator's connection. */
  readonly api: ApiClient;
  /** Runs kubectl; throws on failure unless `mayFail`. */
  kubectl(args: readonly string[], options?: KubectlOptions): Promise<KubectlResult>;
  /** Writes a kubeconfig and returns its path. */
  kubeconfigFor(identity: KubeconfigIdentity, options?: KubeconfigOptions): Promise<string>;
  /** All events of the audit log so far; empty without `auditPolicy`. */
  auditEvents(): Promise<readonly AuditEvent[]>;
  stop(): Promise<void>;
}
