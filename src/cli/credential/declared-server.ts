// Files of the API server that say whom it authenticates, as its own flags name them.
import { readFileSync } from "node:fs";
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

function refused(file: string, message: string): PlimsollError {
  const location = { file, line: 1 };
  return new PlimsollError("PLIMSOLL_USAGE", { message, hint: "mend the file, or name the one it reads", location });
}

function readTokens(file: string): Pick<DeclaredServer, "tokenFile"> {
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw refused(file, `${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? "no reason"}`);
  }
  const reading = parseTokenFile(text, file);
  if ("error" in reading) throw refused(file, `the API server does not start with this: ${reading.error}`);
  return { tokenFile: reading.tokens };
}

/** Reads the files as the server would. @throws PlimsollError with the server's words where it does not start with one */
export function declaredServer(options: ServerOptions, server: Omit<ConfiguredServer, "regex">): DeclaredServer {
  const { tokenAuthFile, authenticationConfig } = options;
  const tokens = tokenAuthFile === undefined ? {} : readTokens(tokenAuthFile);
  if (authenticationConfig === undefined) return tokens;
  const regex = { compile: compileGoRegexp };
  const reading = parseAuthenticationConfiguration(readDocument(authenticationConfig), { ...server, regex });
  if ("faults" in reading)
    throw refused(authenticationConfig, `the API server does not start with this: ${reading.faults.join("; ")}`);
  const { issuers, anonymous } = reading;
  return { ...tokens, issuers, ...(anonymous === undefined ? {} : { anonymous }) };
}
