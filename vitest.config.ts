// Unit, architecture and conformance-subset tests; the real control plane and the browser have configurations of their own.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    pool: "threads",
    isolate: false,
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["test/control-plane/**", "test/browser/**", "node_modules/**"],
    testTimeout: 30_000,
  },
});
