// What was found of certificates and keys in one place, whoever read it. Private keys themselves are never part of it.
import type { ObjectRef } from "../../core/index.ts";
import type { Certificate, CertificateRequest, PrivateKeySummary, PublicKey } from "../../languages/x509/index.ts";

/** One thing in a place; `line` counts from 1, where there are lines. */
export type HeldItem = { readonly line?: number } & (
  | { readonly kind: "certificate"; readonly certificate: Certificate }
  | { readonly kind: "request"; readonly request: CertificateRequest }
  /** `publicKey` is the SubjectPublicKeyInfo of the other half, to see what it fits; left out where the key is encrypted or unreadable. */
  | { readonly kind: "private-key"; readonly summary: PrivateKeySummary; readonly publicKey?: Uint8Array }
  | { readonly kind: "public-key"; readonly key: PublicKey }
  | { readonly kind: "fault"; readonly label: string; readonly message: string }
);

/** What the file system says of a file; left out where it has no such notion. */
export interface FileFacts {
  /** Absolute, without links. */
  readonly path: string;
  /** Permission bits: 0o600. */
  readonly mode?: number;
  readonly uid?: number;
}

/** What certificates of a place are taken for. */
export type HoldingPurpose = "authority" | "server" | "client";

/** One place with certificates, requests or keys. */
export interface Holding {
  readonly kind: "file" | "kubeconfig" | "object" | "endpoint";
  /** As the user would name it: a path, `Secret shop/tls`, an address. */
  readonly place: string;
  /** Where in it: `user admin`, `webhooks[0].clientConfig.caBundle`. */
  readonly entry?: string;
  /** Absolute path with forward slashes, by which files of known names are recognised. */
  readonly path?: string;
  readonly object?: ObjectRef;
  readonly file?: FileFacts;
  /** What the first certificate there is for; undefined where only the certificate tells. */
  readonly purpose?: HoldingPurpose;
  readonly items: readonly HeldItem[];
}

/** The public half of a private key, for comparing; the I/O layers pass node:crypto. Undefined for what it cannot read. */
export type PublicHalf = (block: { readonly label: string; readonly bytes: Uint8Array }) => Uint8Array | undefined;
