// Text and addresses as SARIF 2.1.0 wants them.
import { groupOf, plainText, type Location, type ObjectRef } from "../../core/index.ts";

/** Plain text that no viewer takes for a link (3.11.6) or a placeholder (3.11.5). */
export function messageText(text: string): string {
  return plainText(text)
    .replaceAll(/\](?=\s*\()/g, "\\]")
    .replaceAll(/\{(\d+)\}/g, "{{$1}}");
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replaceAll(/\p{Cs}/gu, "\uFFFD"));
}

/** Where in a file, or in which object of a cluster, a result is. */
export interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: string;
}

/** A file as a URI: relative to the folder the user was in, or absolute; standard input has a name of its own. */
export function fileUri({ file }: Location): ArtifactLocation {
  if (file === "-") return { uri: "stdin" };
  const path = file.replaceAll("\\", "/");
  const encoded = path.split("/").map(encodeSegment).join("/");
  if (path.startsWith("/")) return { uri: `file://${encoded.replace(/^\/+/, "/")}` };
  if (/^[A-Za-z]:\//.test(path)) return { uri: `file:///${encoded.replace("%3A", ":")}` };
  return { uri: encoded.replace(/^(?:\.\/)+/, ""), uriBaseId: "%SRCROOT%" };
}

/** An address for an object that is in no file. Code scanning services refuse results without one. */
export function objectUri({ apiVersion, kind, namespace, name }: ObjectRef): ArtifactLocation {
  const group = groupOf(apiVersion);
  const parts = ["kubernetes", namespace ?? "_cluster", group === "" ? kind : `${kind}.${group}`, name];
  return { uri: parts.map(encodeSegment).join("/") };
}
