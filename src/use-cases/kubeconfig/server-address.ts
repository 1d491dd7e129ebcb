// Server and proxy addresses of a kubeconfig: their parts, and their text without passwords.

/** The parts of an address that are judged. Without scheme it is plain HTTP, as for kubectl. */
export interface ServerAddress {
  readonly scheme: string;
  /** Without brackets and port, lower case. */
  readonly host: string;
  readonly hasUserInfo: boolean;
}

const form = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#]*)/i;

/** Reads an address. Never throws. */
export function serverAddress(address: string): ServerAddress {
  const [, scheme = "http", authority = ""] = form.exec(address.trim()) ?? [];
  const at = authority.lastIndexOf("@");
  const place = authority.slice(at + 1);
  const bracketed = /^\[([^\]]*)\]/.exec(place)?.[1];
  const host = bracketed ?? place.replace(/:\d*$/, "");
  return { scheme: scheme.toLowerCase(), host: host.toLowerCase(), hasUserInfo: at > 0 };
}

/** The address with `…` in place of user name, password and query. */
export function withoutSecrets(address: string): string {
  return address.replace(/^((?:[a-z][a-z0-9+.-]*:\/\/)?)[^/?#]*@/i, "$1…@").replace(/[?#].*$/s, "?…");
}

/** Whether a host is this machine. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || host === "::1" || host.startsWith("127.");
}

const privateForms: readonly RegExp[] = [
  /^10\./,
  /^192\.168\./,
  /^172\.(?:1[6-9]|2\d|3[01])\./,
  /^169\.254\./,
  /^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^f[cd][0-9a-f]{2}:/,
  /^fe[89ab][0-9a-f]:/,
  /\.(?:local|internal|lan|home|svc|intranet|test|example|invalid)$/,
];

/** Whether a host can be on the internet: no private address, and a name with a dot that is not kept for private use. */
export function isPublic(host: string): boolean {
  if (isLoopback(host) || privateForms.some((one) => one.test(host))) return false;
  return host.includes(".") || host.includes(":");
}
