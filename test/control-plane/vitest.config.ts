/** Runs the tests that need a real control plane: one file after another, with time to start servers. */
import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: join(import.meta.dirname, "..", ".."),
    include: ["test/control-plane/**/*.test.ts"],
    globalSetup: join(import.meta.dirname, "global-setup.ts"),
    pool: "forks",
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
