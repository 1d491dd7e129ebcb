// What the API server answers to a new CertificateSigningRequest, and what it stores.
import { compareMinor, type JsonObject, type Minor } from "../../core/index.ts";
import { goQuote, joinErrors, type UserInfo } from "../../kubernetes/index.ts";
import { nameOids, nameValues, type VerifySignature } from "../../languages/x509/index.ts";
import { defaultSigner, signers } from "./signers.ts";
import {
  group,
  parsePkcs10,
  readSigningRequest,
  resource,
  type ApiVersion,
  type SigningRequest,
} from "./signing-request.ts";
import { validateCreate } from "./validate-signing-request.ts";

/** Why a request is refused, as the API server answers it. */
export interface Refusal {
  readonly code: 400 | 403 | 404 | 422;
  readonly reason: "BadRequest" | "Forbidden" | "NotFound" | "Invalid";
  readonly message: string;
}

/** What is stored, or why nothing is. */
export type CreateAnswer = { readonly code: 201; readonly request: SigningRequest } | Refusal;

/** A request that is posted. That the user may create such objects at all is taken for granted. */
export interface CreateRequest {
  readonly apiVersion: ApiVersion;
  readonly body: JsonObject;
  readonly user: UserInfo;
  readonly version: Minor;
  readonly verify: VerifySignature;
  /** Whether the CertificateSubjectRestriction admission plugin runs; it does unless it was disabled. */
  readonly restrictsSubject?: boolean;
}

/** A 403 of an admission plugin. */
export function forbidden(name: string, why: string): Refusal {
  return { code: 403, reason: "Forbidden", message: `${resource}.${group} ${goQuote(name)} is forbidden: ${why}` };
}

/** A 422 with what validation found. */
export function invalid(name: string, faults: readonly string[]): Refusal {
  const message = `CertificateSigningRequest.${group} ${goQuote(name)} is invalid: ${joinErrors(faults)}`;
  return { code: 422, reason: "Invalid", message };
}

/** Whether a version of the API is served. */
export function isServed(apiVersion: ApiVersion, version: Minor): boolean {
  return apiVersion === "v1" || compareMinor(version, "1.22") < 0;
}

export const notServed: Refusal = {
  code: 404,
  reason: "NotFound",
  message: "the server could not find the requested resource",
};

/** The request with the usages and the signer that v1beta1 gives one that has none. Linear in the request. */
export function withDefaults(
  request: SigningRequest,
  { apiVersion, version }: Pick<CreateRequest, "apiVersion" | "version">,
): SigningRequest {
  if (apiVersion === "v1") return request;
  const usages = request.usages ?? ["digital signature", "key encipherment"];
  const parsing = parsePkcs10(request.request);
  const inside = "error" in parsing ? undefined : parsing.request;
  return { ...request, usages, signerName: request.signerName ?? defaultSigner(inside, usages, version) };
}

/** The server decides who asked, and that nothing is approved yet; the duration was asked for from 1.22 on. */
function stamped({ expirationSeconds, ...request }: SigningRequest, { user, version }: CreateRequest): SigningRequest {
  const knowsDuration = compareMinor(version, "1.22") >= 0 && expirationSeconds !== undefined;
  return {
    ...request,
    ...(knowsDuration ? { expirationSeconds } : {}),
    user,
    conditions: [],
    certificate: undefined,
  };
}

function asksForMasters({ signerName, request }: SigningRequest): boolean {
  const parsing = parsePkcs10(request);
  if (signerName !== signers.client || "error" in parsing) return false;
  return nameValues(parsing.request.subject, nameOids.organization).includes("system:masters");
}

/** Answers a POST: defaults, validation, then admission. */
export function answerCreate(create: CreateRequest): CreateAnswer {
  if (!isServed(create.apiVersion, create.version)) return notServed;
  const reading = readSigningRequest(create.body);
  if ("problems" in reading) {
    const message = reading.problems.map(({ path, message }) => `${path} ${message}`).join(", ");
    return { code: 400, reason: "BadRequest", message };
  }
  const request = stamped(withDefaults(reading.request, create), create);
  const { name = "" } = request.metadata;
  const faults = validateCreate(request, create);
  if (faults.length > 0) return invalid(name, faults);
  if (create.restrictsSubject !== false && asksForMasters(request))
    return forbidden(name, `use of ${signers.client} signer with system:masters group is not allowed`);
  return { code: 201, request };
}
