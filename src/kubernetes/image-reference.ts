// Image references as container runtimes read them (distribution/reference: familiar names, default registry).

/** The parts of a reference; the registry is filled in where it is left out. */
export interface ImageReference {
  readonly registry: string;
  /** Without the registry: `library/nginx`. */
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:…`; absent where it is malformed, as nothing can be pulled by it. */
  readonly digest?: string;
}

/** What pins contents: an algorithm of the OCI image specification with all its digits (opencontainers/go-digest). */
const wellFormedDigest = /^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/;

/**
 * Reads `nginx`, `quay.io/team/app:1.2@sha256:…`. The first part is a registry if it holds a dot, a port or a
 * capital letter, or is `localhost`; otherwise the registry is docker.io, and a single name there belongs to `library`
 * (github.com/distribution/reference splitDockerDomain). Never throws.
 */
export function parseImage(text: string): ImageReference {
  const at = text.indexOf("@");
  const digest = at !== -1 && wellFormedDigest.test(text.slice(at + 1)) ? text.slice(at + 1) : undefined;
  const named = at === -1 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(":");
  const hasTag = colon > named.lastIndexOf("/");
  const path = hasTag ? named.slice(0, colon) : named;
  const tag = hasTag ? named.slice(colon + 1) : undefined;
  const slash = path.indexOf("/");
  const first = path.slice(0, Math.max(slash, 0));
  const isRegistry = /[.:A-Z]/.test(first) || first === "localhost";
  const registry = isRegistry && first !== "index.docker.io" ? first : "docker.io";
  const name = isRegistry ? path.slice(slash + 1) : path;
  const repository = registry === "docker.io" && !name.includes("/") ? `library/${name}` : name;
  return { registry, repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}
