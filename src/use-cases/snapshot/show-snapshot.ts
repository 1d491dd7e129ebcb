// Tells what is in a snapshot.
import type { Answer } from "../../core/index.ts";
import type { ClusterModel } from "../../model/index.ts";
import { contentBlocks, contentOf, type ModelContent } from "./snapshot-content.ts";

/** The versioned answer of `snapshot show`. */
export interface SnapshotContent extends ModelContent {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "SnapshotContent";
}

/** What a model, read from a snapshot, holds: counts by kind, what was not seen, version and time. */
export function showSnapshot(model: ClusterModel): Answer<SnapshotContent> {
  const content = contentOf(model);
  return {
    data: { apiVersion: "plimsoll/v1", kind: "SnapshotContent", ...content },
    document: { title: "Snapshot", blocks: contentBlocks(content) },
  };
}
