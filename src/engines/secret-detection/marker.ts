// The marker that stands in the model where a literal stood: «redacted length=24 looks-like=github-token».
import { confidenceOf, literalKinds, type LiteralDescription, type LiteralKind } from "./literal-kinds.ts";

const known: ReadonlySet<string> = new Set(literalKinds);
/** Nothing but a number and one of our own words fits in, so a marker in hostile input carries no text of its own. */
const marker = /«redacted length=(0|[1-9]\d{0,9})(?: looks-like=([a-z0-9-]{1,40}))?»/;
const whole = new RegExp(`^${marker.source}$`);
const every = new RegExp(marker.source, "g");

/** Writes the marker of a described literal. */
export function formatMarker({ length, looksLike }: LiteralDescription): string {
  return looksLike === undefined
    ? `«redacted length=${length}»`
    : `«redacted length=${length} looks-like=${looksLike}»`;
}

function describe(length: string | undefined, kind: string | undefined): LiteralDescription | undefined {
  if (kind === undefined) return { length: Number(length) };
  if (!known.has(kind)) return undefined;
  const looksLike = kind as LiteralKind;
  return { length: Number(length), looksLike, confidence: confidenceOf(looksLike) };
}

/** What a redacted literal looked like; undefined where the value is not exactly a marker. */
export function readLiteral(value: string): LiteralDescription | undefined {
  const match = value.startsWith("«") ? whole.exec(value) : null;
  return match === null ? undefined : describe(match[1], match[2]);
}

/** All redacted literals in a text, in order: an argument, an annotation, a configuration file. */
export function literalsIn(text: string): LiteralDescription[] {
  return text.includes("«")
    ? Array.from(text.matchAll(every), (match) => describe(match[1], match[2])).filter((found) => found !== undefined)
    : [];
}

/** Whether a piece cut out of a text is a marker, or the first word of one. */
export function isRedacted(piece: string): boolean {
  return piece === "«redacted" || readLiteral(piece) !== undefined;
}
