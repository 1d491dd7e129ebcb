// Why a request that is about to be made would come to nothing.
import type { JsonObject, Minor } from "../../../core/index.ts";
import { answerCreate, parsePkcs10, signerFault } from "../../../engines/certificates/index.ts";
import type { VerifySignature } from "../../../languages/x509/index.ts";

/** Undefined for a request that the API server stores and its signer, where it is a built-in one, signs. */
export function refusalOfPlan(body: JsonObject, version: Minor, verify: VerifySignature): string | undefined {
  const answer = answerCreate({ apiVersion: "v1", body, user: { username: "" }, version, verify });
  if (answer.code !== 201) return `the API server refuses it: ${answer.message}`;
  const { request, signerName = "", usages = [] } = answer.request;
  const parsing = parsePkcs10(request);
  if ("error" in parsing) return parsing.error;
  const fault = signerFault({ request: parsing.request, usages, signerName }, version);
  return fault === undefined ? undefined : `${signerName} does not sign it: ${fault}`;
}
