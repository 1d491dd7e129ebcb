// What a caller decides about reading manifests.

/** Limits and choices; all optional. */
export interface ManifestsOptions {
  /** Where `-` reads from: chunks of bytes. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** The namespace of objects that name none (kubectl's -n); default `default`. */
  readonly namespace?: string;
  /** The files hold everything there is: absence of an object is then an argument. */
  readonly complete?: boolean;
  /** The most bytes one input may hold, unpacked; default 2 GiB. */
  readonly maxBytes?: number;
  /** The most a gzip file may grow beyond its first 64 MiB, as a multiple of its size; default 250. */
  readonly maxRatio?: number;
}

/** The limits in force. */
export interface ReadLimits {
  readonly maxBytes: number;
  readonly maxRatio: number;
}

export function limitsOf({ maxBytes = 2 ** 31 - 1, maxRatio = 250 }: ManifestsOptions): ReadLimits {
  return { maxBytes, maxRatio };
}
