// Who issued each certificate, in bounded time: bundles can be made in which everybody may have issued everybody.
import { issuingChain, type IssuingChain } from "../../engines/certificates/index.ts";
import { latin1, type Certificate, type VerifySignature } from "../../languages/x509/index.ts";
import type { Found } from "./sightings.ts";

/** After so many signatures no chain is followed any more, and the list says so. */
export const mostSignatures = 5000;

/** Authorities, one of each name and key: that with the latest end, as a renewed one stands in for the former. */
function distinct(found: readonly Found[]): readonly Certificate[] {
  const known = new Map<string, Certificate>();
  for (const { certificate } of found) {
    if (certificate.basicConstraints?.ca !== true && certificate.version >= 3) continue;
    const { subject, publicKey, subjectKeyId } = certificate;
    const name = [subject.raw, publicKey.spki, subjectKeyId].map(latin1).join("\n");
    const other = known.get(name);
    if (other === undefined || other.notAfter < certificate.notAfter) known.set(name, certificate);
  }
  return [...known.values()];
}

/** Finds chains among the authorities that were found; each signature is checked once. */
export class Issuers {
  readonly authorities: readonly Certificate[];
  private left = mostSignatures;
  private readonly inner: VerifySignature;
  private readonly checked = new Map<Uint8Array, Map<Uint8Array, boolean>>();

  constructor(found: readonly Found[], verify: VerifySignature) {
    this.authorities = distinct(found);
    this.inner = verify;
  }

  /** Whether chains were left out. */
  get isSpent(): boolean {
    return this.left <= 0;
  }

  chainOf(certificate: Certificate): IssuingChain {
    return issuingChain(certificate, this.isSpent ? [] : this.authorities, this.verify);
  }

  private readonly verify: VerifySignature = (key, algorithm, data, signature) => {
    const known = this.checked.get(data);
    const before = known?.get(key);
    if (before !== undefined) return before;
    if (this.isSpent) return false;
    this.left--;
    const holds = this.inner(key, algorithm, data, signature);
    if (known === undefined) this.checked.set(data, new Map([[key, holds]]));
    else known.set(key, holds);
    return holds;
  };
}
