// The shape of the table of annotations that keep a load balancer off the Internet.
import type { Minor } from "../../core/index.ts";

/** An annotation of a Service that makes one cloud's controller give it an address of the private network. */
export interface InternalLoadBalancer {
  readonly annotation: string;
  /** In small letters; controllers do not mind the case. */
  readonly value: string;
  readonly provider: string;
  /** What `spec.providerID` of the provider's nodes begins with. */
  readonly providerIds: readonly string[];
  readonly source: string;
}

/** The whole table, sorted by annotation. */
export interface InternalLoadBalancers {
  /** RFC 3339 date on which the sources were read. */
  readonly retrieved: string;
  readonly coversUntil: Minor;
  readonly rows: readonly InternalLoadBalancer[];
}
