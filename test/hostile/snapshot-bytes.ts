// Reads bytes as a snapshot file.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { snapshotSource } from "../../src/sources/snapshot/index.ts";

/** Writes the bytes to a file and reads it as a snapshot; throws what the source throws. */
export async function readSnapshotBytes(bytes: Uint8Array): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-snapshot-"));
  try {
    writeFileSync(join(folder, "snapshot"), bytes);
    await snapshotSource(join(folder, "snapshot")).read({ step() {} });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
