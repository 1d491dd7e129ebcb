/** Where the programs come from: a wrong KUBEBUILDER_ASSETS is an error, no Go module an explained absence. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { obtainBinaries } from "./binaries.ts";
import { moduleVersions } from "./go-build.ts";

describe("obtainBinaries", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "plimsoll-binaries-"));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  it("takes the programs of KUBEBUILDER_ASSETS, those that are optional if present", async () => {
    vi.stubEnv("KUBEBUILDER_ASSETS", folder);
    for (const name of ["etcd", "kube-apiserver", "kubectl"]) await writeFile(join(folder, name), "");
    const obtained = await obtainBinaries();
    expect(obtained).toMatchObject({ found: true, binaries: { origin: "assets", kubectl: join(folder, "kubectl") } });
    expect(obtained).toHaveProperty("binaries.controllerManager", undefined);
  });

  it("says what a KUBEBUILDER_ASSETS folder lacks", async () => {
    vi.stubEnv("KUBEBUILDER_ASSETS", folder);
    await expect(obtainBinaries()).rejects.toThrow(
      `KUBEBUILDER_ASSETS is ${folder}, which holds no etcd: put it there`,
    );
  });

  it("explains how to provide the programs where a module cannot be had", async () => {
    vi.stubEnv("KUBEBUILDER_ASSETS", "");
    vi.stubEnv("XDG_CACHE_HOME", folder);
    vi.stubEnv("GOMODCACHE", join(folder, "modules"));
    vi.stubEnv("GOPROXY", "off");
    vi.stubEnv("GOTOOLCHAIN", "local");
    const obtained = await obtainBinaries();
    expect(obtained.found).toBe(false);
    expect(obtained).toHaveProperty("missing", expect.stringMatching(/no Go was found|go build of etcd failed/));
    expect(obtained).toHaveProperty("missing", expect.stringContaining("set KUBEBUILDER_ASSETS"));
  });

  it("reads the versions out of the go.mod files", () => {
    expect(moduleVersions()).toEqual({
      kubernetes: expect.stringMatching(/^v1\.\d+\.\d+$/),
      etcd: expect.stringMatching(/^v3\.\d+\.\d+$/),
    });
  });
});
