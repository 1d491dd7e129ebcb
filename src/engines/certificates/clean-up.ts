// When kube-controller-manager's csrcleaner removes a request (pkg/controller/certificates/cleaner).
import { compareMinor, type Minor } from "../../core/index.ts";
import { parseCertificates, readPem } from "../../languages/x509/index.ts";
import { pemText, type SigningRequest } from "./signing-request.ts";

const hour = 3600 * 1000;

/** Why it is removed when the controller next looks, which it does every hour. */
export type CleanUp =
  | "pending for a day"
  | "denied for an hour"
  | "failed for an hour"
  | "issued an hour ago"
  | "approved but not issued for a day"
  | "expired";

function isExpired({ certificate }: SigningRequest, now: number): boolean {
  const [block] = readPem(pemText(certificate)).blocks;
  const parsing = block === undefined ? undefined : parseCertificates(block.bytes, { refusesNegativeSerial: false });
  const [first] = parsing !== undefined && "certificates" in parsing ? parsing.certificates : [];
  return first !== undefined && now > first.notAfter;
}

/** Undefined while it stays. `created` and `now` are milliseconds since 1970. Requests that were approved but never issued go since 1.35. */
export function cleanUp(request: SigningRequest, created: number, now: number, version: Minor): CleanUp | undefined {
  const { conditions, certificate } = request;
  const isIssued = (certificate?.length ?? 0) > 0;
  const since = (type: string): number =>
    Math.min(
      ...conditions.filter((one) => one.type === type).map((one) => Date.parse(one.lastUpdateTime ?? "") || Infinity),
    );
  const [approved, denied, failed] = [since("Approved"), since("Denied"), since("Failed")];
  const isApproved = conditions.some(({ type }) => type === "Approved");
  if (isIssued && now - approved > hour) return "issued an hour ago";
  if (now - denied > hour) return "denied for an hour";
  if (now - failed > hour) return "failed for an hour";
  if (conditions.length === 0 && now - created > 24 * hour) return "pending for a day";
  if (isApproved && isIssued && isExpired(request, now)) return "expired";
  const clearsUnissued = compareMinor(version, "1.35") >= 0;
  if (clearsUnissued && !isIssued && now - approved > 24 * hour) return "approved but not issued for a day";
  return undefined;
}
