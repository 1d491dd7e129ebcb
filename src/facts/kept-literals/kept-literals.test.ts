// The table of kept literals is sorted, sourced, and keeps what it says and nothing else.
import { describe, expect, it } from "vitest";
import { keepsAnnotation, keptConfigMapKeys, keptFlags, keptLiterals } from "./index.ts";

describe("kept literals", () => {
  it("are sorted, without duplicates, and name their source", () => {
    const names = keptLiterals.rows.map((row) => JSON.stringify({ ...row, source: "" }));
    expect(new Set(names).size).toBe(names.length);
    expect(keptLiterals.rows.filter(({ source }) => source.length < 10)).toEqual([]);
    const types = keptLiterals.rows.map(({ type }) => type);
    expect(types).toEqual(types.toSorted());
  });

  it("have no flag or annotation whose value is a credential", () => {
    const named = keptLiterals.rows.flatMap((row) =>
      row.type === "flag" ? [row.flag] : row.type === "annotation" ? [row.annotation] : [],
    );
    const telling = named.filter((name) => /(?:password|(?<!-)token|secret|credential)s?$/i.test(name));
    expect(telling.toSorted()).toEqual([
      "kubernetes.io/enforce-mountable-secrets",
      "nginx.ingress.kubernetes.io/auth-secret",
      "nginx.ingress.kubernetes.io/auth-tls-secret",
      "nginx.ingress.kubernetes.io/cors-allow-credentials",
      "nginx.ingress.kubernetes.io/proxy-ssl-secret",
      "use-service-account-credentials",
    ]);
  });

  it.each([
    ["kube-system", "kubeadm-config", "ClusterConfiguration", true],
    ["kube-system", "kubelet-config-1.30", "kubelet", true],
    ["kube-system", "coredns", "Corefile", true],
    ["edge", "ingress-nginx-controller", "allow-snippet-annotations", true],
    ["edge", "my-ingress-nginx-external", "ssl-protocols", true],
    ["kube-system", "extension-apiserver-authentication", "client-ca-file", true],
    ["shop", "kubeadm-config", "ClusterConfiguration", false],
    ["kube-system", "kubeadm-config", "ClusterConfiguration2", false],
    ["kube-system", "coredns", "Corefile.bak", false],
    ["shop", "settings", "Corefile", false],
  ])("ConfigMap %s/%s key %s: %s", (namespace, name, key, kept) => {
    expect(keptConfigMapKeys(namespace, name)?.(key) ?? false).toBe(kept);
  });

  it.each([
    ["container.apparmor.security.beta.kubernetes.io/web", true],
    ["kubernetes.io/config.mirror", true],
    ["nginx.ingress.kubernetes.io/ssl-redirect", true],
    ["nginx.ingress.kubernetes.io/configuration-snippet", false],
    ["nginx.ingress.kubernetes.io/auth-url", false],
    ["example.com/kubernetes.io/config.mirror", false],
    ["kubernetes.io/config.mirror.more", false],
    ["toString", false],
  ])("annotation %s: %s", (name, kept) => {
    expect(keepsAnnotation(name)).toBe(kept);
  });

  it("know the flags of the programs they list", () => {
    expect(keptFlags("kube-apiserver")?.has("anonymous-auth")).toBe(true);
    expect(keptFlags("kube-apiserver")?.has("insecure-port")).toBe(true);
    expect(keptFlags("etcd")?.has("discovery-password")).toBe(false);
    expect(keptFlags("web")).toBeUndefined();
    expect(keptFlags("constructor")).toBeUndefined();
  });
});
