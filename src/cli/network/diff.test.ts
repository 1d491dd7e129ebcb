// plimsoll network diff, on files: what opens and closes, what is told apart, and the exit code.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import { calico, flannel, shopCluster, shopPolicies, shopWorkloads } from "../../../test/fixtures/network-world.ts";
import type { NetworkDiff } from "../../use-cases/network/index.ts";

let folder: WorkFolder;
let cluster: string;
beforeEach(() => {
  folder = new WorkFolder();
  cluster = folder.write("cluster.yaml", shopCluster);
});
afterEach(() => folder.remove());

async function diff(...words: readonly string[]): Promise<NetworkDiff & { readonly exitCode: number }> {
  const { out, err, exitCode } = await run(["network", "diff", ...words, "--complete", "-o", "json"]);
  if (out === "") throw new Error(err);
  return { ...(JSON.parse(out) as NetworkDiff), exitCode };
}

function rows({ changes }: NetworkDiff, of: "opened" | "closed") {
  return changes.flatMap(({ from, to, responsible, ...ports }) =>
    [...ports[of].TCP, ...ports[of].UDP, ...ports[of].SCTP].length > 0
      ? [{ from, to, TCP: ports[of].TCP, responsible }]
      : [],
  );
}

describe("network diff BEFORE AFTER", () => {
  it("is empty and exits 0 for equal inputs, pods renamed or not", async () => {
    const pods = (suffix: string): string =>
      [0, 1]
        .map(
          (at) =>
            `apiVersion: v1\nkind: Pod\nmetadata: { name: web-abc-${suffix}${at}, namespace: shop, labels: { app: web, pod-template-hash: abc }, ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: web-abc, uid: u, controller: true }] }\nspec: { containers: [{ name: web, ports: [{ name: http, containerPort: 8080 }] }] }\nstatus: { phase: Running }\n`,
        )
        .join("---\n");
    const before = folder.write("a/all.yaml", `${shopCluster}---\n${pods("x")}`);
    const after = folder.write("b/all.yaml", `${shopCluster}---\n${pods("y")}`);
    expect(await diff(before, after)).toMatchObject({
      exitCode: 0,
      equal: true,
      changes: [],
      onlyBefore: { workloads: [] },
    });
  });

  it("finds no change in a port that only one of both sides opens", async () => {
    const policy = "ports: [{ port: 5432 }]\n---";
    const after = folder.write(
      "after.yaml",
      shopCluster.replace(policy, "ports: [{ port: 5432 }, { port: 9187 }]\n---"),
    );
    expect(await diff(cluster, after)).toMatchObject({
      exitCode: 0,
      equal: true,
      policies: { changed: ["NetworkPolicy/shop/db"] },
    });
  });

  it("tells a port that opens, between which workloads, and because of which policy", async () => {
    const open = folder.write("open.yaml", shopCluster.replace("port: http", "port: 9999"));
    const changed = await diff(cluster, open);
    expect(changed).toMatchObject({ exitCode: 1, policies: { changed: ["NetworkPolicy/shop/web"] } });
    expect(rows(changed, "opened")).toEqual([
      {
        from: ["Deployment shop/db", "Deployment tools/probe"],
        to: ["Deployment shop/web"],
        TCP: [[9999, 9999]],
        responsible: ["NetworkPolicy/shop/web"],
      },
    ]);
    expect(rows(changed, "closed").map(({ TCP }) => TCP)).toEqual([[[8080, 8080]]]);
  });

  it("tells workloads and namespaces that are in one only apart", async () => {
    const after = folder.write("after.yaml", shopCluster.replaceAll("tools", "lab"));
    const found = await diff(cluster, after);
    expect(found).toMatchObject({
      equal: true,
      exitCode: 0,
      onlyBefore: { workloads: ["Deployment tools/probe"], namespaces: ["tools"] },
      onlyAfter: { workloads: ["Deployment lab/probe"], namespaces: ["lab"] },
    });
  });

  it("sees labels that change what policies say", async () => {
    const after = folder.write(
      "after.yaml",
      shopCluster.replace("metadata: { labels: { app: db } }", "metadata: { labels: { app: database } }"),
    );
    const found = await diff(cluster, after);
    expect(rows(found, "closed")).toEqual([
      { from: ["Deployment shop/web"], to: ["Deployment shop/db"], TCP: [[5432, 5432]], responsible: [] },
    ]);
  });

  it.each([
    [["one"], /two inputs are compared/],
    [["one", "two", "three"], /too many inputs/],
  ])("%j is a usage error", async (paths, message) => {
    const { exitCode, err } = await run(["network", "diff", ...paths]);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
  });
});

