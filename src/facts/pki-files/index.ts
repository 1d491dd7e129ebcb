// Where the certificates and keys of a cluster stand, and what breaks when they expire.
import data from "./data.json" with { type: "json" };
import type { PkiPlace, PkiPlaces } from "./schema.ts";

export type { PkiPlace } from "./schema.ts";

/** The table, sorted by id. */
export const pkiPlaces = data as PkiPlaces;

function rowOf(place: PkiPlace["place"], name: string): PkiPlace | undefined {
  return pkiPlaces.rows.find((row) => row.place === place && row.name === name);
}

/** A known file, and the folder its layout begins in: two layouts side by side are two. */
export interface KnownFile {
  readonly row: PkiPlace;
  readonly base: string;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function inFolder(folder: string, path: string): KnownFile | undefined {
  const name = path.slice(folder.length + 1).replace(/\.(?:crt|key|pem|pub|cer|cert)$/i, "");
  const row = rowOf("pki", name);
  return row === undefined ? undefined : { row, base: folder.endsWith("/pki") ? folderOf(folder) : folder };
}

/**
 * What a file is by its name, in kubeadm's and the kubelet's layout; `paths` (absolute, with slashes) are all files at hand,
 * which tell a pki folder that was copied elsewhere: it has ca and apiserver in it. Undefined for other files.
 */
export function knownFile(path: string, paths: ReadonlySet<string>): KnownFile | undefined {
  const folder = folderOf(path);
  const name = path.slice(folder.length + 1);
  const plain = rowOf("kubelet", name) ?? rowOf("kubeconfig", name);
  if (plain !== undefined) return { row: plain, base: folder.endsWith("/pki") ? folderOf(folder) : folder };
  const isPki = (place: string): boolean =>
    place.endsWith("/pki") || (paths.has(`${place}/ca.crt`) && paths.has(`${place}/apiserver.crt`));
  const parent = folderOf(folder);
  const isEtcd = folder.endsWith("/etcd") && (isPki(parent) || paths.has(`${folder}/peer.crt`));
  if (isEtcd) return inFolder(parent, path);
  return isPki(folder) ? inFolder(folder, path) : undefined;
}

/** What a field of an object is: `kind`, `name`, and the field (`tls.crt`). */
export function knownField(kind: string, name: string, field: string): PkiPlace | undefined {
  const said = [`${kind} ${name} ${field}`, `${kind} ${name}`, `${kind} ${field}`, `${kind} *`];
  return said.map((one) => rowOf("object", one)).find((row) => row !== undefined);
}

/** What a certificate is by the common name that Kubernetes' components have, wherever it stands. */
export function knownCommonName(commonName: string): PkiPlace | undefined {
  return pkiPlaces.rows.find(({ commonName: known }) =>
    known?.endsWith("*") === true ? commonName.startsWith(known.slice(0, -1)) : known === commonName,
  );
}
