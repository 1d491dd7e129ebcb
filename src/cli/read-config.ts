// The configuration of a run: defaults < file < environment < flags. Unknown keys are errors with the nearest match.
import { existsSync, readFileSync } from "node:fs";
import {
  didYouMean,
  isJsonObject,
  PlimsollError,
  severities,
  type JsonValue,
  type Location,
  type Severity,
} from "../core/index.ts";
import { parseYamlDocuments } from "../languages/yaml/index.ts";
import { configKeys, environmentName, type ConfigKey } from "./config-keys.ts";

/** Per check: another severity, `off`, and options. */
export interface CheckConfig {
  readonly severity?: Severity | "off";
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Everything that can be configured, with defaults filled in. */
export interface Config {
  readonly check: readonly string[];
  readonly skip: readonly string[];
  readonly domain: readonly string[];
  readonly checks: Readonly<Record<string, CheckConfig>>;
  readonly plugins: readonly string[];
  readonly failOn: Severity | "none";
  readonly strict: boolean;
  readonly baseline: string | undefined;
  readonly waivers: string | undefined;
  readonly annotationWaivers: boolean;
  readonly output: readonly string[];
  readonly outputDir: string | undefined;
  readonly reportPrefix: string;
  readonly groupBy: "owner" | "check";
  readonly kubernetesVersion: string | undefined;
  readonly secrets: boolean;
  readonly complete: boolean;
}

/** Values by key, from one origin. */
export type Values = Readonly<Record<string, unknown>>;

const allowedSeverities = ["off", ...severities];
const keys: Readonly<Record<string, ConfigKey>> = configKeys;
const fileNames = ["plimsoll.config.yaml", "plimsoll.config.yml", "plimsoll.config.json"];

function fault(message: string, hint: string, location?: Location): PlimsollError {
  return new PlimsollError("PLIMSOLL_CONFIG", { message, hint, ...(location === undefined ? {} : { location }) });
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function checkSettings(id: string, section: unknown, location?: Location): CheckConfig {
  if (!isJsonObject(section))
    throw fault(`\`checks.${id}\` must be a mapping`, "give it `severity` or `options`", location);
  const unknown = Object.keys(section).find((name) => name !== "severity" && name !== "options");
  if (unknown !== undefined) {
    const hint = `a check takes severity and options.${didYouMean(unknown, ["severity", "options"])}`;
    throw fault(`\`checks.${id}.${unknown}\` is not known`, hint, location);
  }
  // YAML as kubectl reads it takes a bare `off` for false.
  const severity = section["severity"] === false ? "off" : section["severity"];
  const { options } = section;
  if (severity !== undefined && !allowedSeverities.some((name) => name === severity)) {
    const hint = `use one of ${allowedSeverities.join(", ")}`;
    throw fault(`\`checks.${id}.severity\` is ${JSON.stringify(severity)}`, hint, location);
  }
  if (options !== undefined && !isJsonObject(options))
    throw fault(`\`checks.${id}.options\` must be a mapping`, "see docs/checks for the options of a check", location);
  return {
    ...(severity === undefined ? {} : { severity: severity as NonNullable<CheckConfig["severity"]> }),
    ...(options === undefined ? {} : { options }),
  };
}

function checkSection(value: unknown, location?: Location): Readonly<Record<string, CheckConfig>> {
  if (!isJsonObject(value))
    throw fault("`checks` must map check ids to {severity, options}", "see docs/reference/config.md", location);
  return Object.fromEntries(Object.entries(value).map(([id, section]) => [id, checkSettings(id, section, location)]));
}

const wanted: Readonly<
  Record<Exclude<ConfigKey["type"], "choice" | "checks">, readonly [string, (value: unknown) => boolean]>
> = {
  text: ["text", (value) => typeof value === "string"],
  truth: ["true or false", (value) => typeof value === "boolean"],
  list: ["a list of texts", isTexts],
};

/** The value of a key, checked; `location` is where it was given, if that is a file. */
function valueOf(name: string, value: unknown, location?: Location): unknown {
  const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
  if (key === undefined) {
    const hint = `see docs/reference/config.md.${didYouMean(name, Object.keys(keys))}`;
    throw fault(`\`${name}\` is not a configuration key`, hint, location);
  }
  if (key.type === "checks") return checkSection(value, location);
  const { choices = [] } = key;
  const [kind, accepts] =
    key.type === "choice"
      ? [`one of ${choices.join(", ")}`, (one: unknown) => choices.some((choice) => choice === one)]
      : wanted[key.type];
  if (!accepts(value)) throw fault(`\`${name}\` must be ${kind}`, "see docs/reference/config.md", location);
  return value;
}

function lineOf(text: string, name: string): number {
  const at = text
    .split("\n")
    .findIndex((line) => new RegExp(`^\\s*["']?${name.replaceAll(/\W/g, String.raw`\$&`)}["']?\\s*:`).test(line));
  return at === -1 ? 1 : at + 1;
}

/** Reads a configuration file's text; YAML or JSON. */
export function parseConfig(text: string, file: string): Values {
  const { documents, errors } = parseYamlDocuments(text);
  const [error] = errors;
  if (error !== undefined)
    throw fault(error.message, "mend the file, or leave it out", { file, line: error.line, column: error.column });
  if (documents.length > 1) throw fault("the file holds more than one document", "keep one", { file, line: 1 });
  const value: JsonValue = documents[0]?.value ?? {};
  if (!isJsonObject(value))
    throw fault("the file must hold a mapping", "see docs/reference/config.md", { file, line: 1 });
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, valueOf(name, item, { file, line: lineOf(text, name) })]),
  );
}

function parseEnvironmentValue(name: string, text: string, variable: string): unknown {
  const type = keys[name]?.type;
  const value =
    type === "list"
      ? text.split(",").filter((part) => part !== "")
      : type === "truth"
        ? { true: true, false: false }[text]
        : text;
  try {
    return valueOf(name, value);
  } catch (error) {
    throw error instanceof PlimsollError ? fault(`${variable}: ${error.message}`, error.hint) : error;
  }
}

/** Values from PLIMSOLL_* variables; variables that name no key are left alone. */
function environmentConfig(env: Readonly<Record<string, string | undefined>>): Values {
  const found = Object.entries(keys).flatMap(([name, { type }]) => {
    const variable = environmentName(name);
    const text = env[variable];
    return text === undefined || text === "" || type === "checks"
      ? []
      : [[name, parseEnvironmentValue(name, text, variable)] as const];
  });
  return Object.fromEntries(found);
}

function readFile(path: string): Values {
  try {
    return parseConfig(readFileSync(path, "utf8"), path);
  } catch (error) {
    if (error instanceof PlimsollError) throw error;
    throw fault(
      `the configuration file ${path} cannot be read: ${(error as Error).message}`,
      "name an existing file with --config",
    );
  }
}

/** The configuration of a run. `flags` holds only what the user gave. */
export function readConfig(
  named: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  flags: Values,
): Config {
  const path = named ?? fileNames.find((name) => existsSync(name));
  const defaults = Object.fromEntries(Object.entries(keys).map(([name, { fallback }]) => [name, fallback]));
  const given = Object.fromEntries(
    Object.entries(flags).filter(([name, value]) => value !== undefined && Object.hasOwn(keys, name)),
  );
  return {
    ...defaults,
    ...(path === undefined ? {} : readFile(path)),
    ...environmentConfig(env),
    ...given,
  } as unknown as Config;
}
