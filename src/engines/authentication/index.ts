// Who a request is from, and as whom it may act.
export { authenticate, type Authentication, type IncomingRequest, type Trial } from "./authenticate.ts";
export type {
  AnonymousAccess,
  AuthenticatorName,
  Authenticators,
  BootstrapSecret,
  BoundObject,
  BoundResource,
  Instruments,
  Lookup,
  RequestHeaderProxy,
  ServiceAccountTokens,
  TokenIssuer,
  TokenReviewSpec,
  VerificationKey,
  WebhookReview,
} from "./authenticators.ts";
export { issuerOfFlags, type OidcFlags } from "./configuration/issuer-of-flags.ts";
export {
  parseAuthenticationConfiguration,
  type AuthenticationConfigurationReading,
  type ConfiguredServer,
} from "./configuration/parse-authentication-configuration.ts";
export {
  describeCredential,
  type CredentialDescription,
  type NamedObject,
  type TokenDescription,
} from "./describe-credential.ts";
export { tokenTimes, type TokenTimes } from "./token-times.ts";
export type { AuthorizeAnswer, ImpersonationCheck } from "./impersonation/ask-mode.ts";
export {
  impersonate,
  type Impersonation,
  type ImpersonationRequest,
  type ImpersonationServer,
} from "./impersonation/impersonate.ts";
export type { JwtAuthenticator } from "./issuer/jwt-authenticator.ts";
export { ldapNotice } from "./ldap-notice.ts";
export { reviewToken, type TokenReviewAnswer, type TokenReviewStatus } from "./review-token.ts";
export {
  answerTokenRequest,
  type TokenAnswer,
  type TokenIssuing,
  type TokenRequestSpec,
} from "./service-account/request-token.ts";
export { parseTokenFile, type TokenFileReading, type TokenTable } from "./token/parse-token-file.ts";
