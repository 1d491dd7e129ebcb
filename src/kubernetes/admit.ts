// Admission of objects into the model: types checked, noise dropped, namespace defaulted.
import { isJsonObject } from "../core/index.ts";
import { kindNameOf, kinds, type KindName } from "./kinds.ts";
import type { KubernetesObject } from "./metadata.ts";
import { publicCertificates } from "./public-certificates.ts";
import type { ShapeProblem } from "./shape.ts";

/** An object the model may hold, one of a kind we do not read, or one the API server would refuse. */
export type Admission =
  | { readonly status: "admitted"; readonly kind: KindName; readonly object: KubernetesObject }
  | { readonly status: "other-kind"; readonly apiVersion: string; readonly kind: string }
  | { readonly status: "invalid"; readonly label: string; readonly problems: readonly ShapeProblem[] };

const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

/** Drops what no decision reads though its field is read: last-applied bodies, Secret values. */
function dropNoise(object: Record<string, unknown>, kind: KindName): void {
  const { annotations } = object["metadata"] as Record<string, unknown>;
  if (isJsonObject(annotations) && lastApplied in annotations) {
    delete (annotations as Record<string, unknown>)[lastApplied];
  }
  if (kind === "secrets") dropSecretValues(object);
}

/** Keys of a TLS Secret that hold certificates; its private key is tls.key (core/v1 SecretTypeTLS). */
const certificateKeys: ReadonlySet<string> = new Set(["tls.crt", "ca.crt"]);

/** Keeps the names of the keys; of TLS Secrets also the certificates, which every client of the server is shown. */
function dropSecretValues(object: Record<string, unknown>): void {
  const kept = new Map<string, string>();
  const tls = object["type"] === "kubernetes.io/tls";
  for (const field of ["data", "stringData"]) {
    const values = object[field];
    delete object[field];
    if (!isJsonObject(values)) continue;
    for (const [name, value] of Object.entries(values)) {
      const shown = tls && certificateKeys.has(name) && typeof value === "string";
      kept.set(name, shown ? publicCertificates(value) : "");
    }
  }
  object["data"] = Object.fromEntries([...kept].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Takes a freshly parsed value into the model's terms: fields that nothing reads are left out. The value may be changed and
 * must not be used otherwise.
 * Objects without `apiVersion`, `kind` or `metadata.name` (or `generateName`) are invalid, as for the API server.
 */
export function admit(value: unknown): Admission {
  if (!isJsonObject(value)) return invalid("document", "", "must be a mapping with apiVersion and kind");
  const { apiVersion, kind } = value;
  if (typeof apiVersion !== "string" || apiVersion === "")
    return invalid("document", "apiVersion", "must be set, and text");
  if (typeof kind !== "string" || kind === "") return invalid("document", "kind", "must be set, and text");
  const name = kindNameOf(apiVersion, kind);
  if (name === undefined) return { status: "other-kind", apiVersion, kind };
  return admitKind(value, name);
}

function admitKind(value: Record<string, unknown>, kind: KindName): Admission {
  const problems: ShapeProblem[] = [];
  if (!isJsonObject(value["metadata"])) return invalid(kinds[kind].kind, "metadata", "must be set, and a mapping");
  dropNoise(value, kind);
  const object = kinds[kind].shape.admit(value, [], problems) as Record<string, unknown>;
  const metadata = object["metadata"] as Record<string, unknown>;
  metadata["name"] ??= metadata["generateName"];
  if (metadata["name"] === undefined || metadata["name"] === "") {
    problems.push({ path: "metadata.name", message: "must be set" });
  }
  const label = `${kinds[kind].kind} ${typeof metadata["name"] === "string" ? metadata["name"] : "without a name"}`;
  if (problems.length > 0) return { status: "invalid", label, problems };
  if (!kinds[kind].namespaced) delete metadata["namespace"];
  else if (metadata["namespace"] === undefined || metadata["namespace"] === "") metadata["namespace"] = "default";
  return { status: "admitted", kind, object: object as unknown as KubernetesObject };
}

function invalid(label: string, path: string, message: string): Admission {
  return { status: "invalid", label, problems: [{ path, message }] };
}
