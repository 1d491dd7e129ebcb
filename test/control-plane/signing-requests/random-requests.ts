// Random CertificateSigningRequests: most nearly right, so that every rule has its say.
import type { JsonObject } from "../../../src/core/index.ts";
import type { UserInfo } from "../../../src/kubernetes/index.ts";
import type { Random } from "../authorization/random.ts";
import {
  buildRequest,
  pem,
  type AlternativeName,
  type RelativeName,
  type RequestKey,
} from "../../fixtures/certificates/build-request.ts";

/** Who asks. */
const requestors: readonly UserInfo[] = [
  { username: "dora", groups: ["developers"] },
  { username: "system:bootstrap:abcdef", groups: ["system:bootstrappers"] },
  { username: "system:node:worker-7", groups: ["system:nodes"] },
  { username: "system:node:worker-8", groups: ["system:nodes", "odd"] },
  { username: "system:node:worker-9", groups: ["nobody"] },
];

const [cn, o, ou] = ["2.5.4.3", "2.5.4.10", "2.5.4.11"];
const others = ["2.5.4.6", "2.5.4.7", "2.5.4.5", "0.9.2342.19200300.100.1.1", "1.3.6.1.4.1.57683.2", "2.5.4.42"];
const commonNames = [
  "system:node:worker-7",
  "system:node:worker-7",
  "system:node:worker-8",
  "system:node:",
  "dora",
  "Dörte",
  "system:serviceaccount:kube-system:x",
];
const organizations = ["system:nodes", "developers", "system:masters", "Büro", "a", "zz"];
const nodeUsages = ["key encipherment", "digital signature"];
const allUsages = [
  ...nodeUsages,
  "client auth",
  "server auth",
  "signing",
  "cert sign",
  "crl sign",
  "s/mime",
  "email protection",
  "any",
  "code signing",
  "decipher only",
];
const signerNames = [
  "kubernetes.io/kube-apiserver-client-kubelet",
  "kubernetes.io/kube-apiserver-client-kubelet",
  "kubernetes.io/kubelet-serving",
  "kubernetes.io/kubelet-serving",
  "kubernetes.io/kube-apiserver-client",
  "kubernetes.io/kube-apiserver-client",
  "kubernetes.io/legacy-unknown",
  "kubernetes.io/unheard-of",
  "c.example.com/x",
  "Bad.example.com/x",
  "example.com/a_b",
  "example/x",
  "no-slash",
  "a.b/c/d",
  `${"a".repeat(64)}.b/c`,
  `a.b/${"x".repeat(600)}`,
  "",
];

/** PrintableString where the text allows it, sometimes another string type. */
function stringType(random: Random, value: string): number {
  const printable = /^[A-Za-z0-9'()+,\-./ :=?]*$/.test(value);
  if (!printable) return 12;
  return random.chance(85) ? 19 : random.pick([12, 20, 22]);
}

function attribute(random: Random, oid: string, value: string): RelativeName[number] {
  return [oid, value, stringType(random, value)];
}

function randomSubject(random: Random, nodeLike: boolean): readonly RelativeName[] {
  if (nodeLike) {
    const name = random.pick(commonNames.slice(0, 4));
    return [[attribute(random, o, "system:nodes")], [attribute(random, cn, name)]];
  }
  const names: RelativeName[] = random.some(organizations, 0, 3).map((value) => [attribute(random, o, value)]);
  names.push(...random.some(commonNames, 0, 2).map((value): RelativeName => [attribute(random, cn, value)]));
  names.push(
    ...random.some(others, 0, 2).map((oid): RelativeName => [attribute(random, oid, random.pick(["DE", "x1", "é"]))]),
  );
  if (random.chance(20)) names.push([attribute(random, ou, "one"), attribute(random, o, "two")]);
  return random.chance(30) ? names.toReversed() : names;
}

const alternatives: readonly AlternativeName[] = [
  [2, "worker-7"],
  [2, "*.b.example"],
  [7, Buffer.from([10, 1, 2, 3])],
  [7, Buffer.from("fd000000000000000000000000000001", "hex")],
  [1, "q@w.e"],
  [6, "spiffe://x/y"],
  [6, "urn:x:y"],
  [7, Buffer.from([1, 2, 3])],
  [6, "https://a..b/"],
  [6, "http://[::1/x"],
  [2, "\u00e9"],
];

function randomNames(random: Random, serving: boolean): readonly AlternativeName[] {
  if (serving && random.chance(75)) return random.some(alternatives.slice(0, 4), 1, 3);
  if (random.chance(60)) return [];
  return random.some(random.chance(80) ? alternatives.slice(0, 7) : alternatives, 1, 3);
}

function randomUsages(random: Random, signerName: string): readonly string[] | undefined {
  const own = signerName.endsWith("serving") ? "server auth" : "client auth";
  if (random.chance(65)) return random.chance(70) ? [...nodeUsages, own] : random.some([...nodeUsages, own], 1, 3);
  const some = random.some(allUsages, 0, 4);
  if (random.chance(12)) return [...some, "mind reading"];
  if (random.chance(12)) return [...some, ...some];
  return random.chance(10) ? undefined : some;
}

/** Breaks what was sound, in one of the ways it can be. */
function broken(random: Random, text: string, bytes: Buffer): string {
  const at = random.number(bytes.length);
  const flipped = Buffer.from(bytes);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << random.number(8));
  return random.pick([
    () => pem("CERTIFICATE REQUEST", flipped),
    () => pem("CERTIFICATE REQUEST", bytes.subarray(0, at)),
    () => pem("CERTIFICATE REQUEST", Buffer.concat([bytes, Buffer.from([0])])),
    () => pem("NEW CERTIFICATE REQUEST", bytes),
    () => text.replace("END", "EDN"),
    () => "hello",
    () => "",
  ])();
}

