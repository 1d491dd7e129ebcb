// Credentials in addresses and connection strings.

/** `scheme://user:password@host`; the password may not hold `/`, `@` or blanks, as in any valid URL. */
const urlWithPassword = /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s/:@"'<>]{0,256}:([^\s/@"'<>]{1,512})@/gi;
/** `scheme://token@host`: a user name too long to be one. */
const urlWithToken = /\b[a-z][a-z0-9+.-]{1,30}:\/\/([\w-]{20,512})@/gi;
/** `user:password@tcp(host)`: Go's MySQL driver. */
const goDsn = /(?<![\w.-])[\w.-]{1,64}:([^\s@]{1,128})@(?:tcp|unix)\(/g;
/** `Server=…;Password=…;` and libpq's `host=… password=…`. */
const keyValue =
  /(?<![\w-])(?:password|pwd|sharedaccesskey|accountkey)\s?=(?!=)\s?("[^"]{1,256}"|'[^']{1,256}'|[^\s;&"',]{1,256})/gi;

/** curl's `-u user:password`; two numbers are a user and a group. */
const userOption = /(?<![\w-])(?:-u|--user)[ =]?["']?[\w.@-]{1,64}:(?!\d+(?:\D|$))([^\s"']{3,128})/g;

interface CredentialForm {
  readonly kind: "url-credentials" | "connection-string" | "authorization-header";
  readonly pattern: RegExp;
}

/** Ways to write a credential into an address; the first group of each pattern is the credential. */
export const credentialForms: readonly CredentialForm[] = [
  { kind: "url-credentials", pattern: urlWithPassword },
  { kind: "url-credentials", pattern: urlWithToken },
  { kind: "connection-string", pattern: goDsn },
  { kind: "connection-string", pattern: keyValue },
  { kind: "authorization-header", pattern: userOption },
];
