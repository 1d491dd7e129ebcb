// The guide works: every page's files are written and its commands run, exactly as printed, on the installed package.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parseYamlDocuments } from "../../src/languages/yaml/index.ts";
import { readGuidePage, type Step } from "./guide-page.ts";
import { packPackage, workplace, type Workplace } from "./installed-package.ts";

const guide = resolve(import.meta.dirname, "../../docs/guide");
let packed: ReturnType<typeof packPackage>;
/** A folder with the package installed, which pages that begin after the installation start from. */
let installed: Workplace;
let place: Workplace;

beforeAll(() => {
  packed = packPackage();
  installed = workplace(packed.tarball);
  const { exitCode, output } = installed.run("npm install --save-dev plimsoll");
  if (exitCode !== 0) throw new Error(output);
}, 60_000);
afterAll(() => {
  installed.remove();
  packed.remove();
});
afterEach(() => place.remove());

function write(path: string, text: string): void {
  mkdirSync(dirname(join(place.folder, path)), { recursive: true });
  writeFileSync(join(place.folder, path), text);
}

/** Runs the steps of a page; every command but the last must succeed, the last must exit as the page says. */
function follow(steps: readonly Step[]): string[] {
  const outputs: string[] = [];
  for (const step of steps) {
    if (step.kind === "file") {
      write(step.path, step.text);
      continue;
    }
    step.commands.forEach((command, index) => {
      const { exitCode, output } = place.run(command);
      const expected = index === step.commands.length - 1 ? step.exit : 0;
      expect(exitCode, `$ ${command}\n${output}`).toBe(expected);
      outputs.push(output);
    });
  }
  return outputs;
}

const example = readGuidePage(join(guide, "install-and-scan.md")).filter((step) => step.kind === "file");

describe("the guide", { timeout: 120_000 }, () => {
  it("installs and scans a folder", () => {
    place = workplace(packed.tarball);
    const outputs = follow(readGuidePage(join(guide, "install-and-scan.md"))).join("\n");
    expect(outputs).toMatch(/manifests\/web\.yaml:\d+/);
    expect(outputs).toContain("pss-privileged");
  });

  it.each([["baseline.md"], ["waivers.md"]])("works as %s says, after an installation", (page) => {
    place = workplace(packed.tarball, installed.folder);
    expect(follow([...example, ...readGuidePage(join(guide, page))]).length).toBeGreaterThan(2);
  });

  it("asks who can talk to whom, after an installation", () => {
    place = workplace(packed.tarball, installed.folder);
    const outputs = follow(readGuidePage(join(guide, "network.md"))).join("\n");
    expect(outputs).toContain("Yes: Deployment shop/web → Service shop/db on 5432/TCP.");
    expect(outputs).toMatch(/two-dashes \(1\)[^]*mistake\.yaml:9/);
  });

  it("asks who may do what, after an installation", () => {
    place = workplace(packed.tarball, installed.folder);
    const outputs = follow(readGuidePage(join(guide, "access.md"))).join("\n");
    expect(outputs).toMatch(/the rest\s+of the chain was not seen/);
    expect(outputs).toMatch(/User minh +ServiceAccount shop\/ci +mint its tokens/);
    expect(outputs).toMatch(/\+ gains in namespace shop[^]*delete on deployments/);
    expect(outputs).toContain("name: allow-get-secrets-tls");
  });

  it("makes and judges certificate requests, after an installation", () => {
    place = workplace(packed.tarball, installed.folder);
    const outputs = follow(readGuidePage(join(guide, "certificates.md"))).join("\n");
    expect(outputs).toContain("kubectl certificate approve jane-");
    expect(outputs).toContain("system:masters group is not allowed");
    expect(outputs).toContain("Approve: nothing speaks against it.");
    expect(outputs).toMatch(/its holder would be cluster-admin/);
    expect(outputs).toMatch(/shop\/web +Deployment web +for API server, 3607 s/);
    expect(outputs).toMatch(/gone in\s+1\.32/);
    expect(outputs).toMatch(/rules\[0\]\.resources\[1\][^]*"apps"/);
    expect(outputs).toMatch(/rules\[1\]\.resources\[0\] +subresources have no/);
  });

  it("looks at certificates and credentials, after an installation", () => {
    place = workplace(packed.tarball, installed.folder);
    const outputs = follow(readGuidePage(join(guide, "credentials.md"))).join("\n");
    expect(outputs).toMatch(/3 certificates and 0 private keys: 0 expired, 1 more expire within 30 days/);
    expect(outputs).toMatch(/kube-apiserver, serving/);
    expect(outputs).toMatch(/system:serviceaccount:shop:ci[^]*unverified/);
    expect(outputs).toMatch(/Pod shop\/ci-0: IS GONE/);
    expect(outputs).toMatch(/tls-not-verified[^]*from-a-friend\.yaml:\d+[^]*exec-secret/);
    expect(outputs).toContain("export KUBE_SERVER='https://203.0.113.7:6443'");
    expect(outputs).toContain(
      "kubectl --kubeconfig=from-a-friend.yaml create token ci --namespace=web --duration=1h0m0s",
    );
  });

  it("writes, runs and tests a check of one's own", () => {
    place = workplace(packed.tarball, installed.folder);
    const outputs = follow(readGuidePage(join(guide, "write-a-check.md"))).join("\n");
    expect(outputs).toContain("pods have no label team");
    expect(outputs).toMatch(/# pass [1-9]/);
  });

  it.each([
    ["GitHub", ".github/workflows/plimsoll.yaml"],
    ["GitLab", ".gitlab-ci.yml"],
  ])("gates in %s CI: fails on a bad manifest, passes on a good one", (_name, path) => {
    place = workplace(packed.tarball);
    const file = readGuidePage(join(guide, "ci.md")).find((step) => step.kind === "file" && step.path === path);
    const commands = commandsOf(parseYamlDocuments(file?.kind === "file" ? file.text : "").documents[0]?.value);
    expect(commands).toHaveLength(2);
    const [installation = "", scan = ""] = commands;
    expect(place.run(installation).exitCode).toBe(0);
    for (const step of example) if (step.kind === "file") write(step.path, step.text);
    expect(place.run(scan).exitCode).toBe(1);
    write(
      "manifests/web.yaml",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: colours, namespace: shop }\ndata: { blue: sky }\n",
    );
    expect(place.run(scan)).toMatchObject({ exitCode: 0 });
  });
});

/** The commands of a workflow: `run` of GitHub's steps, `script` of GitLab's jobs. */
function commandsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(commandsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === "run" && typeof item === "string") return [item];
    return key === "script" && Array.isArray(item) ? item.map(String) : commandsOf(item);
  });
}
