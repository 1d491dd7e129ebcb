// Objects of the worlds put into a live API server: which it refused, and how.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "../../../src/core/index.ts";
import { decodeRbacObject, kindNamed, validateRbac } from "../../../src/engines/authorization/index.ts";
import { goQuote, joinErrors } from "../../../src/kubernetes/index.ts";
import type { CaseResult } from "../vector-set.ts";
import { rbacObjectsOf, readJson, recordedVersion } from "./world.ts";

/** What was tried with one world. */
export interface LiveValidation {
  readonly world: string;
  readonly rejections: readonly {
    readonly kind: string;
    readonly object: JsonObject & { readonly kind: string };
    readonly code: number;
    readonly message: string;
  }[];
}

/** The server's message for an object; undefined where it is taken. */
function refusal(object: JsonObject & { readonly kind: string }): string | undefined {
  const kind = kindNamed(object.kind);
  if (kind === undefined) return `no kind ${object.kind}`;
  const decoded = decodeRbacObject(object, kind);
  if ("problems" in decoded) return decoded.problems.map(({ message }) => message).join(", ");
  const faults = validateRbac(decoded, kind, recordedVersion);
  if (faults.length === 0) return undefined;
  return `${kind.kind}.rbac.authorization.k8s.io ${goQuote(decoded.metadata.name ?? "")} is invalid: ${joinErrors(faults)}`;
}

const nameOf = (object: unknown): string => {
  const { kind, metadata } = object as {
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly namespace?: string };
  };
  return `${kind} ${metadata.namespace ?? ""}/${metadata.name}`;
};

/** Judges every refusal, and, where the world is there, that nothing else is refused. */
export function* judgeValidation(tried: readonly LiveValidation[], folder: string): Generator<CaseResult> {
  for (const { world, rejections } of tried) {
    for (const { object, message } of rejections) {
      const id = `live-validation/${world}/${nameOf(object)}`;
      const given = refusal(object) ?? "taken";
      yield given === message
        ? { id, passed: true }
        : { id, passed: false, message: `expected ${message}, was ${given}` };
    }
    const file = [".world.json", ".world.json.gz"]
      .map((end) => join(folder, `${world}${end}`))
      .find((one) => existsSync(one));
    if (file === undefined) continue;
    const refused = new Set(rejections.map(({ object }) => nameOf(object)));
    const objects = Object.values(rbacObjectsOf(readJson(file))).flat() as readonly unknown[];
    const wrong = objects
      .filter(
        (object) =>
          !refused.has(nameOf(object)) && refusal(object as JsonObject & { readonly kind: string }) !== undefined,
      )
      .map(nameOf);
    const id = `live-validation/${world}/others are taken`;
    yield wrong.length === 0 ? { id, passed: true } : { id, passed: false, message: `refused ${wrong.join(", ")}` };
  }
}
