// Validation of CertificateSigningRequests (pkg/apis/certificates/validation), letter for letter.
import type { Minor } from "../../core/index.ts";
import { FieldErrors, goQuote, validateMetadata, validateName } from "../../kubernetes/index.ts";
import { encodeBase64, goRules, parseCertificates, readPem, type VerifySignature } from "../../languages/x509/index.ts";
import { signers } from "./signers.ts";
import { validateSignerName } from "./signer-name-faults.ts";
import {
  pemText,
  pkcs10Fault,
  type ApiVersion,
  type RequestCondition,
  type SigningRequest,
} from "./signing-request.ts";
import { knownUsages } from "./usages.ts";

/** What validation depends on besides the object. */
export interface ValidationContext {
  readonly version: Minor;
  readonly apiVersion: ApiVersion;
  readonly verify: VerifySignature;
}

/** What was wrong before, or what an old API takes, is let through. */
interface Tolerance {
  readonly legacySigner: boolean;
  readonly duplicateTypes: boolean;
  readonly emptyType: boolean;
  readonly anyCertificate: boolean;
  readonly unknownUsages: boolean;
  readonly duplicateUsages: boolean;
  readonly approvedAndDenied: boolean;
}

const hasDuplicates = (list: readonly string[]): boolean => new Set(list).size < list.length;
const typesOf = ({ conditions }: SigningRequest): readonly string[] => conditions.map(({ type }) => type);
const textOf = (bytes: Uint8Array | undefined): string => encodeBase64(bytes ?? new Uint8Array());

/** Why a text is not a chain of certificates; undefined where it is, or is empty. */
function certificateFault(bytes: Uint8Array | undefined, version: Minor): string | undefined {
  if (bytes === undefined || bytes.length === 0) return undefined;
  const { blocks } = readPem(pemText(bytes));
  for (const { label, headers, bytes: der } of blocks) {
    if (label !== "CERTIFICATE") return `only CERTIFICATE PEM blocks are allowed, found ${goQuote(label)}`;
    if (headers.size > 0) return "no PEM block headers are permitted";
    const parsing = parseCertificates(der, goRules(version));
    if ("error" in parsing) return parsing.error;
    if (parsing.certificates.length === 0) return "found CERTIFICATE PEM block containing 0 certificates";
  }
  return blocks.length === 0 ? "must contain at least one CERTIFICATE PEM block" : undefined;
}

function toleranceOf(
  request: SigningRequest,
  old: SigningRequest | undefined,
  { apiVersion, version }: ValidationContext,
): Tolerance {
  const isBeta = apiVersion === "v1beta1";
  const usages = old?.usages ?? [];
  const wasThere = (test: (old: SigningRequest) => boolean): boolean => isBeta || (old !== undefined && test(old));
  const types = old === undefined ? [] : typesOf(old);
  return {
    legacySigner: wasThere(({ signerName }) => signerName === signers.legacy),
    duplicateTypes: wasThere(() => hasDuplicates(types)),
    emptyType: wasThere(() => types.includes("")),
    anyCertificate: wasThere(
      ({ certificate }) =>
        textOf(certificate) === textOf(request.certificate) || certificateFault(certificate, version) !== undefined,
    ),
    unknownUsages: wasThere(() => usages.some((usage) => !knownUsages.includes(usage))),
    duplicateUsages: wasThere(() => hasDuplicates(usages)),
    approvedAndDenied: types.includes("Approved") && types.includes("Denied"),
  };
}

/** Bytes as the server prints them: a Go value until 1.33, JSON since. */
function invalidBytes(path: string, bytes: Uint8Array | undefined, detail: string, errors: FieldErrors): void {
  const goValue = (): string =>
    bytes === undefined ? "(nil)" : `{${Array.from(bytes, (byte) => `0x${byte.toString(16)}`).join(", ")}}`;
  const json = (): string => (bytes === undefined ? "null" : JSON.stringify(encodeBase64(bytes)));
  errors.invalidAs(path, errors.since("1.34") ? json() : `[]byte${goValue()}`, detail);
}

function validateUsages(usages: readonly string[], tolerance: Tolerance, errors: FieldErrors): void {
  if (usages.length === 0) errors.required("spec.usages", errors.since("1.26") ? "" : "usages must be provided");
  const known = new Set(knownUsages);
  usages.forEach((usage, index) => {
    if (!tolerance.unknownUsages && !known.has(usage)) errors.notSupported(`spec.usages[${index}]`, usage, knownUsages);
  });
  const seen = new Set<string>();
  usages.forEach((usage, index) => {
    if (!tolerance.duplicateUsages && seen.has(usage)) errors.duplicate(`spec.usages[${index}]`, usage);
    seen.add(usage);
  });
}

const statuses = ["False", "True", "Unknown"];
const trueOnly = new Set(["Approved", "Denied", "Failed"]);
const opposites = new Map([
  ["Approved", "Denied"],
  ["Denied", "Approved"],
]);

