// Random tokens, most of them almost right.
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import type { Random } from "../authorization/random.ts";
import { accountIssuer, accountKeyId, apiAudiences, type World } from "./harness.ts";
import { signToken } from "../../fixtures/token-signer.ts";

const otherRsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const otherEc = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const edwards = generateKeyPairSync("ed25519").privateKey;

const now = (): number => Math.floor(Date.now() / 1000);
type Claims = Record<string, unknown>;

/** Times far from where a second decides. */
function times(random: Random): Claims {
  const at = (offsets: readonly number[]): number => now() + random.pick(offsets);
  return {
    ...(random.chance(97) ? { exp: at(random.chance(93) ? [600, 3600] : [-30, -3600]) } : {}),
    ...(random.chance(80) ? { nbf: at(random.chance(96) ? [-600, -30, 30] : [600]) } : {}),
    ...(random.chance(80) ? { iat: at(random.chance(96) ? [-600, -30, 30] : [600]) } : {}),
  };
}

function reference(random: Random, { uids }: World, resource: string, names: readonly string[]): object {
  const name = random.pick(names);
  const uid = random.chance(93) ? uids.get(`${resource}/${name}`) : random.pick(["", "other", undefined]);
  return { name, uid };
}

/** Claims of a bound token. */
function boundClaims(random: Random, world: World): Claims {
  const own: Claims = {
    namespace: random.chance(95) ? "default" : random.pick(["", "kube-system"]),
    serviceaccount: reference(
      random,
      world,
      "serviceaccounts",
      random.chance(93) ? ["builder"] : ["gone", "never", ""],
    ),
  };
  if (random.chance(40))
    own["pod"] = reference(random, world, "pods", ["alive", "alive", "alive", "alive", "ended", "never"]);
  if (random.chance(20)) own["secret"] = reference(random, world, "secrets", ["kept", "kept", "kept", "lost", "never"]);
  if (random.chance(25)) own["node"] = reference(random, world, "nodes", ["node-1", "node-1", "node-9"]);
  if (random.chance(10)) own["warnafter"] = now() - 100;
  if (random.chance(3)) own["validatingwebhookconfiguration"] = { name: "hook", uid: "1" };
  const audiences = random.chance(85)
    ? random.pick([apiAudiences, apiAudiences.slice(0, 1), "second", undefined, []])
    : random.pick([["other"], ["other", "second"], 7]);
  return {
    iss: random.chance(96) ? accountIssuer : random.pick(["https://evil.test", [accountIssuer], undefined]),
    sub: "system:serviceaccount:default:builder",
    aud: audiences,
    ...times(random),
    ...(random.chance(60) ? { jti: `id-${random.number(1000)}` } : {}),
    "kubernetes.io": random.chance(97) ? own : random.pick([undefined, "text", 5, []]),
  };
}

/** Claims of a token that a Secret holds. */
function legacyClaims(random: Random, world: World): Claims {
  const prefix = "kubernetes.io/serviceaccount";
  return {
    iss: "kubernetes/serviceaccount",
    sub: random.chance(90)
      ? "system:serviceaccount:default:builder"
      : random.pick(["", "system:serviceaccount:default:Builder"]),
    [`${prefix}/namespace`]: "default",
    [`${prefix}/secret.name`]: random.pick(["manual", "listed", "marked", "never"]),
    [`${prefix}/service-account.name`]: "builder",
    [`${prefix}/service-account.uid`]: random.chance(90) ? world.uids.get("serviceaccounts/builder") : "other",
  };
}

/** Claims of the issuer outside. */
function issuerClaims(random: Random, { issuer }: World): Claims {
  return {
    iss: issuer.url,
    sub: random.chance(95) ? "subject" : random.pick([5, "", undefined]),
    aud: random.chance(85) ? random.pick(["web", ["cli"], ["x", "web"]]) : random.pick(["other", [], undefined, 5]),
    ...times(random),
    hd: random.chance(90) ? "acme" : random.pick(["other", undefined, 5]),
    email: random.chance(95) ? "anne@acme.io" : random.pick(["", "system:admin", 5, undefined]),
    ...(random.chance(50) ? { email_verified: random.pick([true, true, false, "yes"]) } : {}),
    ...(random.chance(70)
      ? { groups: random.pick([["dev"], "ops", ["a", "", "b"], [], ["system:masters"], [1], 5, null]) }
      : {}),
    ...(random.chance(30) ? { level: random.pick([0, 1, 2.5, "3"]) } : {}),
    ...(random.chance(30) ? { "acme.io": random.pick([{ team: "blue" }, { team: ["x", "y"] }, { team: 5 }, {}]) } : {}),
    ...(random.chance(40) ? { jti: "one" } : {}),
  };
}

