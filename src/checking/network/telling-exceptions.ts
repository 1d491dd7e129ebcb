// Exceptions of a block that show somebody thought of what pods must not reach.
import type { JsonValue } from "../../core/index.ts";
import { formatIpAddress, parseCidr, parseIpAddress } from "../../kubernetes/index.ts";

const metadata = parseIpAddress("169.254.169.254")?.value ?? 0n;
const privateLengths: ReadonlyMap<string, number> = new Map([
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["fc00::", 7],
]);

/** Whether an exception takes out what is meant to be kept from pods: a private range, or the metadata service. */
export function keepsFromPods(except: JsonValue): boolean {
  const block = typeof except === "string" ? parseCidr(except) : undefined;
  if (block === undefined) return false;
  const { family, first, last, length } = block;
  const known = privateLengths.get(formatIpAddress({ family, value: first }));
  return (known !== undefined && length <= known) || (family === 4 && first <= metadata && metadata <= last);
}
