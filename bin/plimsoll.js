#!/usr/bin/env node
// Starts the command line; no logic here. CommonJS (see package.json beside it): node starts its module loader otherwise.
try {
  module.require("../dist/cli.cjs");
} catch (error) {
  if (error?.code !== "MODULE_NOT_FOUND" || !String(error.message).includes("dist/cli.cjs")) throw error;
  process.stderr.write("plimsoll is not built yet. Run: npm run build\n");
  process.exitCode = 2;
}
