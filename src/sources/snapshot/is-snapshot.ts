// Tells a snapshot from other files by its first bytes.
import { open } from "node:fs/promises";
import { constants, gunzipSync } from "node:zlib";

const compressedBytes = 4096;
const magic = '{"apiVersion":"plimsoll-snapshot/';

function startsAsSnapshot(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return false;
  try {
    const text = gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 16 * 1024 * 1024 });
    return text.subarray(0, magic.length).toString("latin1") === magic;
  } catch {
    return false;
  }
}

/**
 * Whether the file is a snapshot, of whatever version. False for what is no file or cannot be read: whoever reads it next
 * says why.
 */
export async function isSnapshot(path: string): Promise<boolean> {
  try {
    const file = await open(path, "r");
    try {
      if (!(await file.stat()).isFile()) return false;
      const buffer = Buffer.alloc(compressedBytes);
      const { bytesRead } = await file.read(buffer, 0, compressedBytes, 0);
      return startsAsSnapshot(buffer.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}
