// docs/reference/config.md: every key of the configuration file.
import { configKeys, environmentName } from "../../src/cli/config-keys.ts";
import type { GeneratedFile } from "./generated-file.ts";

/** The page of configuration keys. */
export function configReference(): GeneratedFile {
  const rows = Object.entries(configKeys).map(([key, { type, fallback, description }]) => {
    const env = type === "checks" ? "" : `\`${environmentName(key)}\``;
    return `| \`${key}\` | ${type === "choice" ? "one of the values named" : type} | \`${JSON.stringify(fallback) ?? "none"}\` | ${env} | ${description} |`;
  });
  const text = [
    "# Configuration",
    "",
    "One file, `plimsoll.config.yaml` (or `.yml`, `.json`) in the folder the command runs in, or named with `--config`.",
    "Defaults are overridden by the file, the file by the environment, the environment by flags. Unknown keys are errors.",
    "Lists in the environment are separated by commas.",
    "",
    "| Key | Type | Default | Environment | Meaning |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
    "```yaml",
    "failOn: medium",
    "skip: [pss-*]",
    "checks:",
    "  image-tag-mutable:",
    "    severity: low",
    "waivers: plimsoll-waivers.yaml",
    "```",
    "",
  ].join("\n");
  return { path: "docs/reference/config.md", text };
}
