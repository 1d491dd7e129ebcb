// plimsoll pki list on objects, kubeconfigs and hostile files; no private key comes out of it.
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { buildCertificate, made } from "../../../test/fixtures/certificates/build-certificate.ts";
import { makeKey, pem } from "../../../test/fixtures/certificates/build-request.ts";
import {
  kubeadmLayout,
  keyText,
  kubeconfigText,
  nameOf,
  purpose,
  TestAuthority,
  writeLayout,
} from "../../../test/fixtures/certificates/kubeadm-layout.ts";
import { flawsOf, newLayout, pkiList } from "../../../test/fixtures/certificates/pki-list.ts";
import { run, WorkFolder } from "../../../test/fixtures/command-line.ts";
import type { PkiList } from "../../use-cases/pki/index.ts";

const folder = new WorkFolder();
afterAll(() => folder.remove());

const client = { extensions: purpose.client() };

describe("other places", () => {
  it("objects: webhooks, Secrets, issued certificates, published authorities", async () => {
    const { ca, proxy } = kubeadmLayout();
    const data = (text: string): string => Buffer.from(text).toString("base64");
    const expired = ca.issue("CN=web", { extensions: purpose.server("web"), notAfter: "261101000000Z" });
    const own = new TestAuthority("hook", {
      extensions: [made.usages("1.3.6.1.5.5.7.3.1"), made.names([2, "hook.shop.svc"])],
    });
    const items = [
      {
        apiVersion: "v1",
        kind: "Secret",
        type: "kubernetes.io/tls",
        metadata: { name: "web", namespace: "shop" },
        data: { "tls.crt": data(expired.certificate), "tls.key": data(expired.key) },
      },
      {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "kube-root-ca.crt", namespace: "shop" },
        data: { "ca.crt": ca.certificate },
      },
      {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "kube-root-ca.crt", namespace: "web" },
        data: { "ca.crt": ca.certificate },
      },
      {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "extension-apiserver-authentication", namespace: "kube-system" },
        data: { "client-ca-file": ca.certificate, "requestheader-client-ca-file": ca.certificate },
      },
      {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "ValidatingWebhookConfiguration",
        metadata: { name: "hook" },
        webhooks: [{ name: "a.b.c", clientConfig: { caBundle: data(own.certificate) } }],
      },
      {
        apiVersion: "apiregistration.k8s.io/v1",
        kind: "APIService",
        metadata: { name: "v1.metrics" },
        spec: { caBundle: data("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n") },
      },
      {
        apiVersion: "certificates.k8s.io/v1",
        kind: "CertificateSigningRequest",
        metadata: { name: "jane" },
        spec: { request: "", signerName: "kubernetes.io/kube-apiserver-client" },
        status: { certificate: data(ca.issue("CN=jane,O=system:masters", client).certificate) },
      },
      {
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: { name: "ships.fleet.example" },
        spec: { conversion: { strategy: "Webhook", webhook: { clientConfig: { caBundle: data(own.certificate) } } } },
      },
      {
        apiVersion: "certificates.k8s.io/v1",
        kind: "ClusterTrustBundle",
        metadata: { name: "proxy" },
        spec: { trustBundle: proxy.certificate },
      },
    ];
    const file = folder.write("objects.json", JSON.stringify({ apiVersion: "v1", kind: "List", items }));
    const answer = await pkiList([file]);
    expect(flawsOf(answer, "")).toEqual(["CertificateSigningRequest jane: masters", "Secret shop/web: expired"]);
    expect(answer.shared.map(({ domains }) => domains)).toEqual([["cluster", "front proxy"]]);
    expect(answer.problems).toMatchObject([{ place: "APIService v1.metrics", entry: "spec.caBundle" }]);
    expect(answer.certificates.every(({ breaks }) => breaks !== undefined)).toBe(true);
    const hook = answer.certificates.find(({ subject }) => subject.commonName === "hook");
    expect(hook?.places.map(({ place }) => place)).toContain("CustomResourceDefinition ships.fleet.example");
    expect(answer.certificates).toHaveLength(5);
    expect((await pkiList([file, "-n", "other"])).certificates).toHaveLength(3);
  });

  it("a kubeconfig alone, with the files it names", async () => {
    const { ca } = kubeadmLayout();
    const jane = ca.issue("CN=jane", client);
    const place = join(folder.path, "kube");
    const named = {
      apiVersion: "v1",
      kind: "Config",
      clusters: [],
      users: [
        { name: "jane", user: { "client-certificate": "../jane.crt", "client-key": "../jane.key" } },
        { name: "lost", user: { "client-certificate": "nowhere.crt" } },
      ],
    };
    writeLayout(
      folder.path,
      new Map([
        ["kube/config", JSON.stringify(named)],
        ["jane.crt", jane.certificate],
        ["jane.key", jane.key],
      ]),
    );
    const answer = await pkiList([join(place, "config")]);
    expect(answer.certificates.map(({ subject, privateKey }) => [subject.text, privateKey?.fits])).toEqual([
      ["CN=jane", "yes"],
    ]);
    expect(answer.problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/user lost names .*nowhere.crt, which does not exist/),
    ]);
    // In a folder, what lies outside of it is left alone.
    const inFolder = await pkiList([place]);
    expect([inFolder.certificates, inFolder.notSeen.length, inFolder.exitCode]).toEqual([[], 3, 0]);
  });

  it("standard input, as certificates or as objects", async () => {
    const { certificate } = new TestAuthority("ca").issue("CN=jane", client);
    const bundle = {
      apiVersion: "certificates.k8s.io/v1",
      kind: "ClusterTrustBundle",
      metadata: { name: "a" },
      spec: { trustBundle: certificate },
    };
    for (const stdin of [certificate, JSON.stringify(bundle)]) {
      const { out } = await run("pki list - -o json", { stdin });
      expect((JSON.parse(out) as PkiList).certificates.map(({ subject }) => subject.text)).toEqual(["CN=jane"]);
    }
  });

  it("bundles of authorities that may all have issued each other end", async () => {
    const key = makeKey("P-256");
    const texts = Array.from({ length: 1500 }, (_, index) => {
      const same = { subject: nameOf("CN=a"), issuer: nameOf("CN=a,O=b"), serial: [1 + (index >> 8), index & 255] };
      const other = { ...same, subject: same.issuer, issuer: same.subject };
      const content = { key, signer: key, extensions: [made.authority()], ...(index % 2 === 0 ? same : other) };
      return pem("CERTIFICATE", buildCertificate(content));
    });
    const { certificates } = await pkiList([folder.write("loops.pem", texts.join(""))]);
    expect(certificates.every(({ chain }) => !chain.complete)).toBe(true);
    expect(certificates).toHaveLength(1500);
  });

  it("that are hostile end in words", async () => {
    const { ca } = kubeadmLayout();
    const place = join(folder.path, "hostile");
    const cut = ca.issue("CN=a").certificate.split("\n").slice(0, 4).join("\n");
    const nested = Buffer.concat(
      Array.from({ length: 20_000 }, () => Buffer.from([0x30, 0x84, 0x7f, 0xff, 0xff, 0xff])),
    );
    writeLayout(
      place,
      new Map<string, string | Buffer>([
        ["bomb.der", nested],
        ["bomb.crt", pem("CERTIFICATE", nested)],
        ["cut.crt", cut],
        ["empty.crt", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"],
        ["junk.bin", Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7919) % 256))],
        ["huge.pem", ca.certificate.repeat(9000)],
        ["many.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".repeat(30_000)],
        [
          "config",
          "apiVersion: v1\nkind: Config\nusers: [{name: 5}, {name: a, user: {client-certificate-data: '%%%', client-key-data: YQ==}}, 7]\nclusters: {a: b}\n",
        ],
        ["yaml.conf", "kind: Config\nclusters: &a [*a]\nusers: [\n"],
        ["note.txt", "-----BEGIN CERTIFICATE----- is how it begins"],
      ]),
    );
    symlinkSync("..", join(place, "circle"));
    symlinkSync("self", join(place, "self"));
    symlinkSync("/etc/passwd", join(place, "out.crt"));
    const answer = await pkiList([place]);
    expect(answer.exitCode).toBe(1);
    const told = new Set(
      answer.problems.map((one) => `${one.place.replace(`${place}/`, "")} ${one.message.slice(0, 40)}`),
    );
    for (const text of [
      "bomb.crt CERTIFICATE: x509: malformed certificate",
      "cut.crt PEM: a block begins",
      "self is a symbolic link that leads in a circle",
    ])
      expect([...told].some((one) => one.startsWith(text.slice(0, 40)))).toBe(true);
    expect([...told].some((one) => one.startsWith("huge.pem is larger than 4 MiB"))).toBe(true);
    expect([...told].filter((one) => one.startsWith("many.pem"))).toHaveLength(2);
    expect(answer.problems.length).toBeLessThan(20);
    expect(answer.notSeen.map(({ reason }) => reason).join("\n")).toMatch(
      /circle is a link that leads out[^]*out\.crt is a link/,
    );
  });

  it("that are not there are errors, and beside others problems", async () => {
    expect(await run(["pki", "list", join(folder.path, "nowhere")])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining("does not exist"),
    });
    const answer = await pkiList([newLayout(folder.path), join(folder.path, "nowhere")]);
    expect([answer.exitCode, answer.problems.length]).toEqual([1, 1]);
    expect(await run("pki list . --within soon")).toMatchObject({ exitCode: 2 });
    expect(await run(["pki", "list", ".", "--ca", join(folder.path, "nowhere")])).toMatchObject({ exitCode: 2 });
  });
});

