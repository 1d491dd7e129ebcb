// What the API does not show of the chain of authorizers, as flags of a command line hand it over.
import type { Command } from "commander";
import { isJsonObject, PlimsollError, type Minor } from "../../core/index.ts";
import type { AccessInputs, AuthorizerType } from "../../checking/access/index.ts";
import {
  answerByRules,
  parseAbacPolicy,
  parseAuthorizationConfiguration,
  type WebhookRule,
} from "../../engines/authorization/index.ts";
import { compileGoRegexp } from "../../languages/go-regexp/index.ts";
import { parseYamlDocuments } from "../../languages/yaml/index.ts";
import { readNamedFile } from "../read-named-file.ts";

/** The options as commander delivers them. */
export interface ChainOptions {
  readonly authorizationMode?: string;
  readonly authorizationConfig?: string;
  readonly abacPolicy?: string;
  readonly webhookAnswers?: string;
  readonly callWebhooks?: true;
  readonly authorizationWebhookConfigFile?: string;
  readonly authorizationWebhookVersion?: "v1" | "v1beta1";
}

/** Adds the options to a command. */
export function chainOptions(command: Command): void {
  command
    .option(
      "--authorization-mode <list>",
      "authorizers in order, where the API server's flags are not visible: Node,RBAC",
    )
    .option("--authorization-config <file>", "the AuthorizationConfiguration the API server reads")
    .option("--abac-policy <file>", "the ABAC policy file the API server reads")
    .option("--webhook-answers <file>", "play the webhook authorizer: a list of {match, answer}, first match wins");
}

const types: readonly AuthorizerType[] = ["Node", "RBAC", "ABAC", "Webhook", "AlwaysAllow", "AlwaysDeny"];

function fault(message: string, hint: string, file?: string, line = 1): PlimsollError {
  const location = file === undefined ? {} : { location: { file, line } };
  return new PlimsollError("PLIMSOLL_USAGE", { message, hint, ...location });
}

const mostBytes = 64 * 1024 * 1024;

function readText(file: string): string {
  const read = readNamedFile(file, mostBytes);
  if ("bytes" in read) return new TextDecoder().decode(read.bytes);
  throw fault(`${file} ${read.fault}`, "name an existing file");
}

function parseModes(text: string): NonNullable<AccessInputs["authorizers"]> {
  return text.split(",").map((name) => {
    const type = types.find((one) => one.toLowerCase() === name.trim().toLowerCase());
    if (type === undefined) throw fault(`"${name}" is not an authorizer`, `use ${types.join(", ")}`);
    return { type };
  });
}

function readAbac(file: string, version: Minor): NonNullable<AccessInputs["abac"]> {
  const reading = parseAbacPolicy(readText(file), { version, path: file });
  if ("error" in reading)
    throw fault(`the API server does not load this policy: ${reading.error}`, "mend it", file, reading.line);
  return reading.policies;
}

function isRule(value: unknown): value is WebhookRule {
  return isJsonObject(value) && isJsonObject(value["match"]) && isJsonObject(value["answer"]);
}

/** The first document of a YAML or JSON file. @throws PlimsollError with the line that cannot be read */
export function readDocument(file: string): unknown {
  const { documents, errors } = parseYamlDocuments(readText(file));
  const [error] = errors;
  if (error !== undefined) throw fault(error.message, "mend the file", file, error.line);
  return documents[0]?.value;
}

/** One list plays the webhook of the flags; a mapping plays those of a configuration by name. */
function readWebhooks(file: string): NonNullable<AccessInputs["webhooks"]> {
  const value = readDocument(file);
  const byName = isJsonObject(value) ? value : { default: value };
  return Object.fromEntries(
    Object.entries(byName).map(([name, rules]) => {
      if (Array.isArray(rules) && rules.every(isRule)) return [name, answerByRules(rules)];
      const hint =
        "write: - {match: {verb: delete}, answer: {denied: true}}, below the webhook's name where there are several";
      throw fault(`the answers of the webhook ${name} are no list of {match, answer}`, hint, file);
    }),
  );
}

function readConfiguration(file: string, version: Minor): NonNullable<AccessInputs["authorizers"]> {
  const reading = parseAuthorizationConfiguration(readDocument(file), version, { compile: compileGoRegexp });
  if ("authorizers" in reading) return reading.authorizers;
  throw fault(`the API server does not start with this: ${reading.faults.join("; ")}`, "mend the file", file);
}

/** Reads the files the options name, as an API server of a version does. @throws PlimsollError with file and line for what cannot be read. */
export function accessInputs(options: ChainOptions, version: Minor): AccessInputs {
  const { authorizationMode, authorizationConfig, abacPolicy, webhookAnswers } = options;
  if (authorizationMode !== undefined && authorizationConfig !== undefined)
    throw fault("--authorization-mode and --authorization-config were given", "the API server takes one of them");
  return {
    ...(authorizationMode === undefined ? {} : { authorizers: parseModes(authorizationMode) }),
    ...(authorizationConfig === undefined ? {} : { authorizers: readConfiguration(authorizationConfig, version) }),
    ...(abacPolicy === undefined ? {} : { abac: readAbac(abacPolicy, version) }),
    ...(webhookAnswers === undefined ? {} : { webhooks: readWebhooks(webhookAnswers) }),
  };
}
