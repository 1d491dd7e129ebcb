// PEM blocks as text.
import { encodeBase64 } from "./base64.ts";
import type { PemBlock } from "./pem.ts";

/** One block, with its headers, in lines of 64 characters; nothing that stood around it. */
export function printPem({ label, headers, bytes }: Pick<PemBlock, "label" | "headers" | "bytes">): string {
  const head = [...headers].map(([name, value]) => `${name}: ${value}\n`);
  const body = encodeBase64(bytes).replace(/(.{64})(?=.)/g, "$1\n");
  return `-----BEGIN ${label}-----\n${head.length === 0 ? "" : `${head.join("")}\n`}${body}\n-----END ${label}-----\n`;
}
