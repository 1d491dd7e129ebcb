// plimsoll pki list on the files of a node, as a user runs it.
import { chmodSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeKey } from "../../../test/fixtures/certificates/build-request.ts";
import {
  kubeadmLayout,
  kubeconfigText,
  keyText,
  purpose,
  writeLayout,
  type Layout,
  TestAuthority,
} from "../../../test/fixtures/certificates/kubeadm-layout.ts";
import { flawsOf, newLayout, pkiList, type MadeLayout } from "../../../test/fixtures/certificates/pki-list.ts";
import { WorkFolder } from "../../../test/fixtures/command-line.ts";
import type { PkiList } from "../../use-cases/pki/index.ts";

const folder = new WorkFolder();
afterAll(() => folder.remove());

function replace(files: Layout, path: string, from: TestAuthority, subject: string, content: object): void {
  const { certificate, key } = from.issue(subject, content);
  files.set(`${path}.crt`, certificate).set(`${path}.key`, key);
}

const client = { extensions: purpose.client() };
const weak = makeKey("RSA 1024");

describe("a kubeadm layout", () => {
  it("that is sound has nothing to complain of, and tells what each is for", async () => {
    const place = newLayout(folder.path);
    const answer = await pkiList([place]);
    expect([answer.exitCode, flawsOf(answer, place), answer.problems, answer.notSeen]).toEqual([0, [], [], []]);
    const told = answer.certificates.map(({ places: [first], roles, chain, privateKey, renew }) =>
      [first?.place.replace(`${place}/`, ""), roles.join("+"), chain.issuers.join(" < "), privateKey?.fits, renew].join(
        " | ",
      ),
    );
    expect(told.toSorted()).toEqual([
      "admin.conf | client | CN=kubernetes | yes | kubeadm certs renew admin.conf",
      "pki/apiserver-etcd-client.crt | client | CN=etcd-ca | yes | kubeadm certs renew apiserver-etcd-client",
      "pki/apiserver-kubelet-client.crt | client | CN=kubernetes | yes | kubeadm certs renew apiserver-kubelet-client",
      "pki/apiserver.crt | server | CN=kubernetes | yes | kubeadm certs renew apiserver",
      "pki/ca.crt | authority |  | yes | ",
      "pki/etcd/ca.crt | authority |  | yes | ",
      "pki/etcd/server.crt | server+client | CN=etcd-ca | yes | kubeadm certs renew etcd-server",
      "pki/front-proxy-ca.crt | authority |  | yes | ",
      "pki/front-proxy-client.crt | client | CN=front-proxy-ca | yes | kubeadm certs renew front-proxy-client",
    ]);
    expect(answer.keys.every(({ mode, fits }) => mode === "0600" && fits.length === 1)).toBe(true);
  });

  it.each<[string, (made: MadeLayout) => void, readonly string[]]>([
    [
      "expired",
      ({ files, ca }) =>
        replace(files, "pki/apiserver-kubelet-client", ca, "CN=a", { ...client, notAfter: "261101000000Z" }),
      ["pki/apiserver-kubelet-client.crt: expired"],
    ],
    [
      "soon expired",
      ({ files, ca }) =>
        replace(files, "pki/apiserver-kubelet-client", ca, "CN=a", { ...client, notAfter: "261201000000Z" }),
      ["pki/apiserver-kubelet-client.crt: expires-soon"],
    ],
    [
      "not yet valid",
      ({ files, ca }) =>
        replace(files, "pki/apiserver-kubelet-client", ca, "CN=a", { ...client, notBefore: "270101000000Z" }),
      ["pki/apiserver-kubelet-client.crt: not-yet-valid"],
    ],
    [
      "of a weak key",
      ({ files, ca }) => replace(files, "pki/apiserver-kubelet-client", ca, "CN=a", { ...client, key: weak }),
      ["pki/apiserver-kubelet-client.crt: weak-key", "pki/apiserver-kubelet-client.key: weak-key high"],
    ],
    [
      "of another use",
      ({ files, ca }) =>
        replace(files, "pki/apiserver-kubelet-client", ca, "CN=a", { extensions: purpose.server("a") }),
      ["pki/apiserver-kubelet-client.crt: wrong-usage"],
    ],
    [
      "of masters",
      ({ files, ca }) => replace(files, "pki/apiserver-kubelet-client", ca, "CN=a,O=system:masters", client),
      ["pki/apiserver-kubelet-client.crt: masters"],
    ],
    [
      "of another authority",
      ({ files, etcd }) => replace(files, "pki/apiserver-kubelet-client", etcd, "CN=a", client),
      ["pki/apiserver-kubelet-client.crt: wrong-authority"],
    ],
    [
      "of another key",
      ({ files }) => files.set("pki/front-proxy-client.key", keyText(makeKey("P-256"))),
      ["pki/front-proxy-client.crt: key-mismatch"],
    ],
    [
      "of a server for other names",
      ({ files, ca }) =>
        replace(files, "pki/apiserver", ca, "CN=kube-apiserver", {
          extensions: purpose.server("kubernetes.default.svc"),
        }),
      ["pki/apiserver.crt: missing-name"],
    ],
    [
      "that ends after its issuer",
      ({ files, ca }) =>
        replace(files, "pki/apiserver-kubelet-client", ca, "CN=a", { ...client, notAfter: "20400101000000Z" }),
      ["pki/apiserver-kubelet-client.crt: outlives-issuer"],
    ],
    [
      "not of an authority, in its place",
      ({ files, ca }) => replace(files, "pki/front-proxy-ca", ca, "CN=x", {}),
      ["pki/front-proxy-ca.crt: not-an-authority", "pki/front-proxy-client.crt: wrong-authority"],
    ],
  ])("with a certificate %s", async (_what, change, expected) => {
    const place = newLayout(folder.path, change);
    const answer = await pkiList([place]);
    expect(flawsOf(answer, place)).toEqual(expected);
    const harmless = expected.every((one) => one.endsWith("outlives-issuer") || one.endsWith(": masters"));
    expect(answer.exitCode).toBe(harmless ? 0 : 1);
  });

  it("whose etcd or front proxy shares the cluster's authority", async () => {
    const place = newLayout(folder.path, ({ files, ca }) => {
      for (const name of ["etcd/ca", "front-proxy-ca"])
        files.set(`pki/${name}.crt`, ca.certificate).set(`pki/${name}.key`, ca.privateKey);
    });
    const { shared, exitCode } = await pkiList([place]);
    expect([shared.map(({ domains }) => domains), exitCode]).toEqual([[["cluster", "etcd", "front proxy"]], 1]);
    expect(shared[0]?.why).toMatch(/opens etcd.*pose as the front proxy/);
  });

  it("whose keys others may read", async () => {
    const place = newLayout(folder.path);
    chmodSync(join(place, "pki/ca.key"), 0o644);
    chmodSync(join(place, "pki/apiserver.key"), 0o640);
    const answer = await pkiList([place]);
    expect(flawsOf(answer, place)).toEqual(["pki/apiserver.key: key-open medium", "pki/ca.key: key-open high"]);
  });

  it("copied into a folder of another name, or named in parts, is recognised", async () => {
    const made = kubeadmLayout();
    const files = new Map([...made.files].map(([path, text]) => [path.replace(/^pki\//, ""), text]));
    const place = join(folder.path, "node-1");
    writeLayout(place, files);
    const uses = (answer: PkiList): number => answer.certificates.filter(({ breaks }) => breaks !== undefined).length;
    expect(uses(await pkiList([place]))).toBe(9);
    expect(uses(await pkiList([join(newLayout(folder.path), "pki/etcd")]))).toBe(2);
  });

  it("judges names by the flags of the API server beside it, and by --within", async () => {
    const place = newLayout(folder.path, ({ files }) => {
      const command = ["kube-apiserver", "--advertise-address=10.0.0.9", "--service-cluster-ip-range=10.96.0.0/16"];
      const spec = { containers: [{ name: "kube-apiserver", image: "kube-apiserver:v1.36.0", command }] };
      const metadata = { name: "kube-apiserver", namespace: "kube-system" };
      files.set("manifests/kube-apiserver.yaml", JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata, spec }));
    });
    const texts = (await pkiList([place])).certificates.flatMap((one) => one.flaws.map(({ text }) => text));
    expect(texts).toEqual([
      "is not for 10.0.0.9: it is advertised (--advertise-address)",
      "is not for 10.96.0.1: pods reach it there (--service-cluster-ip-range)",
    ]);
    expect((await pkiList([newLayout(folder.path), "--within", "52w"])).expiring).toBe(6);
  });

  it("asks no server of another cluster for its names", async () => {
    const place = newLayout(folder.path, ({ files }) => {
      const other = new TestAuthority("kubernetes");
      const server = "https://other.example:6443";
      files.set("other.conf", kubeconfigText(other.certificate, other.issue("CN=jane", client), server));
    });
    const answer = await pkiList([place]);
    expect(flawsOf(answer, place)).toEqual([]);
    const own = newLayout(folder.path, ({ files, ca }) => {
      const server = "https://[fd00::5]:6443";
      files.set("own.conf", kubeconfigText(ca.certificate, ca.issue("CN=jane", client), server));
    });
    const texts = (await pkiList([own])).certificates.flatMap((one) => one.flaws.map(({ text }) => text));
    expect(texts).toEqual([expect.stringMatching(/^is not for fd00::5: .*own\.conf calls it so$/)]);
  });

  it("keeps what the kubelet has renewed apart", async () => {
    const place = newLayout(folder.path, ({ files, ca }) => {
      for (const [day, notAfter] of [
        ["2025-01-01", "260101000000Z"],
        ["2026-10-01", "270901000000Z"],
      ] as const) {
        const { certificate, key } = ca.issue("CN=system:node:a,O=system:nodes", {
          ...client,
          notBefore: "250101000000Z",
          notAfter,
        });
        files.set(`kubelet/pki/kubelet-client-${day}-00-00-00.pem`, certificate + key);
      }
    });
    const pki = join(place, "kubelet/pki");
    expect((await pkiList([place])).exitCode).toBe(1);
    symlinkSync("kubelet-client-2026-10-01-00-00-00.pem", join(pki, "kubelet-client-current.pem"));
    const answer = await pkiList([place]);
    expect([flawsOf(answer, place), answer.exitCode]).toEqual([[], 0]);
    const node = answer.certificates.filter(({ subject }) => subject.commonName === "system:node:a");
    expect(node.map(({ superseded, places }) => [superseded, places.length])).toEqual([
      [true, 1],
      [undefined, 2],
    ]);
  });
});
