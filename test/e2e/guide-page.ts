// A page of the guide as a list of files to write and commands to run.
import { readFileSync } from "node:fs";

/** One fenced block that does something. */
export type Step =
  | { readonly kind: "file"; readonly path: string; readonly text: string }
  | { readonly kind: "commands"; readonly commands: readonly string[]; readonly exit: number };

function stepOf(language: string, attributes: string, text: string): Step | undefined {
  const path = /(?:^|\s)file=(\S+)/.exec(attributes)?.[1];
  if (path !== undefined) return { kind: "file", path, text };
  if (language !== "sh" || attributes.includes("no-run")) return undefined;
  const exit = Number(/exit=(\d+)/.exec(attributes)?.[1] ?? 0);
  return { kind: "commands", commands: text.trim().split("\n"), exit };
}

/** The blocks of a page in order: `yaml file=PATH` writes a file, `sh` runs commands, `sh exit=1` expects that exit code. */
export function readGuidePage(path: string): readonly Step[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm)].flatMap(
    ([, language = "", attributes = "", body = ""]) => {
      const step = stepOf(language, attributes, body);
      return step === undefined ? [] : [step];
    },
  );
}
