// What `pki list` reads of a real API server and etcd is what was issued to them; real tokens are told as the server sees them.
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { CredentialInspection } from "../../src/use-cases/credential/index.ts";
import type { PkiList } from "../../src/use-cases/pki/index.ts";
import { run } from "../fixtures/command-line.ts";
import { describeControlPlane } from "./describe-control-plane.ts";
import { startControlPlane, type ControlPlane } from "./index.ts";

interface TokenRequest {
  readonly status: { readonly token: string };
}

interface TokenReview {
  readonly status: { readonly authenticated?: boolean; readonly user?: object };
}

describeControlPlane("certificates and credentials of a real control plane", () => {
  let plane: ControlPlane;
  let address = "";
  const now = new Date().toISOString();
  beforeAll(async () => {
    plane = await startControlPlane({ controllerManager: true });
    address = plane.url.replace("https://", "");
  });
  afterAll(async () => plane.stop());

  async function list(...args: readonly string[]): Promise<PkiList & { readonly exitCode: number }> {
    const { out, err, exitCode } = await run(["pki", "list", ...args, "-o", "json", "--within", "1h"], { now });
    if (out === "") throw new Error(err);
    return { ...(JSON.parse(out) as PkiList), exitCode };
  }

  async function inspect(text: string, ...args: readonly string[]) {
    const { out, err } = await run(["credential", "inspect", "-", "-o", "json", ...args], { now, stdin: text });
    if (out === "") throw new Error(err);
    const [first] = (JSON.parse(out) as CredentialInspection).credentials;
    return first;
  }

  async function post<T>(path: string, body: object): Promise<T> {
    const response = await plane.api.request({ method: "POST", path, body });
    if (response.status >= 300) throw new Error(response.body);
    return JSON.parse(response.body) as T;
  }

  it("an endpoint shows the certificate that was issued, and it verifies by its authority alone", async () => {
    const { certificates, exitCode } = await list(address, "--ca", plane.caFile);
    const [serving] = certificates;
    expect(certificates).toHaveLength(1);
    expect(exitCode).toBe(0);
    expect(serving).toMatchObject({
      subject: { commonName: "kube-apiserver" },
      names: {
        dns: ["localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"],
        ips: ["127.0.0.1", "10.0.0.1"],
      },
      roles: ["server"],
      key: "ECDSA P-256",
      issuer: "CN=plimsoll-test-ca",
      keyUsages: ["digital signature"],
      extendedKeyUsages: ["server auth", "client auth"],
      daysLeft: 0,
      verifies: { answer: "yes" },
    });
    const wrong = join(plane.dir, "pki-etcd", "ca.crt");
    expect((await list(address, "--ca", wrong)).certificates[0]?.verifies?.answer).toBe("no");
    const byName = (await list(address.replace("127.0.0.1", "localhost"))).certificates[0];
    expect([byName?.sha256, byName?.flaws]).toEqual([serving?.sha256, serving?.flaws]);
  });

  it("its files, its kubeconfig and its objects hold one authority, and keys fit", async () => {
    const answer = await list(plane.dir, address);
    const serving = answer.certificates.find(({ places }) => places.some(({ place }) => place === address));
    expect(serving?.places.length).toBeGreaterThan(1);
    expect(serving).toMatchObject({
      privateKey: { fits: "yes" },
      chain: { issuers: ["CN=plimsoll-test-ca"], complete: true },
    });
    expect(answer.keys.every(({ mode }) => mode === "0600")).toBe(true);
    expect(answer.certificates.filter(({ privateKey }) => privateKey?.fits === "no")).toEqual([]);
    const cluster = await list("--kubeconfig", plane.adminKubeconfig);
    const published = cluster.certificates.find(({ places }) =>
      places.some(({ place }) => place.startsWith("ConfigMap ")),
    );
    expect(published?.subject.text).toBe("CN=plimsoll-test-ca");
  });

  it("a token is whom the server's TokenReview sees, and no longer once its account is gone", async () => {
    const path = "/api/v1/namespaces/default/serviceaccounts";
    await post(path, { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "inspected" } });
    const { status } = await post<TokenRequest>(`${path}/inspected/token`, {
      apiVersion: "authentication.k8s.io/v1",
      kind: "TokenRequest",
      spec: { expirationSeconds: 3600 },
    });
    const review = await post<TokenReview>("/apis/authentication.k8s.io/v1/tokenreviews", {
      apiVersion: "authentication.k8s.io/v1",
      kind: "TokenReview",
      spec: { token: status.token },
    });
    const keys = join(plane.dir, "pki", "service-accounts.pub");
    const args = ["--kubeconfig", plane.adminKubeconfig, "--keys", keys];
    const seen = await inspect(status.token, ...args);
    expect(seen).toMatchObject({ state: "usable", signature: "verified" });
    // The server adds system:authenticated to reviews, too.
    expect(seen?.user).toEqual(review.status.user);
    await plane.kubectl(["delete", "serviceaccount", "inspected"]);
    expect(await inspect(status.token, ...args)).toMatchObject({ state: "invalid" });
  });
});
