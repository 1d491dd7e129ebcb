// Kubernetes minor versions, the key by which behaviour changes.

/** `1.31`: major and minor of a Kubernetes version. */
export type Minor = `${number}.${number}`;

const gitVersion = /^v?(\d{1,3})\.(\d{1,4})(?:\D|$)/;

/** Reads `1.31`, `v1.31.4`, `v1.31.4-gke.100` or `v1.31+`; undefined when it is none of these. */
export function parseMinor(text: string): Minor | undefined {
  const match = gitVersion.exec(text.trim());
  return match === null ? undefined : `${Number(match[1])}.${Number(match[2])}`;
}

/** Negative when `a` is older than `b`, positive when newer, 0 when equal. */
export function compareMinor(a: Minor, b: Minor): number {
  const [majorA = 0, minorA = 0] = a.split(".").map(Number);
  const [majorB = 0, minorB = 0] = b.split(".").map(Number);
  return majorA - majorB || minorA - minorB;
}
