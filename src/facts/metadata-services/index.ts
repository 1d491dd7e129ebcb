// Where the clouds' metadata services are, and what they ask of who calls.
import data from "./data.json" with { type: "json" };
import type { MetadataService, MetadataServices } from "./schema.ts";

export type { MetadataService, MetadataServices } from "./schema.ts";

/** The table, by provider. */
export const metadataServices = data as MetadataServices;

/** The service of the provider a node belongs to, by its `spec.providerID`; undefined for none that is known. */
export function metadataServiceOf(providerId: string): MetadataService | undefined {
  const scheme = /^([a-z0-9-]{1,60}):\/\//i.exec(providerId)?.[1]?.toLowerCase();
  return scheme === undefined
    ? undefined
    : metadataServices.rows.find(({ providerIds }) => providerIds.includes(scheme));
}
