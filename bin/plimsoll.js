#!/usr/bin/env node
// Starts the command line; no logic here.
import module from "node:module";

module.enableCompileCache?.();
try {
  await import("../dist/cli.js");
} catch (error) {
  if (error?.code !== "ERR_MODULE_NOT_FOUND" || !String(error.message).includes("dist/cli.js")) throw error;
  process.stderr.write("plimsoll is not built yet. Run: npm run build\n");
  process.exitCode = 2;
}
