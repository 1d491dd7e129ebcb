// The API's own vocabulary.
export { admit, type Admission } from "./admit.ts";
export { shareParts } from "./share-parts.ts";
export {
  formatIpAddress,
  isStrictlyInside,
  isWideRange,
  parseCidr,
  parseIpAddress,
  type CidrBlock,
  type Family,
  type IpAddress,
  type IpSyntax,
} from "./ip-address.ts";
export { FieldErrors } from "./field-errors.ts";
export { isGateOn, type FeatureGate, type FeatureGates } from "./feature-gates.ts";
export { forbiddenMessage, forbiddenStatus } from "./forbidden-message.ts";
export { formatGoDuration, parseGoDuration } from "./go-duration.ts";
export { goQuote, goQuoteList } from "./go-quote.ts";
export { goUnquote } from "./go-unquote.ts";
export { joinErrors } from "./join-errors.ts";
export { parseImage, type ImageReference } from "./image-reference.ts";
export { kindNameOf, kindNames, kinds, type Kind, type KindName, type ObjectOfKind } from "./kinds.ts";
export { parseLabelQuery } from "./label-query.ts";
export { isEmptySelector, parseLabelSelector, selectorKey } from "./label-selector-syntax.ts";
export { leastRole, roleToList } from "./least-role.ts";
export {
  labelValueFaults,
  dnsLabelFaults,
  pathSegmentFaults,
  qualifiedNameFaults,
  subdomainFaults,
} from "./name-faults.ts";
export type { KubernetesObject, LabelSelector, ObjectMeta, OwnerReference } from "./metadata.ts";
export { placedImages, type PlacedImage } from "./pod-images.ts";
export {
  lastingContainers,
  placedContainers,
  type Container,
  type PlacedContainer,
  type PodSecurityContext,
  type PodSpec,
  type PodTemplate,
  type SecurityContext,
  type Volume,
} from "./pod-spec.ts";
export type {
  NonResourceAttributes,
  RequestAttributes,
  ResourceAttributes,
  SelectorRequirement,
} from "./request-attributes.ts";
export { publicCertificates } from "./public-certificates.ts";
export { controllerOf, isOwner, objectOfRef, refOf } from "./ref-of.ts";
export type { PolicyRule, RoleRef, Subject } from "./resources.ts";
export { matchesSelector, type Labels } from "./selector.ts";
export { isEveryone, subjectName } from "./subject-name.ts";
export { mastersGroup, type UserInfo } from "./user-info.ts";
export { requestAttributes, type ApiServer } from "./url-attributes.ts";
export { validateLabels, validateMetadata, validateName } from "./validate-metadata.ts";
export type { Int, Shape, ShapeProblem, Structure } from "./shape.ts";