/** Breaks a text of claims. */
function twist(random: Random, claims: Claims): string {
  const text = JSON.stringify(claims);
  if (!random.chance(6)) return text;
  return random.pick([
    text.replace(/^\{/, '{"iss":"x",'),
    text.replace(/\}$/, ',"sub":"other"}'),
    text.replace('"exp":', '"exp":"1","EXP":'),
    text.replace('"iss"', '"ISS"'),
    text.replace('"sub"', '"nonce":{"a":1,"a":2},"sub"'),
    `[${text}]`,
    text.slice(1),
    "null",
  ]);
}

interface Signing {
  readonly algorithm: string;
  readonly key: KeyObject;
  readonly keyId: string;
}

function wrongSigning(random: Random, right: Signing): Signing {
  return random.pick([
    { ...right, key: otherRsa, algorithm: "RS256" },
    { ...right, key: otherEc, algorithm: "ES256" },
    { ...right, key: edwards, algorithm: "EdDSA" },
    { ...right, algorithm: "none" },
    { ...right, algorithm: "HS256" },
    { ...right, keyId: "other" },
  ]);
}

function sign(random: Random, claims: Claims, right: Signing): string {
  const { algorithm, key, keyId } = random.chance(88) ? right : wrongSigning(random, right);
  const header = {
    alg: algorithm,
    ...(random.chance(70) ? { kid: keyId } : {}),
    ...(random.chance(2) ? { crit: ["x"] } : {}),
    ...(random.chance(2) ? { kid: 5 } : {}),
    ...(random.chance(10) ? { typ: "JWT" } : {}),
  };
  const token = signToken({ algorithm, header: JSON.stringify(header), claims: twist(random, claims), key });
  if (!random.chance(4)) return token;
  return random.pick([
    `${token}x`,
    token.slice(0, -2),
    `${token}.`,
    token.replace(".", ".."),
    token.split(".").slice(0, 2).join("."),
  ]);
}

/**
 * A token for one of the authenticators, or none of them. None begins with a blank: Kubernetes 1.37 drops the connection of such
 * a review where anonymous requests are limited to paths, as it asks the review's missing URL for its path.
 */
export function randomToken(random: Random, world: World): string {
  const account: Signing = {
    algorithm: random.pick(["RS256", "RS256", "RS512", "PS256"]),
    key: world.accountKey,
    keyId: accountKeyId(world.accountKey),
  };
  const kind = random.number(100);
  if (kind < 50) return sign(random, boundClaims(random, world), account);
  if (kind < 55) return sign(random, legacyClaims(random, world), account);
  if (kind < 85) {
    const { id, algorithm, key } = random.pick(world.issuer.keys);
    const isRsa = algorithm === "RS256";
    return sign(random, issuerClaims(random, world), {
      keyId: id,
      key,
      algorithm: isRsa ? random.pick(["RS256", "RS384", "PS512"]) : algorithm,
    });
  }
  if (kind < 95) {
    const id = random.pick(["good00", "late00", "sign00", "grpx00", "none00", "GOOD00"]);
    return `${id}.${random.chance(85) ? "0123456789abcdef" : "fedcba9876543210"}`;
  }
  return random.pick(["tinas-token", "nobody", "a.b.c", "{}", "tinas-token x"]);
}

/** A sound legacy token for the Secret of a name. */
export function legacyToken(world: World, secret: string): string {
  const prefix = "kubernetes.io/serviceaccount";
  const claims = {
    iss: "kubernetes/serviceaccount",
    sub: "system:serviceaccount:default:builder",
    [`${prefix}/namespace`]: "default",
    [`${prefix}/secret.name`]: secret,
    [`${prefix}/service-account.name`]: "builder",
    [`${prefix}/service-account.uid`]: world.uids.get("serviceaccounts/builder"),
  };
  const header = JSON.stringify({ alg: "RS256", kid: accountKeyId(world.accountKey) });
  return signToken({ algorithm: "RS256", header, claims: JSON.stringify(claims), key: world.accountKey });
}