describe("network diff --patch and --remove", () => {
  const workloads = (): string => folder.write("workloads.yaml", shopWorkloads);

  it("tells what new policies close", async () => {
    const found = await diff("-f", workloads(), "--patch", folder.write("policies.yaml", shopPolicies));
    expect(found).toMatchObject({ exitCode: 1, opens: 0 });
    expect(found.policies.added).toHaveLength(3);
    expect(
      rows(found, "closed").find(
        ({ to, from }) => to.includes("Deployment shop/db") && from.includes("Deployment tools/probe"),
      )?.TCP,
    ).toEqual([[1, 65_535]]);
  });

  it("gives the same as comparing the two states", async () => {
    const patched = await diff("-f", workloads(), "--patch", folder.write("policies.yaml", shopPolicies));
    const compared = await diff(workloads(), cluster);
    expect(patched.changes).toEqual(compared.changes);
  });

  it("tells what opens without a policy", async () => {
    const found = await diff(cluster, "--remove", "netpol/shop/db");
    expect(found.policies.removed).toEqual(["NetworkPolicy/shop/db"]);
    expect(rows(found, "closed")).toEqual([
      {
        from: ["Deployment shop/web"],
        to: ["Deployment shop/db"],
        TCP: [[5432, 5432]],
        responsible: ["NetworkPolicy/shop/db"],
      },
    ]);
    expect((await diff(cluster, "--remove", "netpol/db", "-n", "shop")).policies.removed).toEqual([
      "NetworkPolicy/shop/db",
    ]);
  });

  it("does not apply what the API server would refuse, and says so", async () => {
    const bad = folder.write("bad.yaml", shopPolicies.replace("198.51.100.0/24", "198.51.100.0/33"));
    const found = await diff(cluster, "--patch", bad);
    expect(found.problems.map(({ object, code }) => [object, code])).toEqual([
      ["NetworkPolicy/shop/web", "invalid-cidr"],
    ]);
    expect(found.equal).toBe(true);
  });

  it("says when a policy is for a namespace the input does not have", async () => {
    const found = await diff(
      cluster,
      "--patch",
      folder.write("p.yaml", shopPolicies.replaceAll("namespace: shop", "namespace: shopp")),
    );
    expect(found.notes[0]).toMatch(/the input has no namespace shopp, so it selects nothing/);
  });

  it("says when nothing of it has effect", async () => {
    folder.write("all/cluster.yaml", shopWorkloads);
    folder.write("all/flannel.yaml", flannel);
    const found = await diff("-f", folder.file("all"), "--patch", folder.write("policies.yaml", shopPolicies));
    expect(found.notes.join(" ")).toMatch(/Nothing of this has effect\. /);
    folder.write("all/flannel.yaml", calico);
    expect((await diff("-f", folder.file("all"), "--patch", folder.file("policies.yaml"))).notes.join(" ")).not.toMatch(
      /no effect/,
    );
  });

  it.each([
    [["--remove", "netpol/shop/dbb"], /no policy "netpol\/shop\/dbb" to remove/, /NetworkPolicy\/shop\/db/],
    [["--remove", "shop/db"], /no policy "shop\/db"/, /NetworkPolicy\/shop\/db|write networkpolicy/],
  ])("%j is told what is near", async (words, message, hint) => {
    const { exitCode, err } = await run(["network", "diff", "-f", cluster, ...words]);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
    expect(err).toMatch(hint);
  });

  it("refuses a patch without a policy", async () => {
    const { exitCode, err } = await run(["network", "diff", "-f", cluster, "--patch", workloads()]);
    expect({ exitCode, err }).toMatchObject({ exitCode: 2, err: expect.stringMatching(/holds no policy/) as string });
  });
});
