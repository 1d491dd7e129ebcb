// The list of certificates for people: what is wrong, when each ends, what they are.
import type { Block, Cell, Document, Severity } from "../../core/index.ts";
import type { PkiCertificate, PkiFlaw, PkiKey, PkiList } from "./pki-list.ts";

function titled(text: string, blocks: readonly Block[]): readonly Block[] {
  return blocks.length === 0 ? [] : [{ type: "heading", level: 2, text }, ...blocks];
}

function table(text: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): readonly Block[] {
  return rows.length === 0 ? [] : titled(text, [{ type: "table", columns, rows }]);
}

function placeText({ places: [first, ...others] }: PkiCertificate): string {
  if (first === undefined) return "";
  const entry = first.entry === undefined ? "" : ` (${first.entry})`;
  return `${first.place}${entry}${others.length === 0 ? "" : ` and ${others.length} more`}`;
}

function useText({ places, roles }: PkiCertificate): string {
  return places.find(({ use }) => use !== undefined)?.use ?? (roles.join(", ") || "?");
}

const tones: Readonly<Record<Severity, NonNullable<Cell["tone"]>>> = {
  critical: "bad",
  high: "bad",
  medium: "warning",
  low: "muted",
  info: "muted",
};
const order: readonly Severity[] = ["critical", "high", "medium", "low", "info"];

interface PlacedFlaw {
  readonly place: string;
  readonly what: string;
  readonly flaw: PkiFlaw;
}

function flawRows({ certificates, keys, shared }: PkiList): readonly (readonly Cell[])[] {
  const all: readonly PlacedFlaw[] = [
    ...shared.map(({ domains, why }) => ({
      place: "",
      what: `CA of ${domains.join(" and ")}`,
      flaw: { kind: "shared-authority", severity: "high", text: `one authority for all of them: ${why}` } as const,
    })),
    ...certificates.flatMap((one) => one.flaws.map((flaw) => ({ place: placeText(one), what: useText(one), flaw }))),
    ...keys.flatMap((one) => one.flaws.map((flaw) => ({ place: keyPlace(one), what: "private key", flaw }))),
  ];
  return all
    .toSorted((a, b) => order.indexOf(a.flaw.severity) - order.indexOf(b.flaw.severity))
    .map(({ place, what, flaw: { severity, text } }) => [
      { text: severity, tone: tones[severity] },
      { text: place, tone: "strong" },
      { text: what },
      { text },
    ]);
}

const longestBar = 24;

/** A mark for each month that is left. */
function bar(daysLeft: number): string {
  const months = Math.ceil(daysLeft / 30.4375);
  return months > longestBar ? `${"■".repeat(longestBar)}›` : "■".repeat(Math.max(months, 0));
}

function leftText(daysLeft: number): string {
  if (daysLeft < 0) return "expired";
  return daysLeft < 730 ? `${daysLeft} days` : `${Math.floor(daysLeft / 365.25)} years`;
}

function timelineRow(one: PkiCertificate): readonly Cell[] {
  const { daysLeft, notAfter, flaws, superseded } = one;
  const soon = flaws.some(({ kind }) => kind === "expires-soon");
  const tone: Cell["tone"] = superseded === true ? "muted" : daysLeft < 0 ? "bad" : soon ? "warning" : "good";
  return [
    { text: placeText(one), tone: "strong" },
    { text: superseded === true ? "renewed since" : useText(one) },
    { text: notAfter.slice(0, 10) },
    { text: leftText(daysLeft), tone },
    { text: bar(daysLeft), tone },
  ];
}

function chainText({ chain: { issuers, complete }, issuer, subject }: PkiCertificate): string {
  if (issuers.length === 0) return complete || issuer === subject.text ? "itself" : `${issuer}, which is not at hand`;
  return `${issuers.join(" ← ")}${complete ? "" : ", whose issuer is not at hand"}`;
}

const shownNames = 6;

function namesText({ names }: PkiCertificate, verbose: boolean): string {
  const all = [...names.dns, ...names.ips, ...names.uris, ...names.emails];
  const shown = verbose ? all : all.slice(0, shownNames);
  return `${shown.join(", ")}${all.length > shown.length ? ` and ${all.length - shown.length} more` : ""}`;
}

