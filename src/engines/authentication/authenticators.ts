// The authenticators of a kube-apiserver, and what they need to be asked.
import type { Minor } from "../../core/index.ts";
import type { FeatureGates, UserInfo } from "../../kubernetes/index.ts";
import type { Certificate, PublicKey, VerifySignature } from "../../languages/x509/index.ts";
import type { TokenTable } from "./token/parse-token-file.ts";
import type { JwtAuthenticator } from "./issuer/jwt-authenticator.ts";

/** What is known of something asked for: the thing, that there is none, or that nobody looked. */
export type Lookup<T extends object> = T | "absent" | "unseen";

/** An authenticator, in the order they are asked. */
export type AuthenticatorName =
  | "request-header"
  | "client-certificate"
  | "token-file"
  | "legacy-service-account-token"
  | "service-account-token"
  | "bootstrap-token"
  | "jwt-issuer"
  | "token-webhook"
  | "anonymous";

/** A key that tokens are verified with; `id` is what `kid` must equal, where the key has one. */
export interface VerificationKey {
  readonly id?: string;
  readonly key: PublicKey;
}

/** The front proxy: --requestheader-* flags. */
export interface RequestHeaderProxy {
  readonly authorities: readonly Certificate[];
  /** Common names that may speak for others; empty: every certificate of the authorities may. */
  readonly allowedNames: readonly string[];
  readonly usernameHeaders: readonly string[];
  /** Since 1.32, with the gate RemoteRequestHeaderUID. */
  readonly uidHeaders?: readonly string[];
  readonly groupHeaders: readonly string[];
  readonly extraHeaderPrefixes: readonly string[];
}

/** An object that a token is bound to. */
export interface BoundObject {
  readonly uid: string;
  /** Milliseconds since 1970, while the object is being deleted. */
  readonly deletionTimestamp?: number;
  /** Of a Secret: whether it holds this very token. Left out where Secrets were not read. */
  readonly holdsToken?: (token: string) => boolean;
  readonly labels?: Readonly<Record<string, string>>;
  /** Of a service account: names of the Secrets it lists. */
  readonly secrets?: readonly string[];
  /** Of a pod: as whom it runs, and where. */
  readonly serviceAccountName?: string;
  readonly nodeName?: string;
}

/** Resources that service account tokens speak of. */
export type BoundResource =
  | "serviceaccounts"
  | "pods"
  | "secrets"
  | "nodes"
  | "validatingwebhookconfigurations"
  | "mutatingwebhookconfigurations";

/** How tokens of service accounts are judged. */
export interface ServiceAccountTokens {
  /** --service-account-issuer, all of them. */
  readonly issuers: readonly string[];
  /** --service-account-key-file; undefined where the keys were not seen: signatures then count, and the answer says so. */
  readonly keys: readonly VerificationKey[] | undefined;
  /** --service-account-lookup: whether legacy tokens must still be in their Secret. */
  readonly lookup: boolean;
  readonly objects: (resource: BoundResource, namespace: string, name: string) => Lookup<BoundObject>;
}

/** A Secret of type bootstrap.kubernetes.io/token in kube-system; `data` decoded. */
export interface BootstrapSecret {
  readonly type: string;
  readonly data: Readonly<Record<string, string>>;
  readonly isDeleted?: boolean;
}

/** An issuer of --oidc-* flags or of an AuthenticationConfiguration, with its keys where they were seen. */
export interface TokenIssuer {
  readonly authenticator: JwtAuthenticator;
  /** The issuer's key set; undefined where it was not seen: signatures then count, and the answer says so. */
  readonly keys: readonly VerificationKey[] | undefined;
}

/** What a token webhook is asked (authentication.k8s.io TokenReviewSpec, v1 and v1beta1 alike). */
export interface TokenReviewSpec {
  readonly token: string;
  readonly audiences?: readonly string[];
}

/** What it answers, that it failed, or that nobody asked it. */
export type WebhookReview =
  | {
      readonly authenticated?: boolean;
      readonly user?: Partial<UserInfo>;
      readonly audiences?: readonly string[];
      readonly error?: string;
    }
  | { readonly fault: string }
  | "unseen";

/** Who may come without a credential: --anonymous-auth, or the `anonymous` block of an AuthenticationConfiguration. */
export interface AnonymousAccess {
  readonly enabled: boolean;
  /** Exact paths; empty: every path. */
  readonly paths: readonly string[];
}

/** All authenticators of a server; those left out are off. LDAP is not among them: clusters reach it through an issuer, a webhook or the proxy. */
export interface Authenticators {
  readonly version: Minor;
  readonly featureGates?: FeatureGates;
  /** --api-audiences, or the issuers of service account tokens. */
  readonly apiAudiences: readonly string[];
  readonly requestHeader?: RequestHeaderProxy;
  readonly clientAuthorities?: readonly Certificate[];
  readonly tokenFile?: TokenTable;
  readonly serviceAccounts?: ServiceAccountTokens;
  /** The Secret of a name in kube-system; there where --enable-bootstrap-token-auth is set. */
  readonly bootstrapTokens?: (secretName: string) => Lookup<BootstrapSecret>;
  readonly issuers?: readonly TokenIssuer[];
  readonly tokenWebhook?: (spec: TokenReviewSpec) => WebhookReview;
  readonly anonymous: AnonymousAccess;
}

/** What the engine does not have itself. */
export interface Instruments {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly verify: VerifySignature;
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
}

/** What every authenticator is given. */
export interface Setting extends Instruments {
  readonly authenticators: Authenticators;
  /** Whom a credential must be for; undefined where the server has no audiences. */
  readonly audiences: readonly string[] | undefined;
}
