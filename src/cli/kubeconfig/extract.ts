// plimsoll kubeconfig extract: server, CA, certificate, key or token, for a shell or as files.
import { join } from "node:path";
import { Argument, type Command } from "commander";
import { writeFile, writeNewFile } from "../../actions/write-file/index.ts";
import { PlimsollError } from "../../core/index.ts";
import { resolveAuthority, resolveCredential } from "../../sources/cluster/connection/index.ts";
import { chooseTarget, type Target } from "../../sources/cluster/kubeconfig/index.ts";
import { cleanPart, partForms, partNames, shellExport, type PartName } from "../../use-cases/kubeconfig/index.ts";
import { clusterOptions } from "../choose-source.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { placeOptions, type PlaceOptions } from "./kubeconfig-options.ts";

interface ExtractOptions extends PlaceOptions {
  readonly outDir?: string;
  readonly shell?: true;
  readonly force?: true;
  readonly exec?: true;
}

type Parts = ReadonlyMap<PartName, string>;

/** What the user has without running a program, unless `exec` says to. */
async function credentialOf(target: Target, { exec }: ExtractOptions, options: PlaceOptions, io: Io) {
  const user = exec === true ? target.user : { ...target.user, exec: undefined };
  return resolveCredential({ ...target, user }, clusterOptions(options, io));
}

async function gather(wanted: readonly PartName[], options: ExtractOptions, io: Io) {
  const place = {
    ...(options.kubeconfig === undefined ? {} : { kubeconfig: options.kubeconfig }),
    ...(options.context === undefined ? {} : { context: options.context }),
  };
  const target = await chooseTarget(clusterOptions(place, io));
  const needsUser = wanted.some((part) => part !== "server" && part !== "ca");
  const credential = needsUser ? await credentialOf(target, options, place, io) : undefined;
  const found: Readonly<Record<PartName, string | undefined>> = {
    server: target.cluster.server,
    ca: wanted.includes("ca") ? await resolveAuthority(target) : undefined,
    "client-certificate": credential?.cert,
    "client-key": credential?.key,
    token: credential?.token,
  };
  const parts = new Map<PartName, string>();
  for (const part of wanted) {
    const text = found[part];
    if (text !== undefined) parts.set(part, cleanPart(part, text));
  }
  return { target, parts };
}

/** Why a part is not there, and what to do. */
function absent(part: PartName, { user, cluster, label }: Target): PlimsollError {
  const hints: readonly (readonly [boolean, string])[] = [
    [
      part === "ca" && cluster.insecureSkipTlsVerify,
      "the server's certificate is not verified (insecure-skip-tls-verify)",
    ],
    [part === "ca", "the authorities of this machine are trusted"],
    [cluster.server.startsWith("http:"), "the server is plain http, to which no credentials are sent"],
    [user.exec !== undefined, `it comes from the plugin ${user.exec?.command ?? ""}: --exec runs it`],
    [user.authProvider !== undefined, "it comes from an auth-provider, which only kubectl asks"],
  ];
  const hint = hints.find(([is]) => is)?.[1] ?? "plimsoll kubeconfig view shows how the user is known";
  return new PlimsollError("PLIMSOLL_KUBECONFIG", { message: `context ${JSON.stringify(label)} has no ${part}`, hint });
}

function toFiles(parts: Parts, folder: string, force: boolean, io: Io): void {
  for (const [part, text] of parts) {
    const { file, isSecret } = partForms[part];
    const path = join(folder, file);
    // A line end after a server or token would become part of it.
    (force ? writeFile : writeNewFile)(path, [text], isSecret ? 0o600 : 0o644);
    io.err(`${part} written to ${path}\n`);
  }
}

function toShell(parts: Parts, asked: string, io: Io): void {
  for (const [part, text] of parts) {
    const { variable, isSecret, file } = partForms[part];
    if (isSecret && asked === "all") {
      io.err(
        `left out: the ${part} is printed only when it is asked for: kubeconfig extract ${part}; --out-dir writes it to ${file}\n`,
      );
      continue;
    }
    if (isSecret && io.outIsTerminal)
      io.err(`warning: this is a secret, and it stays in the terminal's history: ${part}\n`);
    io.out(`${shellExport(variable, text)}\n`);
  }
}

async function runExtract(asked: PartName | "all", options: ExtractOptions, io: Io): Promise<void> {
  if (options.outDir !== undefined && options.shell === true)
    throw new PlimsollError("PLIMSOLL_USAGE", {
      message: "--shell and --out-dir were given",
      hint: "take one of them: values for a shell, or files",
    });
  const { target, parts } = await gather(asked === "all" ? partNames : [asked], options, io);
  if (asked !== "all" && !parts.has(asked)) throw absent(asked, target);
  if (options.outDir === undefined) toShell(parts, asked, io);
  else toFiles(parts, options.outDir, options.force === true, io);
}

/** Adds `kubeconfig extract`. */
export function addExtract(area: Command, io: Io): void {
  const command = area
    .command("extract")
    .summary("server, CA, certificate, key or token, for a shell or as files")
    .description(
      "Takes parts out of a context: lines a shell reads, or files with safe modes. Keys and tokens are printed only when asked for by name.",
    )
    .addArgument(new Argument("<part>", "what to take out").choices([...partNames, "all"]));
  placeOptions(command, "context to take it from (default: the current one)");
  command
    .option("--shell", 'print lines a shell reads: eval "$(plimsoll kubeconfig extract server)" (the default)')
    .option(
      "--out-dir <folder>",
      "write files instead: server, ca.crt, client.crt, client.key, token; secrets with mode 0600",
    )
    .option("--force", "replace files that are there")
    .option("--exec", "run the credential plugin of the user, if that is where the credential comes from")
    .addHelpText("after", helpText("kubeconfig extract"))
    .action((part: PartName | "all", options: ExtractOptions) => runExtract(part, options, io));
}
