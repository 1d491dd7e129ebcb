// plimsoll network lint, on files: findings with their lines, and the exit code.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import { shopCluster, shopPolicies, shopWorkloads } from "../../../test/fixtures/network-world.ts";
import type { NetworkLint } from "../../use-cases/network/index.ts";

let folder: WorkFolder;
beforeEach(() => {
  folder = new WorkFolder();
});
afterEach(() => folder.remove());

const lint = async (...words: readonly string[]) => run(["network", "lint", "-f", folder.path, ...words]);

async function findings(...words: readonly string[]): Promise<string[]> {
  const { out } = await lint("--complete", "-o", "json", ...words);
  const data = JSON.parse(out) as NetworkLint;
  return data.findings.map(({ id, object, location }) => `${id} ${object.name}:${location?.line ?? ""}`);
}

describe("network lint", () => {
  it("exits 1 on a warning, with the line it is about", async () => {
    folder.write("shop.yaml", shopCluster);
    expect(await findings()).toEqual(["dns-blocked web:89"]);
    expect(await lint("--complete")).toMatchObject({ exitCode: 1, err: "" });
    expect((await lint("--complete")).out).toMatch(/shop\.yaml:89/);
  });

  it("exits 0 when there is nothing, or only what is good to know", async () => {
    const dns = "    - ports: [{ port: 53, protocol: UDP }, { port: 53 }]\n";
    folder.write("shop.yaml", shopWorkloads);
    folder.write("policies.yaml", `${shopPolicies}${dns}`);
    expect(await lint("--complete")).toMatchObject({ exitCode: 0, err: "" });
    folder.write(
      "dead.yaml",
      shopPolicies.replaceAll("namespace: shop", "namespace: gone").replaceAll("name: web,", "name: x,"),
    );
    expect(await findings("-n", "shop")).toEqual([]);
    expect((await lint("-n", "shop")).exitCode).toBe(0);
  });

  it("tells of policies that cannot be read, with file and line", async () => {
    folder.write(
      "bad.yaml",
      "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: bad, namespace: shop }\nspec:\n  podSelector: nobody\n",
    );
    folder.write("shop.yaml", shopWorkloads);
    const { exitCode, out } = await lint();
    expect(exitCode).toBe(1);
    expect(out.replaceAll(/[\s│]+/g, " ")).toMatch(/policy-refused \(1\).*bad\.yaml:\d+/);
  });

  it("is not run on nothing", async () => {
    expect(await lint()).toMatchObject({ exitCode: 2, out: "" });
  });
});
