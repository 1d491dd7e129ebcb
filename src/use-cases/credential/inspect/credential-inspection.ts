// The versioned answer of `credential inspect`. Nothing in it lets anybody in.
import type { CredentialDescription } from "../../../engines/authentication/index.ts";
import type { UserInfo } from "../../../kubernetes/index.ts";
import type { Certificate, VerifySignature } from "../../../languages/x509/index.ts";
import type { ClusterModel, Gap } from "../../../model/index.ts";
import type { VerificationKey } from "../../../engines/authentication/index.ts";
import type { AccessReview } from "../../access/index.ts";

/** Whether it would be taken: `usable` as far as was seen, what is wrong, or that only others could tell. */
export type CredentialState = "usable" | "expired" | "not-yet-valid" | "invalid" | "unusable" | "unknown";

/** An object a token is bound to, and whether it is still there. */
export interface BoundTo {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly uid: string;
  readonly exists: "yes" | "no" | "unknown";
}

/** One credential. Times are RFC 3339. */
export interface InspectedCredential {
  /** Where in the input: `user jane`, `Secret shop/ci-token`. */
  readonly where?: string;
  /** `bound service account token`, `client certificate` … */
  readonly kind: string;
  readonly state: CredentialState;
  /** As the API server would see whoever has it. */
  readonly user?: UserInfo;
  readonly issuer?: string;
  readonly audiences?: readonly string[];
  readonly boundTo?: readonly BoundTo[];
  readonly issuedAt?: string;
  readonly notBefore?: string;
  /** Left out where it does not end. */
  readonly expires?: string;
  /** From when on its use is told in the audit log. */
  readonly warnAfter?: string;
  readonly signature: "verified" | "wrong" | "unverified" | "none";
  /** Why it would not be taken, in the server's words where it has some. */
  readonly errors: readonly string[];
  /** What was taken on trust. */
  readonly caveats: readonly string[];
  /** Anything else to know: algorithm, key, length. */
  readonly details: readonly string[];
  /** What it may do; there where a cluster was read. */
  readonly rights?: AccessReview;
}

/** The answer. */
export interface CredentialInspection {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "CredentialInspection";
  readonly asOf: string;
  readonly credentials: readonly InspectedCredential[];
  readonly notSeen: readonly Gap[];
}

/** A credential to look at, as the command line took it apart; it is not kept. */
export interface Material {
  readonly where?: string;
  /** Token or PEM. */
  readonly text: string;
  /** Certificates, where they came as DER. */
  readonly certificates?: readonly Certificate[];
  /** A Secret of type bootstrap.kubernetes.io/token, decoded. */
  readonly bootstrap?: Readonly<Record<string, string>>;
}

/** A way to authenticate that holds no credential: a program that makes one, a file that is not there. */
export interface Elsewhere {
  readonly where: string;
  readonly kind: string;
  readonly why: string;
  readonly state: "unknown" | "unusable";
}

/** How credentials are judged. */
export interface InspectOptions {
  /** Milliseconds since 1970. */
  readonly asOf: number;
  readonly model?: ClusterModel;
  /** Keys that tokens must be signed by; undefined where none were given. */
  readonly keys?: readonly VerificationKey[];
  /** Authorities that client certificates must lead to; undefined where none were given. */
  readonly authorities?: readonly Certificate[];
  readonly verify: VerifySignature;
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
}

/** A description of one kind. */
export type Described<K extends CredentialDescription["kind"]> = Extract<CredentialDescription, { readonly kind: K }>;