/** Leaves sound what is sound, but writes it otherwise. */
function disguised(random: Random, text: string): string {
  return random.pick([
    () => text,
    () => text,
    () => `some words\n${text}`,
    () => text.replaceAll("\n", "\r\n"),
    () => text.replace("-----\n", "-----\nProc: x\n\n"),
    () => `${text}${text}`,
  ])();
}

/** A request object, and who posts it. */
export interface RandomRequest {
  readonly user: UserInfo;
  readonly body: JsonObject;
}

const durations = [599, 600, 3600, 28_799, 28_800, 86_400, 10_000_000];

/** A request as kubelets make them, which may well be approved by itself. */
function kubeletRequest(random: Random, index: number, keys: readonly RequestKey[]): RandomRequest {
  const key = random.pick(keys.slice(0, 3));
  const bytes = buildRequest({ subject: randomSubject(random, true), names: [], key });
  const spec = {
    request: Buffer.from(pem("CERTIFICATE REQUEST", bytes)).toString("base64"),
    signerName: "kubernetes.io/kube-apiserver-client-kubelet",
    usages: random.some([...nodeUsages, "client auth"], 2, 3),
  };
  return { user: random.pick(requestors.slice(1)), body: signingRequest({ name: `req-${index}` }, spec) };
}

function signingRequest(metadata: JsonObject, spec: JsonObject): JsonObject {
  return { apiVersion: "certificates.k8s.io/v1", kind: "CertificateSigningRequest", metadata, spec };
}

/** Makes the request number `index`. */
export function randomRequest(random: Random, index: number, keys: readonly RequestKey[]): RandomRequest {
  if (random.chance(20)) return kubeletRequest(random, index, keys);
  const signerName = random.chance(80) ? random.pick(signerNames.slice(0, 6)) : random.pick(signerNames);
  const serving = signerName.endsWith("serving");
  const kubelet = serving || signerName.endsWith("kubelet");
  const key = random.chance(85) ? random.pick(keys.slice(0, 3)) : random.pick(keys);
  const content = {
    subject: randomSubject(random, kubelet && random.chance(75)),
    names: randomNames(random, serving),
    asksForAuthority: random.chance(10),
    key,
  };
  const bytes = buildRequest(content);
  const sound = pem("CERTIFICATE REQUEST", bytes);
  const text = random.chance(8) ? broken(random, sound, bytes) : disguised(random, sound);
  const usages = randomUsages(random, signerName);
  const spec = {
    request: Buffer.from(text, "latin1").toString("base64"),
    signerName,
    ...(usages === undefined ? {} : { usages }),
    ...(random.chance(40) ? { expirationSeconds: random.pick(durations) } : {}),
    username: "somebody-else",
    groups: ["system:masters"],
  };
  const name = random.chance(3) ? `bad%name-${index}` : `req-${index}`;
  const labels = random.chance(5) ? { labels: { "bad key": "x y" } } : {};
  const metadata = { name, ...labels };
  return { user: random.pick(requestors), body: signingRequest(metadata, spec) };
}
