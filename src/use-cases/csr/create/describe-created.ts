// What `csr create` made, sent and received.
import type { Answer, Block } from "../../../core/index.ts";
import { listSection } from "../../access/index.ts";

/** The files that were written; the key's is never shown. */
export interface CreatedFiles {
  readonly key: string;
  readonly request: string;
  readonly object: string;
  readonly certificate?: string;
  readonly kubeconfig?: string;
}

/** What came back of a request that was sent. */
export interface IssuedTo {
  readonly state: "pending" | "approved" | "denied" | "failed" | "issued";
  readonly message?: string;
  /** RFC 3339: until when the certificate is valid. */
  readonly notAfter?: string;
}

/** The versioned answer of `csr create`. */
export interface CsrCreate {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "CsrCreate";
  readonly name: string;
  readonly signerName: string;
  readonly user: string;
  readonly groups: readonly string[];
  readonly usages: readonly string[];
  readonly files: CreatedFiles;
  /** Present with --apply. */
  readonly applied?: IssuedTo;
  /** What is left to do. */
  readonly commands: readonly string[];
}

function headline({ name, applied, files }: CsrCreate): Block {
  if (applied === undefined)
    return { type: "paragraph", text: `Made the request ${name}. Nothing was sent to a cluster.` };
  const { state, message, notAfter } = applied;
  const why = message === undefined || message === "" ? "" : `: ${message}`;
  switch (state) {
    case "issued":
      return {
        type: "paragraph",
        tone: "good",
        text:
          files.kubeconfig === undefined
            ? `The certificate of ${name} was issued, until ${notAfter ?? "?"}.`
            : `The certificate of ${name} was issued, until ${notAfter ?? "?"}. ${files.kubeconfig} works with it.`,
      };
    case "denied":
    case "failed":
      return { type: "paragraph", tone: "bad", text: `${name} is ${state}${why}.` };
    case "approved":
      return { type: "paragraph", tone: "warning", text: `${name} is approved, and its signer has not signed it yet.` };
    case "pending":
      return {
        type: "paragraph",
        tone: "warning",
        text: `${name} was sent, and waits for somebody to approve it${why}.`,
      };
    default:
      return state satisfies never;
  }
}

/** Shows what was made; the document holds names of files, never what is in them. */
export function describeCreated(data: CsrCreate): Answer<CsrCreate> {
  const { files, commands } = data;
  const lines = [
    `private key, for nobody but you: ${files.key}`,
    `request: ${files.request}`,
    `object: ${files.object}`,
    ...(files.certificate === undefined ? [] : [`certificate: ${files.certificate}`]),
    ...(files.kubeconfig === undefined ? [] : [`kubeconfig, with the key in it: ${files.kubeconfig}`]),
  ];
  const next: readonly Block[] =
    commands.length === 0
      ? []
      : [
          { type: "heading", level: 2, text: "What to do next" },
          { type: "code", language: "sh", text: commands.join("\n") },
        ];
  const blocks = [headline(data), ...listSection("Files", lines), ...next];
  return { data, document: { title: `Signing request for ${data.user}`, blocks } };
}
