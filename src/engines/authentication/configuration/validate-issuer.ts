// What is wrong with an issuer of an AuthenticationConfiguration (pkg/apis/apiserver/validation validateIssuer).
import type { FieldErrors } from "../../../kubernetes/index.ts";
import { readCertificates } from "../../../languages/x509/index.ts";
import type { Fields } from "./fields.ts";
import { readGoUrl } from "./go-url.ts";

function validateUrl(url: string, path: string, errors: FieldErrors): void {
  const parts = readGoUrl(url);
  if ("error" in parts) return errors.invalid(path, url, [parts.error]);
  if (parts.scheme !== "https") errors.invalid(path, url, ["URL scheme must be https"]);
  if (parts.hasUser) errors.invalid(path, url, ["URL must not contain a username or password"]);
  if (parts.query !== "") errors.invalid(path, url, ["URL must not contain a query"]);
  if (parts.fragment !== "") errors.invalid(path, url, ["URL must not contain a fragment"]);
}

function validateAudiences(issuer: Fields, path: string, errors: FieldErrors): void {
  const audiences = issuer.texts("audiences");
  if (audiences.length === 0) return errors.required(`${path}.audiences`, `at least one ${path}.audiences is required`);
  const seen = new Set<string>();
  for (const [index, audience] of audiences.entries()) {
    const at = `${path}.audiences[${index}]`;
    if (audience === "") errors.required(at, errors.since("1.34") ? "" : "audience can't be empty");
    if (seen.has(audience)) errors.duplicate(at, audience);
    seen.add(audience);
  }
  const policy = issuer.text("audienceMatchPolicy");
  if (policy === "MatchAny") return;
  const at = `${path}.audienceMatchPolicy`;
  if (audiences.length > 1) errors.invalid(at, policy, ["audienceMatchPolicy must be MatchAny for multiple audiences"]);
  else if (policy !== "")
    errors.invalid(at, policy, ["audienceMatchPolicy must be empty or MatchAny for single audience"]);
}

/** Collects what is wrong with one issuer. */
export function validateIssuer(issuer: Fields, path: string, errors: FieldErrors): void {
  const [url, discovery] = [issuer.text("url"), issuer.text("discoveryURL")];
  if (url === "") errors.required(`${path}.url`, errors.since("1.34") ? "" : "URL is required");
  else validateUrl(url, `${path}.url`, errors);
  if (discovery !== "") {
    const bare = (text: string): string => text.replace(/\/+$/, "");
    if (url !== "" && bare(url) === bare(discovery))
      errors.invalid(`${path}.discoveryURL`, discovery, ["discoveryURL must be different from URL"]);
    validateUrl(discovery, `${path}.discoveryURL`, errors);
  }
  validateAudiences(issuer, path, errors);
  const authority = issuer.text("certificateAuthority");
  const fault = authority === "" ? undefined : readCertificates(authority).error;
  if (fault !== undefined) errors.invalid(`${path}.certificateAuthority`, "<omitted>", [fault]);
  const egress = issuer.text("egressSelectorType");
  if (egress !== "" && egress !== "controlplane" && egress !== "cluster")
    errors.invalid(`${path}.egressSelectorType`, egress, ["egress selector must be either controlplane or cluster"]);
}
