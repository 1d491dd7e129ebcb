// Lints of tokens, passwords, providers and impersonation.
import { listAt, objectAt, textAt, type ConfigEntry } from "../config-file.ts";
import { quoted } from "../merge-files.ts";
import { describeToken } from "../describe-token.ts";
import { pemMaterial, tokenMaterial } from "../user-credentials.ts";
import { entryHit, everyEntry, type LintContext, type LintHit } from "./lint-context.ts";

const day = 24 * 3600 * 1000;

/** A token of a week is renewed each week: soon is then its last fifth. */
function soonFor(issued: string | undefined, expires: string, soonDays: number): number {
  const lifetime = issued === undefined ? Infinity : Date.parse(expires) - Date.parse(issued);
  return Math.min(soonDays * day, lifetime / 5);
}

function* tokenLints(entry: ConfigEntry, { machine, soonDays }: LintContext): Generator<LintHit> {
  const token = tokenMaterial(entry, machine);
  if (token === undefined) return;
  const { field } = token;
  if ("fault" in token) {
    yield entryHit("file-missing", entry, field, `${token.path ?? field}: ${token.fault}`);
    return;
  }
  if (field === "token") yield entryHit("embedded-token", entry, field, "holds a bearer token");
  const { kind, issued, expires, subject } = describeToken(token.text);
  if (expires !== undefined) {
    const left = Date.parse(expires) - machine.asOf;
    if (left < 0) yield entryHit("token-expired", entry, field, `its token expired ${expires}`);
    else if (left < soonFor(issued, expires, soonDays))
      yield entryHit("expires-soon", entry, field, `its token ends ${expires}`, "low");
  } else if (kind === "service-account-legacy")
    yield entryHit(
      "token-never-expires",
      entry,
      field,
      `holds a token of ${subject ?? "a service account"} that never expires`,
    );
  else if (kind === "opaque")
    yield entryHit(
      "token-never-expires",
      entry,
      field,
      "holds a token that shows no end: a static one has none",
      "low",
    );
}

function* removedLints(entry: ConfigEntry): Generator<LintHit> {
  const { body } = entry;
  const password = ["password", "username"].find((key) => textAt(body, key) !== undefined);
  if (password !== undefined) yield entryHit("basic-authentication", entry, password, "holds a user name or password");
  const provider = objectAt(body, "auth-provider");
  const name = textAt(provider, "name");
  if (name === undefined) return;
  const secrets = Object.keys(objectAt(provider, "config")).filter((key) => /token|secret|password/i.test(key));
  const held = secrets.length === 0 ? "" : `; its settings hold ${secrets.join(", ")}`;
  const said =
    name === "oidc"
      ? `uses the built-in provider oidc${held}`
      : `uses auth-provider ${name}, which kubectl no longer has${held}`;
  yield entryHit("auth-provider", entry, "auth-provider", said, name === "oidc" ? "medium" : "high");
}

function* impersonationLints(entry: ConfigEntry): Generator<LintHit> {
  const { body } = entry;
  const key = ["as", "as-uid", "as-groups", "as-user-extra"].find(
    (one) => body[one] !== undefined && body[one] !== null,
  );
  if (key === undefined) return;
  const as = textAt(body, "as");
  const groups = listAt(body, "as-groups").map(String);
  if (as === undefined) {
    yield entryHit("contradiction", entry, key, "acts as a group or uid and as no user");
    return;
  }
  const of = groups.length === 0 ? "" : ` of ${groups.join(", ")}`;
  const severity = groups.includes("system:masters") ? "high" : "medium";
  yield entryHit("impersonation", entry, key, `always acts as ${as}${of}`, severity);
}

const exclusive: readonly (readonly [string, string])[] = [
  ["client-certificate", "client-certificate-data"],
  ["client-key", "client-key-data"],
  ["token", "tokenFile"],
  ["exec", "auth-provider"],
];

function* contradictionLints(entry: ConfigEntry): Generator<LintHit> {
  const has = (key: string): boolean =>
    textAt(entry.body, key) !== undefined || Object.keys(objectAt(entry.body, key)).length > 0;
  for (const [one, other] of exclusive) {
    if (!has(one) || !has(other)) continue;
    const severity = one === "token" ? "low" : "high";
    yield entryHit("contradiction", entry, one, `sets both ${one} and ${other}`, severity);
  }
  const passwords = has("username") || has("password");
  if (has("token") && passwords) yield entryHit("contradiction", entry, "token", "sets a token and a password");
}

/** The secret by which a user is known, for comparing only. */
function secretsOf(entry: ConfigEntry, { machine }: LintContext): readonly string[] {
  const materials = [pemMaterial(entry, "client-key", machine), tokenMaterial(entry, machine)];
  const password = textAt(entry.body, "password");
  const texts = materials.flatMap((one) => (one !== undefined && "text" in one ? [one.text.trim()] : []));
  return [...texts, ...(password === undefined ? [] : [password])].filter((text) => text !== "");
}

function* sharedLints(context: LintContext): Generator<LintHit> {
  const holders = new Map<string, ConfigEntry>();
  for (const entry of context.merged.user.values()) {
    for (const secret of new Set(secretsOf(entry, context))) {
      const holder = holders.get(secret);
      if (holder === undefined) holders.set(secret, entry);
      else if (holder !== entry)
        yield entryHit("shared-credential", entry, undefined, `has the credential of user ${quoted(holder.name)}`);
    }
  }
}

/** Lints of how every user proves who they are, but for certificates and plugins. */
export function* credentialLints(context: LintContext): Generator<LintHit> {
  for (const entry of everyEntry(context, "user")) {
    yield* tokenLints(entry, context);
    yield* removedLints(entry);
    yield* impersonationLints(entry);
    yield* contradictionLints(entry);
  }
  yield* sharedLints(context);
}