describe("private keys", () => {
  it("are in no output, in no format", async () => {
    const place = newLayout(folder.path, ({ files, ca }) => {
      files.set("both.pem", ca.issue("CN=b").certificate + keyText(makeKey("P-256")));
      files.set(
        "token.conf",
        kubeconfigText(ca.certificate, ca.issue("CN=b")).replace('"user":{', '"user":{"token":"s3cr3t-t0ken-value",'),
      );
    });
    const keys = ["pki/ca.key", "pki/apiserver.key", "both.pem"].map((file) => readFileSync(join(place, file), "utf8"));
    const secrets = keys
      .flatMap((text) => (text.split("-----BEGIN PRIVATE KEY-----")[1] ?? "").split("\n").slice(1, 3))
      .filter((line) => line.length > 20);
    expect(secrets.length).toBeGreaterThan(4);
    for (const format of ["terminal", "json", "csv", "html", "markdown"]) {
      const { out, err } = await run(["pki", "list", place, "-v", "-o", format]);
      expect(out.length).toBeGreaterThan(500);
      for (const secret of [...secrets, "s3cr3t-t0ken-value"]) {
        expect(out + err).not.toContain(secret);
        expect(out + err).not.toContain(Buffer.from(secret).toString("base64").slice(0, 20));
      }
    }
  });
});
