// The usages a request should ask for, by its signer and its key.
import { signers } from "../../../engines/certificates/index.ts";
import type { RequestKey } from "../../../languages/x509/index.ts";

/** Kubelets' signers want theirs exactly; key encipherment is of use to RSA keys only, and wanted by old versions. */
export function usualUsages(signerName: string, key: RequestKey): readonly string[] {
  const auth = signerName === signers.kubeletServing ? "server auth" : "client auth";
  const isKubelet = signerName === signers.kubeletClient || signerName === signers.kubeletServing;
  return isKubelet || key === "rsa" ? ["digital signature", "key encipherment", auth] : ["digital signature", auth];
}