function detailRow(one: PkiCertificate, verbose: boolean): readonly Cell[] {
  const { roles, extendedKeyUsages, privateKey, verifies, key, signature } = one;
  const fits = { yes: "fits", no: "DOES NOT FIT", unknown: "encrypted" };
  const seen = privateKey === undefined ? "" : fits[privateKey.fits];
  return [
    { text: placeText(one), tone: "strong" },
    { text: roles.join(", ") },
    { text: one.subject.text },
    { text: namesText(one, verbose) },
    { text: chainText(one) },
    { text: `${key}, ${signature}` },
    { text: extendedKeyUsages.join(", ") },
    { text: seen, ...(privateKey?.fits === "no" ? { tone: "bad" } : {}) },
    ...(verifies === undefined ? [{ text: "" }] : [{ text: `${verifies.answer}: ${verifies.why}` }]),
  ];
}

const detailColumns = [
  "where",
  "role",
  "subject",
  "names",
  "issued by",
  "key, signature",
  "for",
  "private key",
  "verifies",
];

/** Columns that say something of at least one row. */
function filled(columns: readonly string[], rows: readonly (readonly Cell[])[]): readonly Block[] {
  const kept = columns.map((_, index) => rows.some((row) => (row[index]?.text ?? "") !== ""));
  const pick = <T>(list: readonly T[]): readonly T[] => list.filter((_, index) => kept[index]);
  return table("Certificates", pick(columns), rows.map(pick));
}

function keyPlace({ place, entry }: PkiKey): string {
  return entry === undefined ? place : `${place} (${entry})`;
}

function keyRow(one: PkiKey): readonly Cell[] {
  const open = one.flaws.some(({ kind }) => kind === "key-open");
  return [
    { text: keyPlace(one), tone: "strong" },
    { text: `${one.key}${one.encrypted ? ", encrypted" : ""}` },
    { text: one.mode ?? "not seen", tone: open ? "bad" : "good" },
    { text: one.owner ?? "not seen" },
    { text: one.encrypted ? "not seen" : `${one.fits.length}` },
  ];
}

function breakRows(data: PkiList, verbose: boolean): readonly (readonly Cell[])[] {
  return data.certificates
    .filter(
      ({ breaks, daysLeft, superseded }) =>
        breaks !== undefined && superseded !== true && (verbose || daysLeft < data.withinDays),
    )
    .map((one) => [
      { text: placeText(one), tone: "strong" },
      { text: one.daysLeft < 0 ? "now" : one.notAfter.slice(0, 10) },
      { text: one.breaks ?? "" },
      { text: one.renew ?? "", tone: "muted" },
    ]);
}

function listing(text: string, items: readonly string[]): readonly Block[] {
  return items.length === 0 ? [] : titled(text, [{ type: "list", items }]);
}

function summary({ certificates, expired, expiring, withinDays, asOf, otherFiles, keys }: PkiList): Block {
  const others = otherFiles === 0 ? "" : ` ${otherFiles} other files hold nothing of this kind.`;
  const text =
    `${certificates.length} certificates and ${keys.length} private keys: ${expired} expired, ` +
    `${expiring} more expire within ${withinDays} days of ${asOf.slice(0, 10)}.${others}`;
  return { type: "paragraph", text, ...(expired > 0 ? { tone: "bad" } : {}) };
}

/** Draws the list; `verbose` shows all names, and what breaks for certificates that are far from their end, too. */
export function pkiDocument(data: PkiList, verbose: boolean): Document {
  const { certificates, keys, requests, problems, notSeen } = data;
  const details = certificates.map((one) => detailRow(one, verbose));
  const blocks: readonly Block[] = [
    summary(data),
    ...table("Wrong", ["severity", "where", "what", "why"], flawRows(data)),
    ...table("Expiry", ["where", "what", "ends", "left", "months"], certificates.map(timelineRow)),
    ...table("What breaks", ["where", "from", "stops", "renewed by"], breakRows(data, verbose)),
    ...filled(detailColumns, details),
    ...table("Private keys", ["where", "key", "mode", "owner", "fits certificates"], keys.map(keyRow)),
    ...listing(
      "Requests without a certificate",
      requests.map(({ place, subject, key }) => `${place}: ${subject}, ${key}`),
    ),
    ...listing(
      "Could not be read",
      problems.map(({ place, entry, line, message }) => {
        const where = `${place}${line === undefined ? "" : `:${line}`}${entry === undefined ? "" : ` (${entry})`}`;
        return `${where}: ${message}`;
      }),
    ),
    ...listing("Not seen", [...new Set(notSeen.map(({ reason, remedy }) => `${reason}: ${remedy}`))]),
  ];
  return { title: "Certificates and keys", blocks };
}
