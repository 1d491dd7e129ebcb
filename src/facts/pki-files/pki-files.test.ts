// The table of places holds together, and files are found in it by their names.
import { describe, expect, it } from "vitest";
import { knownCommonName, knownField, knownFile, pkiPlaces } from "./index.ts";

describe("the table", () => {
  it("is sorted, each place once, with a source and what breaks", () => {
    const ids = pkiPlaces.rows.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    const places = pkiPlaces.rows.map(({ place, name }) => `${place} ${name}`);
    expect(new Set(places).size).toBe(places.length);
    for (const { source, breaks } of pkiPlaces.rows)
      expect([source.includes("/"), breaks.length > 5]).toEqual([true, true]);
  });
  it("names authorities that are rows of authorities", () => {
    for (const { authority } of pkiPlaces.rows)
      if (authority !== undefined)
        expect(pkiPlaces.rows.find(({ id }) => id === authority)?.roles).toEqual(["authority"]);
  });
});

const copied = new Set(["/tmp/node-1/ca.crt", "/tmp/node-1/apiserver.crt", "/x/etcd/peer.crt"]);

it.each([
  ["/etc/kubernetes/pki/ca.crt", "cluster-ca", "/etc/kubernetes"],
  ["/etc/kubernetes/pki/ca.key", "cluster-ca", "/etc/kubernetes"],
  ["/etc/kubernetes/pki/etcd/ca.crt", "etcd-ca", "/etc/kubernetes"],
  ["/etc/kubernetes/pki/etcd/healthcheck-client.crt", "etcd-healthcheck-client", "/etc/kubernetes"],
  ["/etc/kubernetes/pki/sa.pub", "service-account-key", "/etc/kubernetes"],
  ["/etc/kubernetes/super-admin.conf", "super-admin-conf", "/etc/kubernetes"],
  ["/var/lib/kubelet/pki/kubelet-client-current.pem", "kubelet-client", "/var/lib/kubelet"],
  ["/tmp/node-1/ca.crt", "cluster-ca", "/tmp/node-1"],
  ["/tmp/node-1/etcd/server.crt", "etcd-server", "/tmp/node-1"],
  ["/x/etcd/ca.crt", "etcd-ca", "/x"],
])("%s is %s", (path, id, base) => {
  const known = knownFile(path, copied);
  expect([known?.row.id, known?.base]).toEqual([id, base]);
});

it.each(["/tmp/other/ca.crt", "/etc/kubernetes/pki/mine.crt", "/etc/kubernetes/pki/old/apiserver.crt", "ca.crt"])(
  "%s is nothing known",
  (path) => expect(knownFile(path, copied)).toBeUndefined(),
);

it("finds fields of objects, the exact one first, and common names", () => {
  expect(knownField("ConfigMap", "extension-apiserver-authentication", "client-ca-file")?.id).toBe("client-ca");
  expect(knownField("ConfigMap", "kube-root-ca.crt", "ca.crt")?.id).toBe("root-ca");
  expect(knownField("Secret", "web", "tls.crt")?.id).toBe("secret-tls");
  expect(knownField("ValidatingWebhookConfiguration", "web", "webhooks[0].clientConfig.caBundle")?.id).toBe(
    "validating-webhook",
  );
  expect(knownField("ConfigMap", "web", "ca.crt")).toBeUndefined();
  expect(knownCommonName("system:node:worker-1")?.id).toBe("kubelet-client");
  expect(knownCommonName("kube-apiserver")?.id).toBe("apiserver");
  expect(knownCommonName("jane")).toBeUndefined();
});
