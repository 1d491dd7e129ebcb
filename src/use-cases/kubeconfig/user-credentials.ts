// The credentials of a user entry, read from the entry or from the files it names; described, never shown.
import {
  commonNameOf,
  decodeBase64,
  formatName,
  nameOids,
  nameValues,
  readCertificates,
  rfc3339,
  type Certificate,
} from "../../languages/x509/index.ts";
import { listAt, objectAt, textAt, type ConfigEntry } from "./config-file.ts";
import { describeToken, type TokenSummary } from "./describe-token.ts";
import type { Surroundings } from "./surroundings.ts";

/** Text that stands in an entry or in a file it names, or why it cannot be had. `path` is the file's. */
export type Material =
  | { readonly field: string; readonly path?: string; readonly text: string }
  | { readonly field: string; readonly path?: string; readonly fault: string };

/** A certificate as answers show it. Times are RFC 3339. */
export interface CertificateSummary {
  readonly subject: string;
  readonly user: string;
  readonly groups: readonly string[];
  readonly issuer: string;
  readonly notBefore: string;
  readonly expires: string;
}

const utf8 = new TextDecoder();

/** What `data` holds, else what the file of `field` holds; undefined where the entry sets neither. The data wins, as for kubectl. */
export function pemMaterial(entry: ConfigEntry, field: string, machine: Surroundings): Material | undefined {
  const data = textAt(entry.body, `${field}-data`);
  if (data !== undefined) {
    const bytes = decodeBase64(data);
    const at = `${field}-data`;
    return bytes === undefined ? { field: at, fault: "is not base64" } : { field: at, text: utf8.decode(bytes) };
  }
  return fileMaterial(entry, field, machine);
}

/** What the file a field names holds. */
function fileMaterial(entry: ConfigEntry, field: string, machine: Surroundings): Material | undefined {
  const named = textAt(entry.body, field);
  if (named === undefined) return undefined;
  const path = machine.resolve(entry.file.file, named);
  const reading = machine.read(path);
  return "fault" in reading ? { field, path, fault: reading.fault } : { field, path, text: utf8.decode(reading.bytes) };
}

/** The token a user shows: that of the file, where it can be read, else that of the entry. */
export function tokenMaterial(entry: ConfigEntry, machine: Surroundings): Material | undefined {
  const own = textAt(entry.body, "token");
  const file = fileMaterial(entry, "tokenFile", machine);
  if (file !== undefined && ("text" in file || own === undefined)) return file;
  return own === undefined ? undefined : { field: "token", text: own };
}

/** What is said of a certificate. */
function certificateSummary(certificate: Certificate): CertificateSummary {
  const { subject, issuer, notBefore, notAfter } = certificate;
  return {
    subject: formatName(subject),
    user: commonNameOf(subject),
    groups: nameValues(subject, nameOids.organization),
    issuer: formatName(issuer),
    notBefore: rfc3339(notBefore),
    expires: rfc3339(notAfter),
  };
}

/** How a user proves who they are, in the order in which kubectl asks. */
export interface UserCredentials {
  /** In words: `client certificate`, `token`, `token file`, `exec plugin aws` … */
  readonly methods: readonly string[];
  readonly certificate?: CertificateSummary;
  readonly token?: TokenSummary;
  /** What could not be read. */
  readonly faults: readonly string[];
}

function pluginName(command: string): string {
  return command.split("/").at(-1) ?? command;
}

function methodsOf({ body }: ConfigEntry): readonly string[] {
  const has = (key: string): boolean => textAt(body, key) !== undefined;
  const exec = objectAt(body, "exec");
  const count = listAt(exec, "args").length;
  const plugin = `exec plugin ${pluginName(textAt(exec, "command") ?? "")}${count === 0 ? "" : ` with ${count} arguments`}`;
  const table: readonly (readonly [boolean, string])[] = [
    [has("client-certificate") || has("client-certificate-data"), "client certificate"],
    [has("tokenFile"), "token file"],
    [has("token"), "token"],
    [has("username") || has("password"), "user name and password"],
    [body["exec"] !== undefined && body["exec"] !== null, plugin],
    [
      body["auth-provider"] !== undefined && body["auth-provider"] !== null,
      `auth provider ${textAt(objectAt(body, "auth-provider"), "name") ?? ""}`,
    ],
    [has("as"), `impersonates ${textAt(body, "as") ?? ""}`],
  ];
  const methods = table.flatMap(([is, text]) => (is ? [text] : []));
  return methods.length === 0 ? ["none: anonymous"] : methods;
}

/** Reads and describes what a user entry has. */
export function userCredentials(entry: ConfigEntry, machine: Surroundings): UserCredentials {
  const faults: string[] = [];
  const note = ({ field, path }: Material, fault: string): void => {
    faults.push(`${field}${path === undefined ? "" : ` ${path}`}: ${fault}`);
  };
  const textOf = (material: Material | undefined): string | undefined => {
    if (material === undefined || "text" in material) return material?.text;
    note(material, material.fault);
    return undefined;
  };
  const pem = pemMaterial(entry, "client-certificate", machine);
  const text = textOf(pem);
  const reading = text === undefined ? undefined : readCertificates(text);
  const [certificate] = reading?.certificates ?? [];
  if (pem !== undefined && reading?.error !== undefined) note(pem, reading.error);
  const token = textOf(tokenMaterial(entry, machine));
  return {
    methods: methodsOf(entry),
    ...(certificate === undefined ? {} : { certificate: certificateSummary(certificate) }),
    ...(token === undefined ? {} : { token: describeToken(token) }),
    faults,
  };
}

/** The CA of a cluster entry, as text; undefined where it has none. */
export function authorityOf(entry: ConfigEntry, machine: Surroundings): Material | undefined {
  return pemMaterial(entry, "certificate-authority", machine);
}
