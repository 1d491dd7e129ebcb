// Subject alternative names.
import type { SubjectAlternativeNames } from "./certificate.ts";
import { ia5Text } from "./asn1-text.ts";
import { DerFault, need } from "./der-fault.ts";
import { DerReader, contextTag, tags } from "./der-reader.ts";
import { isDomainName } from "./domain-name.ts";
import { ipText } from "./ip-text.ts";
import { uriHost } from "./uri-host.ts";
import { goText } from "./go-text.ts";

/** The names of a certificate that has none. */
export const noNames: SubjectAlternativeNames = { dns: [], ips: [], uris: [], emails: [] };

function uriOf(bytes: Uint8Array): string {
  const text = need(ia5Text(bytes), "x509: SAN uniformResourceIdentifier is malformed");
  const reading = uriHost(text);
  const refuse = (why: string): DerFault => new DerFault(`x509: cannot parse URI ${goText(text)}: ${why}`);
  if ("error" in reading) throw refuse(reading.error);
  if (!isDomainName(reading.host, false)) throw refuse("invalid domain");
  return text;
}

/** The value of the extension; kinds of names that Go passes over are passed over. @throws DerFault */
export function parseAlternativeNames(value: Uint8Array): SubjectAlternativeNames {
  const sequence = need(new DerReader(value).inside(tags.sequence), "x509: invalid subject alternative names");
  const names = { dns: [] as string[], ips: [] as string[], uris: [] as string[], emails: [] as string[] };
  while (!sequence.isEmpty) {
    const { tag, contents } = need(sequence.any(), "x509: invalid subject alternative name");
    if (tag === contextTag(1)) names.emails.push(need(ia5Text(contents), "x509: SAN rfc822Name is malformed"));
    if (tag === contextTag(2)) names.dns.push(need(ia5Text(contents), "x509: SAN dNSName is malformed"));
    if (tag === contextTag(6)) names.uris.push(uriOf(contents));
    if (tag === contextTag(7))
      names.ips.push(need(ipText(contents), `x509: cannot parse IP address of length ${contents.length}`));
  }
  return names;
}
