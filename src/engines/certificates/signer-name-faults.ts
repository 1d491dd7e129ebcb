// Whether a signer's name is well-formed (pkg/apis/core/validation/names.go ValidateSignerName).
import type { Minor } from "../../core/index.ts";
import { dnsLabelFaults, goQuote, subdomainFaults, type FieldErrors } from "../../kubernetes/index.ts";

/** The functions that judge the parts kept the wording that others changed in 1.35. */
const wording: Minor = "1.20";

const longestDomain = 253;
const longestName = longestDomain + 1 + 253 + 63 + 1;

/** Adds what is wrong with a name such as `example.com/signer`. */
export function validateSignerName(path: string, name: string, errors: FieldErrors): void {
  const [domain = "", signer = "", ...more] = name.split("/");
  if (name === "") return errors.required(path, errors.since("1.26") ? "" : "signerName must be provided");
  if (!name.includes("/") || more.length > 0) {
    return errors.invalid(path, name, [
      "must be a fully qualified domain and path of the form 'example.com/signer-name'",
    ]);
  }
  const firstFaults = (part: string, faults: (label: string, version: Minor) => readonly string[]): void => {
    const wrong = part.split(".").find((label) => faults(label, wording).length > 0);
    if (wrong === undefined) return;
    const details = faults(wrong, wording).map((fault) => `validating label ${goQuote(wrong)}: ${fault}`);
    errors.invalid(path, part, details);
  };
  if (domain.length > longestDomain) errors.tooLong(path, longestDomain);
  firstFaults(domain, dnsLabelFaults);
  if (!domain.includes("."))
    errors.invalid(path, domain, ["should be a domain with at least two segments separated by dots"]);
  firstFaults(signer, subdomainFaults);
  if (name.length > longestName) errors.tooLong(path, longestName);
}
