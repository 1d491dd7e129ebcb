// Lints of clusters: how sure it is that the right server answers.
import { certificateFlaws, isSelfIssued } from "../../../engines/certificates/index.ts";
import { formatName, readCertificates, rfc3339, type Certificate } from "../../../languages/x509/index.ts";
import { textAt, type ConfigEntry } from "../config-file.ts";
import { quoted } from "../merge-files.ts";
import { isLoopback, isPublic, serverAddress, withoutSecrets } from "../server-address.ts";
import { pemMaterial } from "../user-credentials.ts";
import { entryHit, everyEntry, type LintContext, type LintHit } from "./lint-context.ts";

function* serverLints(entry: ConfigEntry): Generator<LintHit> {
  const server = textAt(entry.body, "server");
  if (server === undefined) {
    yield entryHit("no-server", entry, undefined, "has no server");
    return;
  }
  const { scheme, host, hasUserInfo } = serverAddress(server);
  if (scheme !== "https") {
    const local = isLoopback(host);
    const said = `${withoutSecrets(server)} is plain http${local ? ", on this machine" : ""}`;
    yield entryHit("plain-http", entry, "server", said, local ? "low" : "high");
  }
  if (hasUserInfo) yield entryHit("server-credentials", entry, "server", "its address holds a user name or password");
  const proxy = textAt(entry.body, "proxy-url");
  if (proxy !== undefined && serverAddress(proxy).hasUserInfo)
    yield entryHit("proxy-credentials", entry, "proxy-url", `${withoutSecrets(proxy)} holds a user name or password`);
}

/** `https://10.0.0.1` asked for as `kubernetes`: usual behind tunnels, and a way to be led astray. */
function* nameLints(entry: ConfigEntry): Generator<LintHit> {
  const name = textAt(entry.body, "tls-server-name");
  const { host } = serverAddress(textAt(entry.body, "server") ?? "");
  if (name === undefined) return;
  if (entry.body["insecure-skip-tls-verify"] === true)
    yield entryHit("tls-server-name", entry, "tls-server-name", "it does nothing beside insecure-skip-tls-verify");
  else if (name.toLowerCase() === host)
    yield entryHit("tls-server-name", entry, "tls-server-name", "it says what the address says already", "info");
  else {
    const said = `${quoted(host)} is believed with a certificate for ${quoted(name)}`;
    yield entryHit("tls-server-name", entry, "tls-server-name", said, isPublic(host) ? "medium" : "low");
  }
}

function authorityFaults(certificate: Certificate, { machine, soonDays }: LintContext): readonly [string, boolean][] {
  const name = formatName(certificate.subject);
  const flaws = certificateFlaws(certificate, { role: "authority", asOf: machine.asOf, soonDays });
  return flaws.flatMap(({ kind }): readonly [string, boolean][] => {
    if (kind === "expired") return [[`the CA ${name} expired ${rfc3339(certificate.notAfter)}`, true]];
    if (kind === "expires-soon") return [[`the CA ${name} ends ${rfc3339(certificate.notAfter)}`, false]];
    // A certificate that is its own issuer is believed as itself, authority or not.
    if (kind === "not-an-authority" && !isSelfIssued(certificate))
      return [[`${name} is no authority: it may not sign certificates`, true]];
    return [];
  });
}

function* authorityLints(entry: ConfigEntry, context: LintContext): Generator<LintHit> {
  const isInsecure = entry.body["insecure-skip-tls-verify"] === true;
  const { scheme, host } = serverAddress(textAt(entry.body, "server") ?? "");
  const both = ["certificate-authority", "certificate-authority-data"].every(
    (key) => textAt(entry.body, key) !== undefined,
  );
  if (both) yield entryHit("contradiction", entry, "certificate-authority", "names a CA file and holds CA data");
  const authority = pemMaterial(entry, "certificate-authority", context.machine);
  if (isInsecure) {
    yield entryHit("tls-not-verified", entry, "insecure-skip-tls-verify", "the server's certificate is not verified");
    if (authority !== undefined)
      yield entryHit(
        "contradiction",
        entry,
        authority.field,
        "has a CA and insecure-skip-tls-verify; kubectl refuses both",
      );
  }
  if (authority === undefined) {
    if (isInsecure || scheme !== "https") return;
    const said = `has no CA, so any authority this machine trusts can vouch for ${host}`;
    yield entryHit("no-authority", entry, "server", said, isPublic(host) ? "medium" : "low");
    return;
  }
  if ("fault" in authority) {
    const id = authority.path === undefined ? "authority-unusable" : "file-missing";
    yield entryHit(id, entry, authority.field, `${authority.path ?? authority.field}: ${authority.fault}`);
    return;
  }
  const { certificates, error } = readCertificates(authority.text);
  if (error !== undefined) yield entryHit("authority-unusable", entry, authority.field, error);
  for (const [said, unusable] of certificates.flatMap((one) => authorityFaults(one, context)))
    yield entryHit(unusable ? "authority-unusable" : "expires-soon", entry, authority.field, said);
}

function* answerLints(entry: ConfigEntry, { servers }: LintContext): Generator<LintHit> {
  const answer = servers.get(entry);
  if (answer !== undefined && "distrusted" in answer)
    yield entryHit(
      "authority-does-not-fit",
      entry,
      "server",
      `the server that answered is not believed: ${answer.distrusted}`,
    );
}

/** Lints of every cluster. */
export function* clusterLints(context: LintContext): Generator<LintHit> {
  for (const entry of everyEntry(context, "cluster")) {
    yield* serverLints(entry);
    yield* nameLints(entry);
    yield* authorityLints(entry, context);
    yield* answerLints(entry, context);
  }
}
