// Semantic versions as github.com/blang/semver reads and orders them.
import { compareTexts } from "./text.ts";

/** A version; `pre` are the parts before a release, numbers as bigint. */
export interface Semver {
  readonly core: readonly [bigint, bigint, bigint];
  readonly pre: readonly (bigint | string)[];
}

const most = 2n ** 64n - 1n;
const word = /^[0-9A-Za-z-]+$/;

function numberOf(text: string, what: string): bigint | { readonly fault: string } {
  const quoted = JSON.stringify(text);
  if (/[^0-9]/.test(text)) return { fault: `Invalid character(s) found in ${what.toLowerCase()} number ${quoted}` };
  if (text.length > 1 && text.startsWith("0"))
    return { fault: `${what} number must not contain leading zeroes ${quoted}` };
  if (text === "") return { fault: `strconv.ParseUint: parsing "": invalid syntax` };
  if (text.length > 20 || BigInt(text) > most)
    return { fault: `strconv.ParseUint: parsing ${quoted}: value out of range` };
  return BigInt(text);
}

function preOf(text: string): bigint | string | { readonly fault: string } {
  if (text === "") return { fault: "Prerelease is empty" };
  if (/^\d+$/.test(text)) {
    if (text.length > 1 && text.startsWith("0"))
      return { fault: `Numeric PreRelease version must not contain leading zeroes ${JSON.stringify(text)}` };
    return numberOf(text, "PreRelease");
  }
  return word.test(text) ? text : { fault: `Invalid character(s) found in prerelease ${JSON.stringify(text)}` };
}

/** The text cut at the first of a sign. */
function cut(text: string, sign: string): readonly [before: string, after: string | undefined] {
  const at = text.indexOf(sign);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** Reads `1.2.3-rc.1+build`; a fault in the library's words. */
export function parseSemver(text: string): Semver | { readonly fault: string } {
  if (text === "") return { fault: "Version string empty" };
  const [major = "", minor, ...rest] = text.split(".");
  if (minor === undefined || rest.length === 0) return { fault: "No Major.Minor.Patch elements found" };
  const [release, build] = cut(rest.join("."), "+");
  const [patch, pre] = cut(release, "-");
  const core = [numberOf(major, "Major"), numberOf(minor, "Minor"), numberOf(patch, "Patch")] as const;
  const parts = (pre?.split(".") ?? []).map(preOf);
  for (const part of [...core, ...parts]) if (typeof part === "object") return part;
  for (const part of build?.split(".") ?? []) {
    if (part === "") return { fault: "Build meta data is empty" };
    if (!word.test(part)) return { fault: `Invalid character(s) found in build meta data ${JSON.stringify(part)}` };
  }
  const [a, b, c] = core.map((part) => (typeof part === "bigint" ? part : 0n));
  return { core: [a ?? 0n, b ?? 0n, c ?? 0n], pre: parts.filter((part) => typeof part !== "object") };
}

/** Drops a leading v and zeroes, and fills in missing parts, as the second argument of `semver()` asks. */
export function normalizeSemver(text: string): string | { readonly fault: string } {
  const plain = text.startsWith("v") ? text.slice(1) : text;
  const [first = "", second, ...more] = plain.split(".");
  const third = more.length === 0 ? [] : [more.join(".")];
  const parts = [first, ...(second === undefined ? [] : [second]), ...third].map((part) =>
    part.length > 1
      ? part
          .replace(/^0+(?=\d)/, "")
          .replace(/^0+(?=\D)/, "0")
          .replace(/^0+$/, "0")
          .replace(/^(?=\D)/, "0")
      : part,
  );
  if (parts.length < 3 && /[+-]/.test(parts.at(-1) ?? ""))
    return { fault: "short version cannot contain PreRelease/Build meta data" };
  while (parts.length < 3) parts.push("0");
  return parts.join(".");
}

function compareParts(a: bigint | string, b: bigint | string): number {
  if (typeof a === "bigint") return typeof b === "bigint" ? Number(a > b) - Number(a < b) : -1;
  return typeof b === "bigint" ? 1 : Math.sign(compareTexts(a, b));
}

/** -1, 0 or 1. */
export function compareSemver(a: Semver, b: Semver): number {
  for (const [at, part] of a.core.entries()) {
    const order = compareParts(part, b.core[at] ?? 0n);
    if (order !== 0) return order;
  }
  // A release comes after what comes before it.
  if (a.pre.length === 0 || b.pre.length === 0)
    return Math.sign(Number(a.pre.length === 0) - Number(b.pre.length === 0));
  for (const [at, part] of a.pre.entries()) {
    const other = b.pre[at];
    const order = other === undefined ? 1 : compareParts(part, other);
    if (order !== 0) return order;
  }
  return a.pre.length < b.pre.length ? -1 : 0;
}
