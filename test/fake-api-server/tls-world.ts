// An authority, one nobody trusts, HTTPS servers, and a client that reads them.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Reading } from "../../src/model/index.ts";
import { clusterSource, type ClusterOptions } from "../../src/sources/cluster/index.ts";
import { createAuthority, type Authority } from "./certificates.ts";
import { startFakeApiServer, type FakeApiServer, type FakeApiServerOptions } from "./fake-api-server.ts";
import { base64, removeTemporaryFolders, temporaryFolder, writeKubeconfig } from "./kubeconfig.ts";

/** Everything a test of TLS and credentials needs. */
export interface TlsWorld {
  readonly folder: string;
  readonly authority: Authority;
  readonly stranger: Authority;
  /** The cluster fields that trust `authority`. */
  readonly trusted: Readonly<Record<string, string>>;
  /** Starts a server with a good certificate for 127.0.0.1 and api.test, which asks clients for theirs. */
  start(options?: FakeApiServerOptions): Promise<FakeApiServer>;
  /** Starts a server of plain HTTP. */
  startPlain(): Promise<FakeApiServer>;
  /** Reads the cluster of a kubeconfig; what was warned of is told too. */
  read(content: object, options?: Partial<ClusterOptions>): Promise<Reading & { readonly warnings: readonly string[] }>;
  /** Writes a program of Node and returns its path. */
  program(text: string): string;
  stop(): Promise<void>;
}

/** Makes the world; call stop() when done. */
export async function createTlsWorld(): Promise<TlsWorld> {
  const folder = temporaryFolder();
  const authority = await createAuthority("test authority");
  const stranger = await createAuthority("another authority");
  const pair = await authority.issue({ name: "server", dns: ["api.test"], ips: ["127.0.0.1"] });
  const objects = { namespaces: [{ metadata: { name: "shop" } }] };
  const running: FakeApiServer[] = [];
  let programs = 0;
  return {
    folder,
    authority,
    stranger,
    trusted: { "certificate-authority-data": base64(authority.cert) },
    async start(options = {}) {
      const tls = { ...pair, clientAuthority: authority.cert };
      const server = await startFakeApiServer({ objects, tls, ...options });
      running.push(server);
      return server;
    },
    async startPlain() {
      const server = await startFakeApiServer({ objects });
      running.push(server);
      return server;
    },
    async read(content, options = {}) {
      const warnings: string[] = [];
      const source = clusterSource({
        env: { PATH: process.env["PATH"] },
        kubeconfig: writeKubeconfig(folder, content),
        requestTimeoutMs: 3000,
        pacing: { wait: () => Promise.resolve(), random: () => 0 },
        warn: (text) => void warnings.push(text),
        ...options,
      });
      return { ...(await source.read({ step: () => undefined })), warnings };
    },
    program(text) {
      const file = join(folder, `program-${++programs}.cjs`);
      writeFileSync(file, `#!${process.execPath}\n${text}`, { mode: 0o755 });
      return file;
    },
    async stop() {
      for (const server of running) await server.stop();
      removeTemporaryFolders();
    },
  };
}
