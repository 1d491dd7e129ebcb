// Where a kubeconfig goes that a command makes: standard output, or a file only its owner can read.
import { writeFile, writeNewFile } from "../../actions/write-file/index.ts";
import type { JsonObject } from "../../core/index.ts";
import { printYaml } from "../../languages/yaml/index.ts";
import type { Io } from "../io.ts";
import type { OutOptions } from "./kubeconfig-options.ts";

const ownerOnly = 0o600;

/** Writes the kubeconfig, and says where on standard error. @throws PlimsollError PLIMSOLL_OUTPUT where a file is there already, without --force */
export function emitKubeconfig(config: JsonObject, { out, force }: OutOptions, io: Io): void {
  const text = printYaml([config]);
  if (out === undefined) {
    if (io.outIsTerminal) io.err("warning: a kubeconfig holds secrets, and they stay in the terminal's history\n");
    io.out(text);
    return;
  }
  (force === true ? writeFile : writeNewFile)(out, [text], ownerOnly);
  io.err(`kubeconfig written to ${out}\n`);
}
