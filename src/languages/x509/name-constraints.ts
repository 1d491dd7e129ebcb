// The name constraints extension.
import { ia5Text, latin1 } from "./asn1-text.ts";
import type { ConstrainedNames, ConstrainedRange, NameConstraints } from "./certificate.ts";
import { DerFault, need } from "./der-fault.ts";
import { DerReader, contextTag, tags } from "./der-reader.ts";
import { isDomainName } from "./domain-name.ts";
import { goText } from "./go-text.ts";

function isMask(mask: Uint8Array): boolean {
  return /^1*0*$/.test(Array.from(mask, (byte) => byte.toString(2).padStart(8, "0")).join(""));
}

function range(value: Uint8Array): ConstrainedRange {
  const half = value.length / 2;
  if (half !== 4 && half !== 16) throw new DerFault(`x509: IP constraint contained value of length ${value.length}`);
  const mask = value.subarray(half);
  const hex = Array.from(mask, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!isMask(mask)) throw new DerFault(`x509: IP constraint contained invalid mask ${hex}`);
  return { address: value.subarray(0, half), mask };
}

function text(value: Uint8Array): string {
  const read = ia5Text(value);
  if (read === undefined)
    throw new DerFault(
      `x509: invalid constraint value: x509: ${goText(latin1(value))} cannot be encoded as an IA5String`,
    );
  return read;
}

function domain(value: Uint8Array, kind: string): string {
  const name = text(value);
  const isMailbox = kind === "rfc822Name" && /^[^@]+@[!-~]+$/.test(name);
  if (!isMailbox && !isDomainName(name, true))
    throw new DerFault(`x509: failed to parse ${kind} constraint ${goText(name)}`);
  return name;
}

interface Read {
  readonly names: ConstrainedNames;
  /** Whether there are names of a kind Go does not know. */
  readonly isUnhandled: boolean;
}

function subtrees(sequence: DerReader): Read {
  const names = {
    dns: [] as string[],
    ranges: [] as ConstrainedRange[],
    emails: [] as string[],
    uriDomains: [] as string[],
  };
  let isUnhandled = false;
  while (!sequence.isEmpty) {
    const base = sequence.inside(tags.sequence)?.any();
    const { tag, contents } = need(base, "x509: invalid NameConstraints extension");
    if (tag === contextTag(2)) names.dns.push(domain(contents, "dnsName"));
    else if (tag === contextTag(7)) names.ranges.push(range(contents));
    else if (tag === contextTag(1)) names.emails.push(domain(contents, "rfc822Name"));
    else if (tag === contextTag(6)) names.uriDomains.push(domain(contents, "URI"));
    else isUnhandled = true;
  }
  return { names, isUnhandled };
}

/** The value of the extension, and whether there is something in it that Go does not understand. @throws DerFault */
export function parseNameConstraints(value: Uint8Array): { constraints: NameConstraints; isUnhandled: boolean } {
  const outer = new DerReader(value);
  const invalid = "x509: invalid NameConstraints extension";
  const top = need(outer.inside(tags.sequence), invalid);
  const optional = (tag: number): DerReader =>
    top.peek(tag) ? need(top.inside(tag), invalid) : new DerReader(new Uint8Array());
  const [permitted, excluded] = [optional(contextTag(0, true)), optional(contextTag(1, true))];
  if (!outer.isEmpty || !top.isEmpty) throw new DerFault(invalid);
  if (permitted.isEmpty && excluded.isEmpty) throw new DerFault("x509: empty name constraints extension");
  const [within, without] = [subtrees(permitted), subtrees(excluded)];
  const constraints = { permitted: within.names, excluded: without.names };
  return { constraints, isUnhandled: within.isUnhandled || without.isUnhandled };
}
