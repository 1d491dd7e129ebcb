// What the API server answers to an update of a CertificateSigningRequest: approval, status, or the object itself.
import type { Minor } from "../../core/index.ts";
import { goQuote, type ResourceAttributes, type UserInfo } from "../../kubernetes/index.ts";
import { encodeBase64, type VerifySignature } from "../../languages/x509/index.ts";
import { forbidden, invalid, isServed, notServed, type Refusal } from "./answer-create.ts";
import { group, type ApiVersion, type RequestCondition, type SigningRequest } from "./signing-request.ts";
import { validateUpdate, type Subresource } from "./validate-signing-request.ts";

/** Whether the authorizers allow something. */
export type MayDo = (attributes: ResourceAttributes) => boolean;

/** An update; that the user may update the object or subresource at all is taken for granted. */
export interface UpdateRequest {
  readonly apiVersion: ApiVersion;
  readonly subresource: Subresource;
  readonly stored: SigningRequest;
  readonly submitted: SigningRequest;
  readonly user: UserInfo;
  /** What the authorizers say of the user's rights on signers. */
  readonly may: MayDo;
  readonly version: Minor;
  readonly verify: VerifySignature;
  /** RFC 3339; stamped on conditions without times. */
  readonly now: string;
}

/** What is stored, or why nothing changes. */
export type UpdateAnswer = { readonly code: 200; readonly request: SigningRequest } | Refusal;

/** Conditions get the times they lack; a transition keeps its time while type and status stay. */
function withTimes(
  conditions: readonly RequestCondition[],
  old: SigningRequest,
  now: string,
): readonly RequestCondition[] {
  return conditions.map((condition) => {
    const { type, status, lastUpdateTime = now, lastTransitionTime } = condition;
    const before = old.conditions.find(
      (one) => one.type === type && one.status === status && one.lastTransitionTime !== undefined,
    );
    return {
      ...condition,
      lastUpdateTime,
      lastTransitionTime: lastTransitionTime ?? before?.lastTransitionTime ?? now,
    };
  });
}

function ofType(conditions: readonly RequestCondition[], type: string): readonly RequestCondition[] {
  return conditions.filter((condition) => condition.type === type);
}

/** Approvals and denials stay as they were, unless their number changes, which validation then refuses. */
function keepingApprovals(update: UpdateRequest): readonly RequestCondition[] {
  const { stored, submitted, apiVersion } = update;
  const sameNumber = (type: string): boolean =>
    ofType(stored.conditions, type).length === ofType(submitted.conditions, type).length;
  const kept = ["Approved", "Denied"].filter(sameNumber);
  if (apiVersion === "v1beta1" && kept.length < 2) return stored.conditions;
  const left = new Map(kept.map((type) => [type, ofType(stored.conditions, type).values()]));
  return submitted.conditions.map((condition) => left.get(condition.type)?.next().value ?? condition);
}

/** What the storage makes of the submitted object before it is validated (registry strategies). */
function prepared(update: UpdateRequest): SigningRequest {
  const { stored, submitted, subresource, now } = update;
  const whole = { ...stored, metadata: submitted.metadata };
  if (subresource === "approval") return { ...whole, conditions: withTimes(submitted.conditions, stored, now) };
  if (subresource === "status") {
    const conditions = withTimes(keepingApprovals(update), stored, now);
    return { ...whole, conditions, certificate: submitted.certificate };
  }
  return whole;
}

/** Whether the user may act on a signer by name, or on all signers of its domain (`kubernetes.io/*`). */
function mayOnSigner({ may, user, stored }: UpdateRequest, verb: "approve" | "sign"): boolean {
  const { signerName = "" } = stored;
  const [domain = ""] = signerName.split("/");
  return [signerName, `${domain}/*`].some((name) =>
    may({
      user,
      verb,
      apiGroup: group,
      apiVersion: "*",
      resource: "signers",
      subresource: "",
      namespace: "",
      name,
    }),
  );
}

/** An empty certificate differs from none, as it does for the admission plugin. */
function statusText({ certificate, conditions }: SigningRequest): string {
  const sorted = conditions.map((condition) => Object.entries(condition).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify([certificate === undefined ? null : encodeBase64(certificate), sorted]);
}

/** The admission plugins CertificateApproval and CertificateSigning. */
function admissionFault(update: UpdateRequest, request: SigningRequest): string | undefined {
  const { subresource, stored } = update;
  const refusal = (verb: string): string =>
    `user not permitted to ${verb} requests with signerName ${goQuote(stored.signerName ?? "")}`;
  if (subresource === "approval") return mayOnSigner(update, "approve") ? undefined : refusal("approve");
  if (subresource !== "status" || statusText(stored) === statusText(request)) return undefined;
  return mayOnSigner(update, "sign") ? undefined : refusal("sign");
}

/** Answers a PUT (or the result of a PATCH): preparation, validation, then admission. */
export function answerUpdate(update: UpdateRequest): UpdateAnswer {
  if (!isServed(update.apiVersion, update.version)) return notServed;
  const request = prepared(update);
  const { name = "" } = update.stored.metadata;
  const faults = validateUpdate(request, update.stored, update.subresource, update);
  if (faults.length > 0) return invalid(name, faults);
  const fault = admissionFault(update, request);
  return fault === undefined ? { code: 200, request } : forbidden(name, fault);
}
