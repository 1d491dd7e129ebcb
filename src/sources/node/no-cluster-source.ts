// What is read where only files of a node were named: no object of the API at all.
import type { Source } from "../../model/index.ts";

/** A source without objects; every kind is not collected. */
export function noClusterSource(label: string): Source {
  const gap = {
    reason: "only the files of a node were read, and no cluster",
    remedy: "name a cluster, files or a snapshot too",
  };
  return {
    read: () =>
      Promise.resolve({
        origin: { kind: "manifests", label },
        parts: new Map(),
        others: { status: "not-collected", gap },
        otherKinds: [],
        problems: [],
        locate: () => undefined,
      }),
  };
}
