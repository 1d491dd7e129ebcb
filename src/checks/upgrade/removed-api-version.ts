// Objects written in API versions that the cluster does not serve, or soon will not.
import { defineCheck } from "../../checking/index.ts";
import { compareMinor } from "../../core/index.ts";
import { apiRemovals, removalOf, replacementOf } from "../../facts/api-removals/index.ts";
import { kindNameOf, kindNames, refOf, type KubernetesObject } from "../../kubernetes/index.ts";

const removed = new Set(apiRemovals.rows.map(({ apiVersion, kind }) => kindNameOf(apiVersion, kind)));
/** The kinds that were ever served in a version that is gone. */
const parts = kindNames.filter((part) => removed.has(part));
const [first = "pods", ...rest] = parts;

export const removedApiVersion = defineCheck({
  id: "removed-api-version",
  domain: "upgrade",
  title: "Object is written in a removed API version",
  severity: "medium",
  rationale:
    "The API server refuses an object in a version it no longer serves, so a deployment that worked yesterday fails after an upgrade, often in the middle of a release. Objects that are already stored keep running.",
  remediation: "Write the object in the version named, and look up which of its fields changed.",
  references: ["https://kubernetes.io/docs/reference/using-api/deprecation-guide/"],
  reads: [{ part: first, as: "each" }, ...rest.map((part) => ({ part, as: "each" }) as const)],
  versions: { since: "1.28" },
  messages: {
    removed: "{apiVersion} {kind} has not been served since {removed}; {instead}",
    ending: "{apiVersion} {kind} will not be served from {removed} on; {instead}",
  },
  *run(model, context) {
    const objects = parts.flatMap((part) => model.parts[part].objects as readonly KubernetesObject[]);
    for (const object of context.each(objects)) {
      const { apiVersion, kind } = object;
      const removal = removalOf(apiVersion, kind);
      if (removal === undefined) continue;
      const gone = compareMinor(context.version, removal.removed) >= 0;
      const replacement = replacementOf(removal);
      const instead = replacement === undefined ? "nothing takes its place" : `use ${replacement}`;
      yield {
        object: refOf(object),
        message: gone ? "removed" : "ending",
        severity: gone ? "medium" : "info",
        path: "apiVersion",
        data: { apiVersion, kind, removed: removal.removed, instead },
        evidence: [
          {
            source: "rule",
            path: "apiVersion",
            value: apiVersion,
            text: `removed in ${removal.removed} (${removal.source})`,
          },
        ],
      };
    }
  },
});
