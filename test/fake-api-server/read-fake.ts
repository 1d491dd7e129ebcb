// Reads a fake API server through the cluster source.
import type { Reading } from "../../src/model/index.ts";
import { clusterSource, type ClusterOptions } from "../../src/sources/cluster/index.ts";
import { startFakeApiServer, type FakeApiServer, type FakeApiServerOptions } from "./fake-api-server.ts";
import { kubeconfig, removeTemporaryFolders, temporaryFolder, writeKubeconfig } from "./kubeconfig.ts";

/** What came of one reading. */
export interface FakeReading {
  readonly reading: Reading;
  readonly server: FakeApiServer;
  readonly steps: readonly string[];
  readonly warnings: readonly string[];
  /** Milliseconds waited before retries, which are not really waited for. */
  readonly waits: readonly number[];
}

/** Starts a server, reads it over plain HTTP without waiting for back-off, stops it. */
export async function readFake(
  server: FakeApiServerOptions,
  options: Partial<ClusterOptions> = {},
  context: object = {},
): Promise<FakeReading> {
  const running = await startFakeApiServer(server);
  const file = writeKubeconfig(temporaryFolder(), kubeconfig(running.url, {}, {}, context));
  const steps: string[] = [];
  const warnings: string[] = [];
  const waits: number[] = [];
  const wait = (milliseconds: number): Promise<void> => {
    waits.push(milliseconds);
    return Promise.resolve();
  };
  try {
    const source = clusterSource({
      env: {},
      kubeconfig: file,
      requestTimeoutMs: 2000,
      pacing: { wait, random: () => 0 },
      warn: (text) => void warnings.push(text),
      ...options,
    });
    const reading = await source.read({ step: (text) => void steps.push(text) });
    return { reading, server: running, steps, warnings, waits };
  } finally {
    await running.stop();
    removeTemporaryFolders();
  }
}
