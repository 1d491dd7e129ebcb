// The shape of the table of places where a cluster's certificates and keys stand.
import type { Minor } from "../../core/index.ts";

/** One place of a known name, and what it is for. */
export interface PkiPlace {
  readonly id: string;
  /** A file of kubeadm's pki folder (without its ending), a kubeconfig beside it, a file of the kubelet's, or a field of an object. */
  readonly place: "pki" | "kubeconfig" | "kubelet" | "object";
  /** `etcd/server`; `admin.conf`; kind, name and field of an object, with `*` for any. */
  readonly name: string;
  /** What it is, in words. */
  readonly use: string;
  /** What the first certificate there is taken for. */
  readonly roles: readonly ("authority" | "server" | "client")[];
  /** Of authorities that must not be one and the same: `cluster`, `etcd`, `front proxy`. */
  readonly domain?: string;
  /** The row of the authority that must have issued it. */
  readonly authority?: string;
  /** What `kubeadm certs renew` calls it. */
  readonly renew?: string;
  /** By which it is recognised elsewhere; a star at its end stands for the rest. */
  readonly commonName?: string;
  /** kubeadm itself puts it, or did before 1.29, into system:masters. */
  readonly masters?: true;
  /** What stops when it expires. */
  readonly breaks: string;
  readonly source: string;
}

/** The whole table. */
export interface PkiPlaces {
  /** RFC 3339 date on which the sources were read. */
  readonly retrieved: string;
  readonly coversUntil: Minor;
  readonly rows: readonly PkiPlace[];
}
