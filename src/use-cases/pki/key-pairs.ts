// Private keys: who may read their files, and which certificates they fit.
import type { Severity } from "../../core/index.ts";
import { latin1, type PrivateKeySummary } from "../../languages/x509/index.ts";
import type { HeldItem, Holding } from "../../model/index.ts";
import type { PkiFlaw, PkiKey, PkiOptions } from "./pki-list.ts";
import type { Found, Sighting } from "./sightings.ts";

type KeyItem = Extract<HeldItem, { readonly kind: "private-key" }>;

/** A key where it was found. */
export interface HeldKey {
  readonly holding: Holding;
  readonly item: KeyItem;
}

/** What a certificate and its key have in common: one kubeconfig user, one file, or files of one name. */
function pairName({ kind, place, entry = "", path = place }: Holding): string {
  if (kind === "kubeconfig") return `${place} ${entry}`;
  if (entry.startsWith("user ")) return entry;
  return path.replace(/\.(?:crt|cer|cert|pem|der|key)$/i, "").replace(/[-_.]key$/i, "");
}

/** Keys by the name they share with their certificates. */
export type KeysByPair = ReadonlyMap<string, readonly HeldKey[]>;

/** Every private key that was found. */
export function keysByPair(holdings: readonly Holding[]): KeysByPair {
  const pairs = new Map<string, HeldKey[]>();
  for (const holding of holdings) {
    for (const item of holding.items) {
      if (item.kind !== "private-key") continue;
      const name = pairName(holding);
      pairs.set(name, [...(pairs.get(name) ?? []), { holding, item }]);
    }
  }
  return pairs;
}

function describe({ place, entry }: Holding): string {
  return entry === undefined ? place : `${place} (${entry})`;
}

/** The key beside a certificate, where it is the first of its place. */
export function keyBeside(
  spki: Uint8Array,
  { holding, index }: Sighting,
  pairs: KeysByPair,
  sameKey: PkiOptions["sameKey"],
): { readonly place: string; readonly fits: "yes" | "no" | "unknown" } | undefined {
  const beside = index === 0 ? (pairs.get(pairName(holding)) ?? []) : [];
  const [first] = beside;
  if (first === undefined || holding.purpose === "authority") return undefined;
  const readable = beside.filter(({ item }) => item.publicKey !== undefined);
  const match = readable.find(({ item: { publicKey } }) => publicKey !== undefined && sameKey(publicKey, spki));
  const fits = match === undefined ? (readable.length < beside.length ? "unknown" : "no") : "yes";
  return { place: describe((match ?? first).holding), fits };
}

function keyText({ algorithm, bits, curve, format }: PrivateKeySummary): string {
  const kind = algorithm ?? "kind unknown";
  const strength = curve ?? (algorithm === "Ed25519" || bits === undefined ? "" : String(bits));
  return [kind, strength, `(${format})`].filter((part) => part !== "").join(" ");
}

function flaw(kind: string, severity: Severity, text: string): readonly PkiFlaw[] {
  return [{ kind, severity, text }];
}

function modeFlaws(mode: number | undefined): readonly PkiFlaw[] {
  if (mode === undefined) return [];
  const octal = `0${(mode & 0o777).toString(8).padStart(3, "0")}`;
  if ((mode & 0o007) !== 0)
    return flaw("key-open", "high", `everybody on the machine can get at the key: mode ${octal}, want 0600`);
  return (mode & 0o070) === 0
    ? []
    : flaw("key-open", "medium", `its group can get at the key: mode ${octal}, want 0600`);
}

function strengthFlaws({ algorithm, bits = Infinity }: PrivateKeySummary): readonly PkiFlaw[] {
  const isWeak = (algorithm === "RSA" && bits < 2048) || algorithm === "DSA";
  return isWeak ? flaw("weak-key", "high", "the key is weak") : [];
}

function ownerOf(uid: number | undefined): { readonly owner?: string } {
  if (uid === undefined) return {};
  return { owner: uid === 0 ? "root" : `uid ${uid}` };
}

/** All keys, each with what is wrong about it. A link and the file it leads to are one. */
export function listKeys(pairs: KeysByPair, found: readonly Found[]): readonly PkiKey[] {
  const byKey = new Map<string, string[]>();
  for (const { certificate, fingerprint } of found) {
    const key = latin1(certificate.publicKey.spki);
    byKey.set(key, [...(byKey.get(key) ?? []), fingerprint]);
  }
  const met = new Set<string>();
  return [...pairs.values()].flat().flatMap(({ holding, item }): readonly PkiKey[] => {
    const { place, entry, file } = holding;
    // Entries of a kubeconfig may have one name.
    const key = item.publicKey === undefined ? "" : latin1(item.publicKey);
    const once = `${file?.path ?? place} ${entry ?? ""} ${item.line ?? ""} ${key}`;
    if (met.has(once)) return [];
    met.add(once);
    const { summary, publicKey } = item;
    const mode = file?.mode === undefined ? {} : { mode: `0${(file.mode & 0o777).toString(8).padStart(3, "0")}` };
    return [
      {
        place,
        ...(entry === undefined ? {} : { entry }),
        key: keyText(summary),
        encrypted: summary.encrypted,
        ...mode,
        ...ownerOf(file?.uid),
        fits: publicKey === undefined ? [] : (byKey.get(latin1(publicKey)) ?? []),
        flaws: [...modeFlaws(file?.mode), ...strengthFlaws(summary)],
      },
    ];
  });
}
