// Tells a snapshot from other files by its first bytes.
import { closeSync, openSync, readSync, statSync } from "node:fs";
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
    if (!statSync(path).isFile()) return false;
    const file = openSync(path, "r");
    try {
      const buffer = Buffer.alloc(compressedBytes);
      return startsAsSnapshot(buffer.subarray(0, readSync(file, buffer, 0, compressedBytes, 0)));
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}
