// The parts of a kubeconfig that other programs want, made clean: nothing is handed on but what the part is.
import { PlimsollError } from "../../core/index.ts";
import { describePrivateKey, printPem, readPem } from "../../languages/x509/index.ts";

/** What can be asked for. */
export type PartName = "server" | "ca" | "client-certificate" | "client-key" | "token";

/** A part's name in a shell and as a file, and whether it lets others in. */
export interface PartForm {
  readonly variable: string;
  readonly file: string;
  readonly isSecret: boolean;
}

/** By name, secrets first, so that a folder made for them is made closed. */
export const partForms: Readonly<Record<PartName, PartForm>> = {
  "client-key": { variable: "KUBE_CLIENT_KEY", file: "client.key", isSecret: true },
  token: { variable: "KUBE_TOKEN", file: "token", isSecret: true },
  server: { variable: "KUBE_SERVER", file: "server", isSecret: false },
  ca: { variable: "KUBE_CA", file: "ca.crt", isSecret: false },
  "client-certificate": { variable: "KUBE_CLIENT_CERTIFICATE", file: "client.crt", isSecret: false },
};

/** Every name. */
export const partNames = Object.keys(partForms) as readonly PartName[];

function unusable(part: PartName, why: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_KUBECONFIG", {
    message: `the ${part} ${why}`,
    hint: "plimsoll kubeconfig lint tells what is wrong with it",
  });
}

/** Only the blocks that belong: a file with a certificate often holds its key, too. */
function pemPart(part: PartName, text: string): string {
  const wanted = readPem(text).blocks.filter((block) =>
    part === "client-key" ? describePrivateKey(block) !== undefined : block.label === "CERTIFICATE",
  );
  if (wanted.length === 0) throw unusable(part, "is no PEM text of its kind");
  return wanted.map(printPem).join("");
}

/**
 * A part's text as it is handed on: certificates and keys as PEM without what stood around them, a token without blanks.
 * @throws PlimsollError PLIMSOLL_KUBECONFIG where it holds what no such part holds
 */
export function cleanPart(part: PartName, text: string): string {
  if (part !== "server" && part !== "token") return pemPart(part, text);
  const trimmed = text.trim();
  if (!/^[\x21-\x7e]+$/.test(trimmed)) throw unusable(part, "has blanks or characters that cannot be sent");
  return trimmed;
}
