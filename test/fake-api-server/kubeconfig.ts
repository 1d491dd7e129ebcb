// Kubeconfig files of the tests.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders: string[] = [];

/** A new folder for files of a test; every test file that asks for one ends with {@link removeTemporaryFolders}. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-cluster-"));
  folders.push(folder);
  return folder;
}

/** Removes all folders made so far. */
export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A kubeconfig with one context, "test", as an object to tweak. */
export function kubeconfig(server: string, cluster: object = {}, user: object = {}, context: object = {}): object {
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server, ...cluster } }],
    users: [{ name: "tester", user }],
    contexts: [{ name: "test", context: { cluster: "test", user: "tester", ...context } }],
    "current-context": "test",
  };
}

let written = 0;

/** Writes it and returns its path. */
export function writeKubeconfig(folder: string, content: object | string): string {
  const file = join(folder, `kubeconfig-${++written}`);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

/** Text as kubeconfig's *-data fields hold it. */
export function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
