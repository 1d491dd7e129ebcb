// Which findings a waiver excuses.
import { matchesGlob, type ObjectRef, type ReportFinding } from "../../core/index.ts";
import { lastingPath } from "../../model/index.ts";
import type { ObjectPattern, Waiver } from "./parse-waivers.ts";

function matchesObject(pattern: ObjectPattern, ref: ObjectRef): boolean {
  const parts = ["kind", "namespace", "name"] as const;
  return parts.every((part) => {
    const wanted = pattern[part];
    return wanted === undefined || (ref[part] !== undefined && matchesGlob(wanted, ref[part]));
  });
}

function coversPath(pattern: string, path: string): boolean {
  return matchesGlob(pattern, path) || matchesGlob(`${pattern}.*`, path) || matchesGlob(`${pattern}[*`, path);
}

/**
 * Whether a path pattern covers a finding: by index as the report shows it (`spec.template.spec.containers[0]`), or by
 * name relative to the pod template (`spec.containers[web]`), which lasts.
 */
export function matchesPath(pattern: string | undefined, finding: ReportFinding): boolean {
  if (pattern === undefined) return true;
  return coversPath(pattern, finding.path ?? "") || coversPath(pattern, lastingPath(finding));
}

/** Whether a waiver of a file covers a finding of its check: by the object, or by the owner of the object. */
export function matchesWaiver(waiver: Pick<Waiver, "object" | "path">, finding: ReportFinding): boolean {
  const { object, owner } = finding;
  const isMeant = matchesObject(waiver.object, object) || matchesObject(waiver.object, owner);
  return isMeant && matchesPath(waiver.path, finding);
}