function validateStatus({ type, status }: RequestCondition, path: string, errors: FieldErrors): void {
  const allowed = trueOnly.has(type) ? ["True"] : statuses;
  if (status === "") errors.required(path);
  else if (!allowed.includes(status)) errors.notSupported(path, status, allowed);
}

/** Being approved and denied: said of the condition until 1.33, of the list until 1.36, and by the API's types since. */
function approvedAndDenied(type: string, path: string, errors: FieldErrors): void {
  const detail = "Approved and Denied conditions are mutually exclusive";
  if (!errors.since("1.34")) return errors.invalid(`${path}.type`, type, [detail]);
  if (!errors.since("1.37")) return errors.invalid("status.conditions", type, [detail]);
  const [approved, denied] = ["Approved", "Denied"].map((one) => `conditions[{"type": "${one}"}]`);
  errors.declaredInvalid(
    "status.conditions",
    `{${approved}, ${denied}}`,
    `must specify at most one of: \`${approved}\`, \`${denied}\``,
  );
}

function validateConditions(conditions: readonly RequestCondition[], tolerance: Tolerance, errors: FieldErrors): void {
  const before = new Set<string>();
  conditions.forEach((condition, index) => {
    const { type } = condition;
    const path = `status.conditions[${index}]`;
    if (type === "" && !tolerance.emptyType) errors.required(`${path}.type`);
    validateStatus(condition, `${path}.status`, errors);
    if (!tolerance.approvedAndDenied && before.has(opposites.get(type) ?? "\0")) approvedAndDenied(type, path, errors);
    if (!tolerance.duplicateTypes && before.has(type)) errors.duplicate(`${path}.type`, type);
    before.add(type);
  });
}

function validateSpec(
  request: SigningRequest,
  tolerance: Tolerance,
  { verify, version }: ValidationContext,
  errors: FieldErrors,
): void {
  const { signerName = "", usages = [], expirationSeconds } = request;
  const fault = pkcs10Fault(request.request, verify, version);
  if (fault !== undefined) invalidBytes("spec.request", request.request, fault, errors);
  validateUsages(usages, tolerance, errors);
  if (signerName === signers.legacy && !tolerance.legacySigner)
    errors.invalid("spec.signerName", signerName, ["the legacy signerName is not allowed via this API version"]);
  else validateSignerName("spec.signerName", signerName, errors);
  if (expirationSeconds !== undefined && expirationSeconds < 600) {
    const detail = "may not specify a duration less than 600 seconds (10 minutes)";
    errors.invalid("spec.expirationSeconds", expirationSeconds, [detail]);
  }
}

function validate(request: SigningRequest, old: SigningRequest | undefined, context: ValidationContext): FieldErrors {
  const errors = new FieldErrors(context.version);
  const tolerance = toleranceOf(request, old, context);
  validateMetadata(request.metadata, false, errors);
  validateSpec(request, tolerance, context, errors);
  validateConditions(request.conditions, tolerance, errors);
  const fault = tolerance.anyCertificate ? undefined : certificateFault(request.certificate, context.version);
  if (fault !== undefined) errors.invalid("status.certificate", "<certificate data>", [fault]);
  return errors;
}

/** What is wrong with a request that is created; each fault once, in the server's order. The name is looked at only when all else is right. */
export function validateCreate(request: SigningRequest, context: ValidationContext): readonly string[] {
  const errors = validate(request, undefined, context);
  if (errors.messages.length === 0) validateName(request.metadata, errors);
  return errors.messages;
}

/** Which part of a request is written. */
export type Subresource = "" | "approval" | "status";

function countOf(request: SigningRequest, type: string): number {
  return typesOf(request).filter((one) => one === type).length;
}

/** What is wrong with a request that replaces another through a subresource (or none). */
export function validateUpdate(
  request: SigningRequest,
  old: SigningRequest,
  subresource: Subresource,
  context: ValidationContext,
): readonly string[] {
  const errors = validate(request, old, context);
  for (const type of ["Approved", "Denied", "Failed"]) {
    if (countOf(request, type) < countOf(old, type))
      errors.forbidden("status.conditions", `updates may not remove a condition of type ${goQuote(type)}`);
  }
  for (const type of subresource === "approval" ? [] : ["Approved", "Denied"]) {
    if (countOf(request, type) > countOf(old, type))
      errors.forbidden("status.conditions", `updates may not add a condition of type ${goQuote(type)}`);
  }
  if (textOf(request.certificate) !== textOf(old.certificate)) {
    if (subresource !== "status") errors.forbidden("status.certificate", "updates may not set certificate content");
    else if (context.apiVersion === "v1" && (old.certificate?.length ?? 0) > 0)
      errors.forbidden("status.certificate", "updates may not modify existing certificate content");
  }
  return errors.messages;
}
