// The versioned answer of `credential inspect`. Nothing in it lets anybody in.
import type { AccessInputs } from "../../../checking/access/index.ts";
import type { Minor } from "../../../core/index.ts";
import type { UserInfo } from "../../../kubernetes/index.ts";
import type { Certificate, VerifySignature } from "../../../languages/x509/index.ts";
import type { ClusterModel, Gap } from "../../../model/index.ts";
import type {
  AnonymousAccess,
  CredentialDescription,
  JwtAuthenticator,
  TokenTable,
  Trial,
  VerificationKey,
} from "../../../engines/authentication/index.ts";
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
  /** What each authenticator of the API server says, in its order. */
  readonly trials?: readonly Trial[];
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
  /** Requests come without any credential. */
  readonly isAnonymous?: true;
}

/** What the API server authenticates with, as its files say; what is left out was not handed over. */
export interface DeclaredServer {
  /** --token-auth-file. */
  readonly tokenFile?: TokenTable;
  /** --authentication-config: these issuers and no others. */
  readonly issuers?: readonly JwtAuthenticator[];
  /** --authentication-config, where it says it. */
  readonly anonymous?: AnonymousAccess;
}

/** How credentials are judged. */
export interface InspectOptions {
  /** Milliseconds since 1970. */
  readonly asOf: number;
  readonly model?: ClusterModel;
  /** To judge by where there is no model. */
  readonly version?: Minor;
  readonly server?: DeclaredServer;
  /** What the model does not say of the chain of authorizers. */
  readonly access?: AccessInputs;
  /** Whether the document has the word of each authenticator. */
  readonly verbose?: boolean;
  /** Keys that tokens must be signed by; undefined where none were given. */
  readonly keys?: readonly VerificationKey[];
  /** Authorities that client certificates must lead to; undefined where none were given. */
  readonly authorities?: readonly Certificate[];
  readonly verify: VerifySignature;
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
}

/** A description of one kind. */
export type Described<K extends CredentialDescription["kind"]> = Extract<CredentialDescription, { readonly kind: K }>;
