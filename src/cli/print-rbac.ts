// plimsoll scan --print-rbac: the least role a full scan needs, as manifests.
import { leastRole } from "../kubernetes/index.ts";
import { printYaml } from "../languages/yaml/index.ts";
import type { InputOptions } from "./input-options.ts";
import type { Io } from "./io.ts";

/** Prints ServiceAccount, role and binding; with `secrets`, the role may list Secrets. */
export function printRbac(options: Pick<InputOptions, "secrets">, io: Io): void {
  const objects = leastRole({ secrets: options.secrets === true });
  io.out(printYaml(objects));
}
