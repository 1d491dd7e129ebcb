// What a name says of its value: PASSWORD and apiKey hold secrets, PASSWORD_FILE and TOKEN_URL do not.

/** Words that name a secret on their own. */
const secretWords = new Set([
  "password",
  "passwords",
  "passwd",
  "passphrase",
  "pwd",
  "pass",
  "secret",
  "secrets",
  "token",
  "tokens",
  "credential",
  "credentials",
  "creds",
  "apikey",
  "apitoken",
  "authtoken",
  "secretkey",
  "accesskey",
  "privatekey",
  "jwt",
  "bearer",
  "pin",
  "otp",
  "psk",
  "dbpassword",
  "dbpass",
  "pgpassword",
  "mysqlpwd",
  "rootpassword",
  "userpassword",
  "sshpass",
]);

/** Words that name a secret when `key` follows. */
const keyWords = new Set([
  "api",
  "access",
  "private",
  "encryption",
  "encrypt",
  "signing",
  "sign",
  "secret",
  "auth",
  "shared",
  "account",
  "master",
  "certificate",
  "service",
  "storage",
  "cookie",
  "session",
  "hmac",
  "ssh",
  "license",
  "cipher",
  "aes",
  "app",
  "application",
]);

/** Words that, at the end, say that the value is about a secret and not the secret. */
const aboutWords = new Set([
  "file",
  "files",
  "filename",
  "path",
  "paths",
  "dir",
  "directory",
  "folder",
  "name",
  "names",
  "url",
  "urls",
  "uri",
  "endpoint",
  "host",
  "port",
  "address",
  "id",
  "ids",
  "ttl",
  "expiry",
  "expiration",
  "expires",
  "expire",
  "duration",
  "timeout",
  "seconds",
  "minutes",
  "hours",
  "days",
  "length",
  "size",
  "type",
  "types",
  "kind",
  "policy",
  "enabled",
  "enable",
  "disabled",
  "required",
  "ref",
  "key",
  "keys",
  "issuer",
  "audience",
  "audiences",
  "algorithm",
  "alg",
  "header",
  "provider",
  "manager",
  "store",
  "count",
  "limit",
  "limits",
  "interval",
  "rotation",
  "namespace",
  "version",
  "format",
  "class",
  "mode",
  "prefix",
  "suffix",
  "env",
  "var",
  "location",
  "mount",
  "source",
  "backend",
  "field",
  "label",
  "scope",
  "scopes",
  "cache",
  "review",
  "engine",
  "role",
  "arn",
  "mountpath",
  "automount",
  "selector",
  "resolver",
  "validation",
  "validator",
  "checksum",
  "strategy",
  "template",
  "username",
  "user",
  "region",
  "projection",
  "service",
  "config",
  "bucket",
]);

const wordBoundary = /[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

function wordsOf(name: string): string[] {
  return name
    .slice(-200)
    .split(wordBoundary)
    .map((word) => word.toLowerCase().replace(/\d+$/, ""))
    .filter((word) => word !== "");
}

/** Whether a password, as against a token or key, is what the name asks for: people choose those themselves. */
export function namesPassword(name: string): boolean {
  return /pass(?:w(?:or)?d|phrase)?s?$|pwd$|^pin$/i.test(name.replace(/\d+$/, ""));
}

/** Whether the name says that its value is a secret. */
export function namesSecret(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1);
  if (last === undefined) return false;
  if (secretWords.has(last)) return true;
  const before = words.at(-2);
  if ((last === "key" || last === "keys") && before !== undefined && keyWords.has(before)) return true;
  if (aboutWords.has(last)) return false;
  return words.some((word, at) => secretWords.has(word) || (word === "key" && keyWords.has(words[at - 1] ?? "")));
}
