// Domain names in certificates: which Go takes, and which lie below which.

/** Whether Go takes the name (crypto/x509 domainNameValid); constraints may begin with a dot. */
export function isDomainName(name: string, isConstraint: boolean): boolean {
  if (name === "") return true;
  const labels = (isConstraint && name.startsWith(".") ? name.slice(1) : name).split(".");
  return labels.every((label) => /^[!-~]+$/.test(label));
}

/** Whether a name lies at or below a constraint; below it only, where the constraint begins with a dot. */
export function isWithinDomain(name: string, constraint: string): boolean {
  if (constraint === "") return true;
  const [low, within] = [name.toLowerCase(), constraint.toLowerCase()];
  if (within.startsWith(".")) return low.endsWith(within) && low.length > within.length;
  return low === within || low.endsWith(`.${within}`);
}
