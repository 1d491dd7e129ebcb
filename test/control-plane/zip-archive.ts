/** Reads single files out of a zip archive through its central directory, without a zip package. */
import { inflateRawSync } from "node:zlib";

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

interface ZipEntry {
  readonly method: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly localHeader: number;
}

/** Returns the unpacked bytes of the file called `name`; throws when the archive does not hold it whole. */
export function readZipFile(archive: Buffer, name: string): Buffer {
  const entry = zipEntries(archive).get(name);
  if (entry === undefined) throw new Error(`the zip archive holds no ${name}`);
  const nameLength = archive.readUInt16LE(entry.localHeader + 26);
  const extraLength = archive.readUInt16LE(entry.localHeader + 28);
  const start = entry.localHeader + 30 + nameLength + extraLength;
  const packed = archive.subarray(start, start + entry.compressedSize);
  const bytes = unpack(packed, entry.method, name);
  if (bytes.length !== entry.size) {
    throw new Error(`${name} unpacks to ${bytes.length} bytes, the zip archive promises ${entry.size}`);
  }
  return bytes;
}

function unpack(packed: Buffer, method: number, name: string): Buffer {
  if (method === STORED) return packed;
  if (method === DEFLATED) return inflateRawSync(packed);
  throw new Error(`${name} is packed with method ${method}; only stored and deflated files can be read`);
}

function zipEntries(archive: Buffer): ReadonlyMap<string, ZipEntry> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || archive.readUInt32LE(end) !== END_OF_DIRECTORY) throw new Error("not a zip archive");
  const entries = new Map<string, ZipEntry>();
  let offset = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(offset) !== DIRECTORY_ENTRY) throw new Error("the zip directory is damaged");
    const nameLength = archive.readUInt16LE(offset + 28);
    entries.set(archive.toString("utf8", offset + 46, offset + 46 + nameLength), {
      method: archive.readUInt16LE(offset + 10),
      compressedSize: archive.readUInt32LE(offset + 20),
      size: archive.readUInt32LE(offset + 24),
      localHeader: archive.readUInt32LE(offset + 42),
    });
    offset += 46 + nameLength + archive.readUInt16LE(offset + 30) + archive.readUInt16LE(offset + 32);
  }
  return entries;
}
