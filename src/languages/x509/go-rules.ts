// What certificates Go takes, by the Kubernetes version that was built with it.
import { compareMinor, type Minor } from "../../core/index.ts";
import type { SignatureRules } from "./check-signature.ts";
import type { ParsingRules } from "./parse-certificate.ts";

/** Rules of reading and of verifying. */
export type GoRules = ParsingRules & SignatureRules;

/**
 * The rules of a Kubernetes version. Go has another parser of certificates since 1.17 (Kubernetes 1.23); it refuses SHA-1 in
 * them since 1.18 (1.24), negative serial numbers since 1.23 (1.32), RSA keys of less than 1024 bits since 1.24 (1.33). Which of
 * the last two holds is decided by the `godebug` line of Kubernetes' go.mod.
 */
export function goRules(kubernetes: Minor): GoRules {
  const before = (minor: Minor): boolean => compareMinor(kubernetes, minor) < 0;
  return {
    acceptsSha1: before("1.24"),
    legacyParser: before("1.23"),
    refusesNegativeSerial: !before("1.32"),
    acceptsSmallRsa: before("1.33"),
  };
}
