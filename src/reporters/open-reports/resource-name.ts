// Names and labels that the API server accepts.

/** A DNS-1123 label of at most 63 characters made from any text; never empty. */
export function resourceName(text: string): string {
  const name = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 63)
    .replaceAll(/^-+|-+$/g, "");
  return name === "" ? "unnamed" : name;
}

/** Whether the API server takes the text for a namespace: a DNS-1123 label. */
export function isNamespaceName(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
}
