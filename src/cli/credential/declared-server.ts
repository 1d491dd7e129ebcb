// Files of the API server that say whom it authenticates, as its own flags name them.
import type { Command } from "commander";
import { PlimsollError } from "../../core/index.ts";
import {
  parseAuthenticationConfiguration,
  parseTokenFile,
  type ConfiguredServer,
} from "../../engines/authentication/index.ts";
import { compileGoRegexp } from "../../languages/go-regexp/index.ts";
import type { DeclaredServer } from "../../use-cases/credential/index.ts";
import { readDocument } from "../access/index.ts";
import { readNamedFile } from "../read-named-file.ts";

/** The options as commander delivers them. */
export interface ServerOptions {
  readonly tokenAuthFile?: string;
  readonly authenticationConfig?: string;
}

/** Adds the options to a command. */
export function serverOptions(command: Command): void {
  command
    .option("--token-auth-file <file>", "the static tokens the API server reads; none of them is shown")
    .option("--authentication-config <file>", "the AuthenticationConfiguration the API server reads");
}

const mostBytes = 64 * 1024 * 1024;

function fault(message: string, location?: { readonly file: string; readonly line: number }): PlimsollError {
  const hint = "mend the file, or name the one it reads";
  return new PlimsollError("PLIMSOLL_USAGE", { message, hint, ...(location === undefined ? {} : { location }) });
}

function refused(file: string, why: string): PlimsollError {
  return fault(`the API server does not start with this: ${why}`, { file, line: 1 });
}

function readTokens(file: string): Pick<DeclaredServer, "tokenFile"> {
  const read = readNamedFile(file, mostBytes);
  if ("fault" in read) throw fault(`${file} ${read.fault}`);
  const reading = parseTokenFile(new TextDecoder("utf-8", { ignoreBOM: true }).decode(read.bytes), file);
  if ("error" in reading) throw refused(file, reading.error);
  return { tokenFile: reading.tokens };
}

/** Reads the files as the server would. @throws PlimsollError with the server's words where it does not start with one */
export function declaredServer(options: ServerOptions, server: Omit<ConfiguredServer, "regex">): DeclaredServer {
  const { tokenAuthFile, authenticationConfig } = options;
  const tokens = tokenAuthFile === undefined ? {} : readTokens(tokenAuthFile);
  if (authenticationConfig === undefined) return tokens;
  const regex = { compile: compileGoRegexp };
  const reading = parseAuthenticationConfiguration(readDocument(authenticationConfig), { ...server, regex });
  if ("faults" in reading) throw refused(authenticationConfig, reading.faults.join("; "));
  const { issuers, anonymous } = reading;
  return { ...tokens, issuers, ...(anonymous === undefined ? {} : { anonymous }) };
}
