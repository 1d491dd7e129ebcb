// The versioned answer of `pki list`, and what it is made of.
import type { Severity } from "../../core/index.ts";
import type { Certificate, VerifySignature } from "../../languages/x509/index.ts";
import type { ClusterModel, Gap, Holding, HoldingPurpose } from "../../model/index.ts";

/** Something wrong with a certificate, a key or a place. */
export interface PkiFlaw {
  readonly kind: string;
  readonly severity: Severity;
  readonly text: string;
}

/** Where a certificate was seen. */
export interface PkiSighting {
  readonly place: string;
  readonly entry?: string;
  readonly line?: number;
  readonly roles: readonly HoldingPurpose[];
  /** What it is there for, where that is known. */
  readonly use?: string;
}

/** One certificate, wherever it was seen. Times are RFC 3339. */
export interface PkiCertificate {
  readonly sha256: string;
  readonly serial: string;
  readonly subject: { readonly text: string; readonly commonName: string; readonly organizations: readonly string[] };
  readonly names: {
    readonly dns: readonly string[];
    readonly ips: readonly string[];
    readonly uris: readonly string[];
    readonly emails: readonly string[];
  };
  readonly roles: readonly HoldingPurpose[];
  readonly places: readonly PkiSighting[];
  readonly issuer: string;
  /** Subjects from the issuer upwards; complete where the last one issued itself. */
  readonly chain: { readonly issuers: readonly string[]; readonly complete: boolean };
  readonly notBefore: string;
  readonly notAfter: string;
  /** Whole days; below zero once it has expired. */
  readonly daysLeft: number;
  readonly key: string;
  readonly signature: string;
  readonly keyUsages: readonly string[];
  readonly extendedKeyUsages: readonly string[];
  /** The key beside it, and whether it fits; unknown where it is encrypted. */
  readonly privateKey?: { readonly place: string; readonly fits: "yes" | "no" | "unknown" };
  /** Of servers that were asked: whether a client that trusts --ca would take it. */
  readonly verifies?: { readonly answer: "yes" | "no" | "unknown"; readonly why: string };
  /** What stops when it expires, and what renews it. */
  readonly breaks?: string;
  readonly renew?: string;
  /** Kept by the kubelet after it was renewed: nobody uses it. */
  readonly superseded?: true;
  readonly flaws: readonly PkiFlaw[];
}

/** A private key: that it is there, and who may read it. Nothing of the key. */
export interface PkiKey {
  readonly place: string;
  readonly entry?: string;
  readonly key: string;
  readonly encrypted: boolean;
  /** `0600` */
  readonly mode?: string;
  readonly owner?: string;
  /** Fingerprints of certificates it fits. */
  readonly fits: readonly string[];
  readonly flaws: readonly PkiFlaw[];
}

/** A certificate request nobody has answered with a certificate. */
export interface PkiRequest {
  readonly place: string;
  readonly subject: string;
  readonly key: string;
}

/** What could not be read. */
export interface PkiProblem {
  readonly place: string;
  readonly entry?: string;
  readonly line?: number;
  readonly message: string;
}

/** The answer. `expired` and `expiring` count certificates in use. */
export interface PkiList {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "PkiList";
  readonly asOf: string;
  readonly withinDays: number;
  readonly expired: number;
  readonly expiring: number;
  /** Something is expired or expires soon, could not be read, or has a flaw of severity high. */
  readonly needsAttention: boolean;
  /** Soonest first. */
  readonly certificates: readonly PkiCertificate[];
  readonly keys: readonly PkiKey[];
  readonly requests: readonly PkiRequest[];
  /** Authorities of different domains with one key. */
  readonly shared: readonly { readonly domains: readonly string[]; readonly why: string }[];
  readonly problems: readonly PkiProblem[];
  /** Files with nothing of this kind in them. */
  readonly otherFiles: number;
  readonly notSeen: readonly Gap[];
}

/** What the list is made from. */
export interface PkiInput {
  readonly holdings: readonly Holding[];
  /** Where kubeconfigs say servers are; `entry` is `cluster NAME`. */
  readonly servers: readonly { readonly place: string; readonly entry: string; readonly server: string }[];
  /** Hosts of servers that were asked, by their place. */
  readonly hosts: ReadonlyMap<string, string>;
  /** What tells the flags of components. */
  readonly models: readonly ClusterModel[];
  /** Authorities to verify servers with. */
  readonly roots?: readonly Certificate[];
  readonly problems: readonly { readonly place: string; readonly reason: string }[];
  readonly otherFiles: number;
  readonly gaps: readonly Gap[];
}

/** How the list is judged. */
export interface PkiOptions {
  /** Milliseconds since 1970. */
  readonly asOf: number;
  readonly withinDays: number;
  readonly verbose: boolean;
  readonly verify: VerifySignature;
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
  /** Whether two public keys (SubjectPublicKeyInfo) are the same. */
  readonly sameKey: (a: Uint8Array, b: Uint8Array) => boolean;
}
