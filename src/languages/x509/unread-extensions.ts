// Extensions whose contents are for uses other than ours: Go refuses a certificate in which they are malformed.
import { DerFault, need } from "./der-fault.ts";
import { DerReader, contextTag, isMinimalInteger, tags } from "./der-reader.ts";

const invalid = (what: string): string => `x509: invalid ${what}`;

function distributionPoints(value: Uint8Array): void {
  const sequence = need(new DerReader(value).inside(tags.sequence), invalid("CRL distribution points"));
  const message = invalid("CRL distribution point");
  while (!sequence.isEmpty) {
    const point = need(sequence.inside(tags.sequence), message);
    const tag = contextTag(0, true);
    if (!point.peek(tag)) continue;
    const names = need(point.inside(tag)?.inside(tag), message);
    while (names.peek(contextTag(6))) need(names.any(), message);
  }
}

function policies(value: Uint8Array): void {
  const message = invalid("certificate policies");
  const sequence = need(new DerReader(value).inside(tags.sequence), message);
  const seen = new Set<string>();
  while (!sequence.isEmpty) {
    const oid = need(sequence.inside(tags.sequence)?.contents(tags.oid), message).join();
    if (seen.has(oid)) throw new DerFault(message);
    seen.add(oid);
  }
}

function policyMappings(value: Uint8Array): void {
  const message = invalid("policy mappings extension");
  const sequence = need(new DerReader(value).inside(tags.sequence), message);
  while (!sequence.isEmpty) {
    const pair = need(sequence.inside(tags.sequence), message);
    need(pair.contents(tags.oid), message);
    need(pair.contents(tags.oid), message);
  }
}

function policyConstraints(value: Uint8Array): void {
  const message = invalid("policy constraints extension");
  const sequence = need(new DerReader(value).inside(tags.sequence), message);
  for (const tag of [contextTag(0), contextTag(1)]) {
    if (!sequence.peek(tag)) continue;
    const integer = need(sequence.contents(tag), message);
    if (!isMinimalInteger(integer) || integer.length > 8) throw new DerFault(message);
  }
}

function inhibitAnyPolicy(value: Uint8Array): void {
  const message = invalid("inhibit any policy extension");
  if (need(new DerReader(value).integer(), message).length > 8) throw new DerFault(message);
}

function authorityInfoAccess(value: Uint8Array): void {
  const message = invalid("authority info access");
  const sequence = need(new DerReader(value).inside(tags.sequence), message);
  while (!sequence.isEmpty) {
    const access = need(sequence.inside(tags.sequence), message);
    need(access.oid(), message);
    if (access.peek(contextTag(6))) need(access.any(), message);
  }
}

const checks = new Map<string, (value: Uint8Array) => void>([
  ["2.5.29.31", distributionPoints],
  ["2.5.29.32", policies],
  ["2.5.29.33", policyMappings],
  ["2.5.29.36", policyConstraints],
  ["2.5.29.54", inhibitAnyPolicy],
  ["1.3.6.1.5.5.7.1.1", authorityInfoAccess],
]);

/** Whether Go understands an extension that we do not read. @throws DerFault where it is malformed */
export function isUnderstood(oid: string, value: Uint8Array): boolean {
  const check = checks.get(oid);
  check?.(value);
  return check !== undefined;
}
