// Certificates: what becomes of signing requests, and how good certificates are.
export { answerCreate, withDefaults, type CreateAnswer, type CreateRequest, type Refusal } from "./answer-create.ts";
export { answerUpdate, type MayDo, type UpdateAnswer, type UpdateRequest } from "./answer-update.ts";
export { autoApprove, type AutoApproval } from "./auto-approve.ts";
export {
  certificateFlaws,
  isSelfIssued,
  type CertificateFlaw,
  type CertificateRole,
  type FlawContext,
  type FlawKind,
} from "./certificate-flaws.ts";
export { cleanUp, type CleanUp } from "./clean-up.ts";
export type { IssuedCertificate } from "./issued-certificate.ts";
export { issuingChain, sharedAuthorities, type IssuingChain, type PlacedAuthority } from "./issuing-chain.ts";
export { grantedIdentity, requestConcerns, type GrantedIdentity, type RequestConcern } from "./request-concerns.ts";
export { signRequest, type SignerSettings, type Signing } from "./sign-request.ts";
export { isBuiltInSigner, signerFault, signers } from "./signers.ts";
export {
  parsePkcs10,
  readSigningRequest,
  type ApiVersion,
  type RequestCondition,
  type SigningRequest,
} from "./signing-request.ts";
export type { Subresource } from "./validate-signing-request.ts";
