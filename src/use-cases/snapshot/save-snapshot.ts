// Saves a model as a snapshot.
import type { Answer } from "../../core/index.ts";
import { encodeSnapshot, type ClusterModel } from "../../model/index.ts";
import { contentBlocks, contentOf, type ModelContent } from "./snapshot-content.ts";

/** The versioned answer of `snapshot save`. */
export interface SavedSnapshot extends ModelContent {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "SavedSnapshot";
  readonly file: string;
  readonly bytes: number;
}

/** Writes lines to a file and returns its size in bytes. */
export type WriteLines = (file: string, lines: Iterable<string>) => Promise<number>;

/**
 * Saves the model, which must come from load-model and so holds no secret.
 * @throws what `write` throws.
 */
export async function saveSnapshot(
  model: ClusterModel,
  file: string,
  write: WriteLines,
): Promise<Answer<SavedSnapshot>> {
  const bytes = await write(file, encodeSnapshot(model));
  const content = contentOf(model);
  const saved = `Saved to ${file}, ${Math.ceil(bytes / 1024)} KiB. Values of Secrets and other literals that may be secret are not in it.`;
  return {
    data: { apiVersion: "plimsoll/v1", kind: "SavedSnapshot", file, bytes, ...content },
    document: { title: "Snapshot saved", blocks: [{ type: "paragraph", text: saved }, ...contentBlocks(content)] },
  };
}
