// plimsoll network generate: policies to standard output, or one file for each namespace.
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { writeFile } from "../../actions/write-file/index.ts";
import { plainText, PlimsollError } from "../../core/index.ts";
import { printYaml } from "../../languages/yaml/index.ts";
import { generateNotices, type NetworkGenerate } from "../../use-cases/network/index.ts";
import type { Io } from "../io.ts";

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function namespaceOf(policy: NetworkGenerate["policies"][number]): string {
  return String((policy["metadata"] as { readonly namespace?: unknown }).namespace);
}

/** Writes DIR/NAMESPACE.yaml for each namespace; without `force` nothing is written if one of them is there. */
export function writePolicyFiles(
  { policies, namespaces }: NetworkGenerate,
  folder: string,
  force: boolean,
  io: Io,
): void {
  const files = namespaces.map((namespace) => ({ namespace, path: join(folder, `${namespace}.yaml`) }));
  const there = force ? undefined : files.find(({ path }) => exists(path));
  if (there !== undefined) {
    throw new PlimsollError("PLIMSOLL_OUTPUT", {
      message: `${there.path} exists`,
      hint: "choose another folder, or write over it with --force",
    });
  }
  for (const { namespace, path } of files)
    writeFile(path, [printYaml(policies.filter((policy) => namespaceOf(policy) === namespace))]);
  io.err(`policies written to ${files.length} ${files.length === 1 ? "file" : "files"} in ${folder}\n`);
}

/** Prints the policies alone, ready for kubectl; the proof goes beside them, to standard error. */
export function printPolicies(data: NetworkGenerate, io: Io): void {
  io.out(printYaml(data.policies));
  const texts = [...generateNotices(data), "What is left open and cut, pair by pair: the same with -o terminal."];
  for (const text of texts) io.err(`${plainText(text)}\n`);
}
