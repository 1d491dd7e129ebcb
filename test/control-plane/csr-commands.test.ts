// plimsoll csr and api against a real control plane: from a key to a kubeconfig that works, and what discovery tells.
import { readFileSync, statSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ApiResourcesAnswer } from "../../src/use-cases/api-resources/index.ts";
import type { CsrCreate, CsrList, CsrReview } from "../../src/use-cases/csr/index.ts";
import { run, WorkFolder, type Run } from "../fixtures/command-line.ts";
import { describeControllerManager } from "./describe-control-plane.ts";
import { startControlPlane, type ControlPlane, type KubernetesObject } from "./index.ts";

const rbac = "rbac.authorization.k8s.io";

function json({ out, err }: Run): unknown {
  if (out === "") throw new Error(err);
  return JSON.parse(out);
}

/** Columns as one line; lists within them in order. */
function sorted(columns: readonly string[]): string {
  return columns.map((column) => column.split(",").toSorted().join(",")).join(" ");
}

describeControllerManager("csr and api", () => {
  const folder = new WorkFolder();
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await startControlPlane({ controllerManager: true });
    await plane.api.createMany([
      {
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: { name: "buoys.sea.example.com" },
        spec: {
          group: "sea.example.com",
          scope: "Namespaced",
          names: { plural: "buoys", singular: "buoy", kind: "Buoy", shortNames: ["by"], categories: ["all"] },
          versions: [
            {
              name: "v1",
              served: true,
              storage: true,
              schema: { openAPIV3Schema: { type: "object" } },
              subresources: { status: {} },
            },
          ],
        },
      },
      {
        apiVersion: `${rbac}/v1`,
        kind: "ClusterRole",
        metadata: { name: "typo" },
        rules: [{ apiGroups: ["app"], resources: ["deploymnets"], verbs: ["get"] }],
      },
    ] as unknown as KubernetesObject[]);
  });
  afterAll(async () => {
    folder.remove();
    await plane?.stop();
  });

  const here = (words: string): Promise<Run> =>
    run(`${words} --kubeconfig ${plane.adminKubeconfig} -o json`, { now: new Date().toISOString() });

  async function whoAmI(kubeconfig: string): Promise<unknown> {
    const { stdout } = await plane.kubectl(["auth", "whoami", "-o", "json"], { kubeconfig });
    const { status } = JSON.parse(stdout) as { readonly status: { readonly userInfo: object } };
    return status.userInfo;
  }

  it.each(["ecdsa", "rsa", "ed25519"])(
    "creates, approves and fetches: the server knows the user by an %s key",
    async (key) => {
      const answer = await here(
        `csr create --user jane-${key} --group dev --group ops --days 1 --key ${key} --out-dir ${folder.path} --apply --approve`,
      );
      expect(answer.exitCode, answer.err).toBe(0);
      const { applied, files, commands } = json(answer) as CsrCreate;
      expect([applied?.state, commands]).toEqual(["issued", []]);
      expect(await whoAmI(files.kubeconfig ?? "")).toMatchObject({
        username: `jane-${key}`,
        groups: ["dev", "ops", "system:authenticated"],
      });
      for (const file of [files.key, files.kubeconfig ?? ""]) expect(statSync(file).mode & 0o777).toBe(0o600);
      const keyText = readFileSync(files.key, "utf8").split("\n")[1] ?? "?";
      expect(answer.out + answer.err).not.toContain(keyText);
    },
  );

  it("waits for somebody else's approval, and lists and reviews what waits", async () => {
    const answer = await here(`csr create --user pia --name pia --out-dir ${folder.path} --wait 1 --apply`);
    expect(answer.exitCode).toBe(1);
    expect(json(answer) as CsrCreate).toMatchObject({
      applied: { state: "pending" },
      commands: [expect.stringContaining("certificate approve pia"), expect.any(String), expect.any(String)],
    });
    const { requests } = json(await here("csr list")) as CsrList;
    expect(requests.find(({ name }) => name === "pia")).toMatchObject({
      state: "pending",
      requestor: { groups: expect.arrayContaining(["system:masters"]) },
      identity: { username: "pia", groups: [] },
      cleanUp: { why: "pending for a day" },
      signer: { outcome: "signed" },
    });
    expect(requests.filter(({ state }) => state === "issued")).toHaveLength(3);
    const review = await here("csr review pia");
    expect([review.exitCode, (json(review) as CsrReview).verdict]).toEqual([0, "approve"]);
  });

  it("tells who would become cluster-admin, and refuses before it sends", async () => {
    await plane.api.createMany([
      {
        apiVersion: `${rbac}/v1`,
        kind: "ClusterRoleBinding",
        metadata: { name: "boss" },
        roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "cluster-admin" },
        subjects: [{ apiGroup: rbac, kind: "User", name: "boss" }],
      } as unknown as KubernetesObject,
    ]);
    await here(`csr create --user boss --name boss --out-dir ${folder.path} --wait 1 --apply`);
    const review = await here("csr review boss");
    expect(review.exitCode).toBe(1);
    expect(json(review) as CsrReview).toMatchObject({ verdict: "doubtful", grants: { clusterAdmin: true } });
    const before = (json(await here("csr list")) as CsrList).requests.length;
    const refused = await here(
      `csr create --user eve --group system:masters --out-dir ${folder.path} --apply --approve`,
    );
    expect([refused.exitCode, refused.err]).toEqual([
      2,
      expect.stringContaining("system:masters group is not allowed"),
    ]);
    expect((json(await here("csr list")) as CsrList).requests).toHaveLength(before);
  });

  it("says what the server says where the user may not create requests", async () => {
    const kubeconfig = await plane.kubeconfigFor({ user: "nobody" });
    const { exitCode, err } = await run(
      `csr create --user mo --out-dir ${folder.path} --apply --kubeconfig ${kubeconfig}`,
    );
    expect([exitCode, err]).toEqual([2, expect.stringMatching(/the signing request was refused: .*cannot create/)]);
  });

  it("leaves a request that it may not approve for somebody else", async () => {
    await plane.api.createMany([
      {
        apiVersion: `${rbac}/v1`,
        kind: "ClusterRole",
        metadata: { name: "asker" },
        rules: [
          { apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests"], verbs: ["create", "get"] },
          {
            apiGroups: ["certificates.k8s.io"],
            resources: ["certificatesigningrequests/approval"],
            verbs: ["update"],
          },
        ],
      },
      {
        apiVersion: `${rbac}/v1`,
        kind: "ClusterRoleBinding",
        metadata: { name: "asker" },
        roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "asker" },
        subjects: [{ apiGroup: rbac, kind: "User", name: "asker" }],
      },
    ] as unknown as KubernetesObject[]);
    const kubeconfig = await plane.kubeconfigFor({ user: "asker" });
    const answer = await run(
      `csr create --user pia --name pia-2 --out-dir ${folder.file("asker")} --apply --approve --kubeconfig ${kubeconfig} -o json`,
    );
    expect(answer.exitCode).toBe(1);
    expect(json(answer)).toMatchObject({
      applied: {
        state: "pending",
        message: expect.stringMatching(/not permitted to approve requests with signerName/),
      },
    });
    const review = json(await here("csr review pia-2")) as CsrReview;
    expect([review.verdict, review.gain]).toEqual(["doubtful", "no new rights"]);
    expect(review.approvers).not.toContain("User asker");
  });

  it("names the resources kubectl names", async () => {
    const { stdout } = await plane.kubectl(["api-resources", "-o", "wide", "--no-headers"]);
    const kubectl = stdout
      .trim()
      .split("\n")
      .map((line) => sorted(line.trim().split(/\s+/)));
    const { resources, origin } = json(await here("api resources")) as ApiResourcesAnswer;
    expect(origin).toBe("discovery");
    const ours = resources.map(({ resource, shortNames, group, versions, namespaced, kind, verbs, categories }) => {
      const apiVersion = `${group === "" ? "" : `${group}/`}${versions[0]?.version ?? ""}`;
      const parts = [
        resource,
        shortNames.join(","),
        apiVersion,
        String(namespaced),
        kind,
        verbs.join(","),
        categories.join(","),
      ];
      return sorted(parts.filter((part) => part !== ""));
    });
    expect(ours.toSorted()).toEqual(kubectl.toSorted());
  });

  it("finds rules that name what is not served", async () => {
    const answer = await here("api resources --rbac");
    expect(answer.exitCode).toBe(1);
    expect(JSON.stringify(json(answer))).toContain("deploymnets");
  });
});
