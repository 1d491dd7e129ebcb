// The checks of a run: the catalogue, and modules with checks of the user's own.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Check } from "../checking/index.ts";
import { checks as catalogue } from "../checks/index.ts";
import { PlimsollError } from "../core/index.ts";

function isCheck(value: unknown): value is Check {
  const { id, run, messages, reads } = (value ?? {}) as Record<string, unknown>;
  return typeof id === "string" && typeof run === "function" && typeof messages === "object" && Array.isArray(reads);
}

async function loadPlugin(path: string): Promise<readonly Check[]> {
  const fault = (message: string, cause?: unknown): PlimsollError =>
    new PlimsollError("PLIMSOLL_CONFIG", {
      message: `the plugin ${path} ${message}`,
      hint: "a plugin is a module that exports `checks`, a list made with defineCheck: see docs/guide/write-a-check.md",
      cause,
    });
  let module: { readonly checks?: unknown };
  try {
    module = (await import(pathToFileURL(resolve(path)).href)) as typeof module;
  } catch (error) {
    throw fault(`cannot be loaded: ${(error as Error).message}`, error);
  }
  if (!Array.isArray(module.checks) || !module.checks.every(isCheck)) throw fault("does not export a list of checks");
  return module.checks;
}

/** The catalogue and the plugins' checks; an id may exist once only. */
export async function loadChecks(plugins: readonly string[]): Promise<readonly Check[]> {
  const own = (await Promise.all(plugins.map(loadPlugin))).flat();
  const all = [...catalogue, ...own];
  const twice = own.find(({ id }) => all.filter((check) => check.id === id).length > 1);
  if (twice !== undefined) {
    const hint = "give it another id";
    throw new PlimsollError("PLIMSOLL_CONFIG", {
      message: `a plugin's check "${twice.id}" has an id that is taken`,
      hint,
    });
  }
  return all;
}
