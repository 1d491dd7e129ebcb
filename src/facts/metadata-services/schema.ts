// The shape of the table of metadata services of clouds.
import type { Minor } from "../../core/index.ts";

/** Where the machines of one provider ask who they are, and get their credentials. */
export interface MetadataService {
  readonly provider: string;
  /** What `spec.providerID` of its nodes begins with, before `://`. */
  readonly providerIds: readonly string[];
  /** IPv4 and IPv6 addresses, the one that hands out credentials first. */
  readonly addresses: readonly string[];
  /** TCP ports it answers on. */
  readonly ports: readonly number[];
  /** What a request needs beside the address, as a clause; a pod can do all of it unless `guard` says otherwise. */
  readonly needs: string;
  /** What may stop pods although the network does not, and the API does not show. */
  readonly guard?: string;
  readonly source: string;
}

/** The whole table, by provider. */
export interface MetadataServices {
  /** RFC 3339 date on which the sources were read. */
  readonly retrieved: string;
  readonly coversUntil: Minor;
  readonly rows: readonly MetadataService[];
}
