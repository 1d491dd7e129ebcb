// The package as a user gets it: packed, installed into a folder of its own, run from there.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** A folder outside the repository. */
export interface Workplace {
  readonly folder: string;
  /** Runs one shell command there; `npm install … plimsoll` installs the packed tarball, without network. */
  run(command: string): { readonly exitCode: number | null; readonly output: string };
  remove(): void;
}

/** Packs the repository's dist/ once; gives the tarball's path. */
export function packPackage(): { readonly tarball: string; remove(): void } {
  if (!existsSync(join(root, "dist/cli.cjs"))) throw new Error("dist/ is missing: run npm run build first");
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-pack-"));
  const { stdout, status, stderr } = spawnSync(
    "npm",
    ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Error(`npm pack failed: ${stderr}`);
  return { tarball: join(folder, stdout.trim()), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** An empty folder with the package's tarball at hand; `files` are copied into it. */
export function workplace(tarball: string, files?: string): Workplace {
  const folder = mkdtempSync(join(tmpdir(), "plimsoll-guide-"));
  if (files !== undefined) cpSync(files, folder, { recursive: true, verbatimSymlinks: true });
  const { NO_COLOR: _c, FORCE_COLOR: _f, ...env } = process.env;
  return {
    folder,
    run(command) {
      const local = /^npm install .*\bplimsoll$/.test(command)
        ? `npm install --offline --no-audit --no-fund ${tarball}`
        : command;
      const { status, stdout, stderr } = spawnSync("sh", ["-c", local], {
        cwd: folder,
        encoding: "utf8",
        env: { ...env, npm_config_offline: "true", KUBECONFIG: join(folder, "no-kubeconfig") },
        maxBuffer: 64 * 1024 * 1024,
      });
      return { exitCode: status, output: `${stdout}${stderr}` };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
