/** A certificate authority for one test control plane: makes server and client certificates when asked. */
// oxlint-disable-next-line import/no-unassigned-import -- @peculiar/x509 needs its side effect
import "reflect-metadata";
import { generateKeyPairSync, webcrypto } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as x509 from "@peculiar/x509";

const HOUR = 60 * 60 * 1000;
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const SERVER_NAMES = ["localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"] as const;
const SERVER_ADDRESSES = ["127.0.0.1", "10.0.0.1"] as const; // loopback and the first service address

/** A certificate and its private key: PEM text, and the files holding it. */
export interface IssuedCertificate {
  readonly certificate: string;
  readonly key: string;
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** Who a client certificate speaks for: the user becomes the common name, the groups organisations. */
export interface CertificateUser {
  readonly user: string;
  readonly groups?: readonly string[];
  /** When the certificate ends; default a day from now. */
  readonly notAfter?: Date;
}

/** Issues certificates; its own one is what clients must trust. */
export interface CertificateAuthority {
  readonly certificate: string;
  readonly certificateFile: string;
  readonly keyFile: string;
  /** A certificate for servers on 127.0.0.1, which may also act as client (as etcd's must). */
  issueServer(name: string): Promise<IssuedCertificate>;
  issueClient(user: CertificateUser): Promise<IssuedCertificate>;
  /** A certificate request by a new key, as CertificateSigningRequest objects carry it. */
  request(user: CertificateUser): Promise<{ readonly base64: string; readonly key: string }>;
}

interface Pair {
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

interface LeafRequest {
  readonly subject: x509.JsonName;
  readonly notAfter: Date;
  readonly extensions: readonly x509.Extension[];
}

/** Makes a new authority that keeps all its files in `folder`. */
export async function createCertificateAuthority(folder: string, commonName: string): Promise<CertificateAuthority> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  x509.cryptoProvider.set(webcrypto);
  const authority = await selfSigned(commonName);
  const files = await writePair(folder, "ca", authority);
  let issued = 0;
  const issue = async (name: string, request: LeafRequest): Promise<IssuedCertificate> => {
    issued += 1;
    return writePair(folder, `${issued}-${name.replaceAll(/[^a-z0-9]+/gi, "-")}`, await leaf(authority, request));
  };
  return {
    certificate: files.certificate,
    certificateFile: files.certificateFile,
    keyFile: files.keyFile,
    issueServer: (name) => issue(name, serverRequest(name)),
    issueClient: (user) => issue(user.user, clientRequest(user)),
    request: certificateRequest,
  };
}

/** Writes the RSA key pair service account tokens are signed and checked with. */
export async function writeServiceAccountKeys(
  folder: string,
): Promise<{ readonly privateFile: string; readonly publicFile: string }> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const privateFile = join(folder, "service-accounts.key");
  const publicFile = join(folder, "service-accounts.pub");
  await writeFile(privateFile, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  await writeFile(publicFile, publicKey.export({ type: "spki", format: "pem" }));
  return { privateFile, publicFile };
}

async function selfSigned(commonName: string): Promise<Pair> {
  const keys = await newKeys();
  const usages = x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign | x509.KeyUsageFlags.digitalSignature;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [commonName] }],
    keys,
    signingAlgorithm: ALGORITHM,
    notBefore: fromNow(-1),
    notAfter: fromNow(24 * 30),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(usages, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, keys };
}

async function leaf(authority: Pair, request: LeafRequest): Promise<Pair> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: request.subject,
    issuer: authority.certificate.subject,
    publicKey: keys.publicKey,
    signingKey: authority.keys.privateKey,
    signingAlgorithm: ALGORITHM,
    notBefore: fromNow(-1),
    notAfter: request.notAfter,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      await x509.AuthorityKeyIdentifierExtension.create(authority.certificate),
      ...request.extensions,
    ],
  });
  return { certificate, keys };
}

function serverRequest(name: string): LeafRequest {
  const names = [
    ...SERVER_NAMES.map((value) => ({ type: "dns" as const, value })),
    ...SERVER_ADDRESSES.map((value) => ({ type: "ip" as const, value })),
  ];
  const usages = [x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth];
  return {
    subject: [{ CN: [name] }],
    notAfter: fromNow(24),
    extensions: [new x509.ExtendedKeyUsageExtension(usages), new x509.SubjectAlternativeNameExtension(names)],
  };
}

function clientRequest(user: CertificateUser): LeafRequest {
  return {
    subject: subjectOf(user),
    notAfter: user.notAfter ?? fromNow(24),
    extensions: [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth])],
  };
}

async function certificateRequest(user: CertificateUser): Promise<{ readonly base64: string; readonly key: string }> {
  const keys = await newKeys();
  const name = subjectOf(user);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({ name, keys, signingAlgorithm: ALGORITHM });
  return { base64: Buffer.from(`${request.toString("pem")}\n`).toString("base64"), key: await privateKeyText(keys) };
}

function subjectOf(user: CertificateUser): x509.JsonName {
  return [{ CN: [user.user] }, ...(user.groups ?? []).map((group) => ({ O: [group] }))];
}

async function privateKeyText(keys: webcrypto.CryptoKeyPair): Promise<string> {
  const exported = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return `${x509.PemConverter.encode(exported, "PRIVATE KEY")}\n`;
}

async function writePair(folder: string, name: string, pair: Pair): Promise<IssuedCertificate> {
  const certificate = `${pair.certificate.toString("pem")}\n`;
  const key = await privateKeyText(pair.keys);
  const certificateFile = join(folder, `${name}.crt`);
  const keyFile = join(folder, `${name}.key`);
  await writeFile(certificateFile, certificate);
  await writeFile(keyFile, key, { mode: 0o600 });
  return { certificate, key, certificateFile, keyFile };
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}

function fromNow(hours: number): Date {
  return new Date(Date.now() + hours * HOUR);
}
