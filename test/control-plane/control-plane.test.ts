/** The control plane itself: it starts, is what was built, refuses whom it should, and leaves nothing behind. */
import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { describeControlPlane, describeControllerManager } from "./describe-control-plane.ts";
import { createApiClient, startControlPlane, type ControlPlane, type KubernetesObject } from "./index.ts";

const AUDIT_METADATA = { apiVersion: "audit.k8s.io/v1", kind: "Policy", rules: [{ level: "Metadata" }] };

function configMap(name: string, namespace: string): KubernetesObject & { readonly data: object } {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace }, data: { purpose: "paging" } };
}

describeControlPlane("control plane", () => {
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await startControlPlane({ auditPolicy: AUDIT_METADATA, tokenUsers: [{ user: "nobody-special" }] });
  });
  afterAll(() => plane?.stop());

  it("is the version that was built", async () => {
    const obtained = inject("controlPlane");
    const built = obtained.found ? obtained.binaries.version : undefined;
    expect(plane.apiserverVersion).toMatch(/^v1\.\d+\.\d+/);
    if (built !== undefined) expect(plane.apiserverVersion).toBe(built);
    const version = JSON.parse((await plane.kubectl(["version", "-o", "json"])).stdout) as {
      readonly serverVersion: { readonly gitVersion: string; readonly minor: string };
    };
    expect(version.serverVersion.gitVersion).toBe(plane.apiserverVersion);
    expect(version.serverVersion.minor).toBe(plane.apiserverVersion.split(".")[1]);
  });

  it("applies and gets with kubectl", async () => {
    await plane.kubectl(["create", "namespace", "harbour"]);
    await plane.kubectl(["apply", "-f", "-"], { input: JSON.stringify(configMap("tide", "harbour")) });
    const { stdout } = await plane.kubectl([
      "get",
      "configmap",
      "tide",
      "-n",
      "harbour",
      "-o",
      "jsonpath={.data.purpose}",
    ]);
    expect(stdout).toBe("paging");
  });

  it("refuses with 403 whom RBAC grants nothing, by certificate and by token", async () => {
    const byCertificate = await plane.kubeconfigFor({ user: "stowaway", groups: ["passengers"] });
    const denied = await plane.kubectl(["get", "secrets", "-A"], { kubeconfig: byCertificate, mayFail: true });
    expect(denied.exitCode).toBe(1);
    expect(denied.stderr).toContain('User "stowaway" cannot list resource "secrets"');
    const token = plane.tokens["nobody-special"] ?? "";
    const { status } = await plane.api.request({ path: "/api/v1/secrets", token });
    expect(status).toBe(403);
  });

  it("knows certificate users with all their groups", async () => {
    const kubeconfig = await plane.kubeconfigFor({ user: "mate", groups: ["crew", "watch:port"] });
    const { stdout } = await plane.kubectl(["auth", "whoami", "-o", "json"], { kubeconfig });
    const { status } = JSON.parse(stdout) as { readonly status: { readonly userInfo: object } };
    expect(status.userInfo).toMatchObject({ username: "mate", groups: ["crew", "watch:port", "system:authenticated"] });
  });

  it("refuses a bearer of no known token with 401", async () => {
    const { status } = await plane.api.request({ path: "/api/v1/pods", token: "unknown" });
    expect(status).toBe(401);
  });

  it("creates objects by the thousand and lists them over pages", async () => {
    const objects = Array.from({ length: 1200 }, (_, index) => configMap(`map-${index}`, "many"));
    await plane.api.createMany([...objects, { apiVersion: "v1", kind: "Namespace", metadata: { name: "many" } }]);
    const list = "/api/v1/namespaces/many/configmaps?limit=500";
    const first = await plane.api.get<{
      readonly items: readonly object[];
      readonly metadata: { readonly continue?: string };
    }>(list);
    expect(first.items).toHaveLength(500);
    expect(first.metadata.continue).toBeTruthy();
  });

  it("says which object was refused", async () => {
    const refused = plane.api.createMany([configMap("Not A Name", "default")]);
    await expect(refused).rejects.toThrow("creating ConfigMap Not A Name was answered with 422");
    const unknown = plane.api.createMany([{ apiVersion: "v1", kind: "Sextant", metadata: {} }]);
    await expect(unknown).rejects.toThrow("the API server serves no Sextant in v1");
  });

  it("records requests in the audit log", async () => {
    await plane.api.request({ path: "/api/v1/namespaces/default/pods?limit=7" });
    const events = await plane.auditEvents();
    const event = events.find(
      ({ requestURI, stage }) => requestURI.endsWith("limit=7") && stage === "ResponseComplete",
    );
    expect(event).toMatchObject({
      verb: "list",
      user: { username: "kubernetes-admin" },
      responseStatus: { code: 200 },
    });
  });
});

describeControlPlane("options of a control plane", () => {
  it("run side by side, and stop leaves no folder and no server", async () => {
    const planes = await Promise.all([
      startControlPlane({ authorizationModes: ["AlwaysAllow"] }),
      startControlPlane({
        files: {
          "abac.jsonl":
            '{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"user":"cook","resource":"pods","namespace":"*","readonly":true}}',
        },
        apiserverFlags: (folder) => ({
          "authorization-mode": "ABAC",
          "authorization-policy-file": `${folder}/abac.jsonl`,
        }),
        tokenUsers: [{ user: "cook", token: "soup" }],
      }),
    ]);
    const [open, abac] = planes;
    expect((await open.api.request({ path: "/api/v1/secrets" })).status).toBe(200);
    expect((await abac.api.request({ path: "/api/v1/pods", token: "soup" })).status).toBe(200);
    expect((await abac.api.request({ path: "/api/v1/secrets", token: "soup" })).status).toBe(403);
    await Promise.all(planes.map((plane) => plane.stop()));
    for (const plane of planes) {
      expect(existsSync(plane.dir)).toBe(false);
      await expect(plane.api.request({ path: "/readyz" })).rejects.toThrow();
    }
  });

  it("take configurations of authorization, authentication and admission", async () => {
    const plane = await startControlPlane({
      authorizationConfiguration: {
        apiVersion: "apiserver.config.k8s.io/v1",
        kind: "AuthorizationConfiguration",
        authorizers: [{ type: "RBAC", name: "rbac" }],
      },
      authenticationConfiguration: {
        apiVersion: "apiserver.config.k8s.io/v1",
        kind: "AuthenticationConfiguration",
        anonymous: { enabled: true, conditions: [{ path: "/livez" }] },
      },
      admissionConfiguration: {
        apiVersion: "apiserver.config.k8s.io/v1",
        kind: "AdmissionConfiguration",
        plugins: [{ name: "PodSecurity", configuration: podSecurityDefaults() }],
      },
    });
    try {
      const anonymous = createApiClient({ url: plane.url, ca: plane.authority.certificate });
      expect((await anonymous.request({ path: "/livez" })).status).toBe(200);
      expect((await anonymous.request({ path: "/version" })).status).toBe(401);
      anonymous.close();
      const refused = plane.api.createMany([privilegedPod()]);
      await expect(refused).rejects.toThrow(/403.*violates PodSecurity/s);
    } finally {
      await plane.stop();
    }
  });

  it("that the API server does not know fail with the end of its log", async () => {
    const start = startControlPlane({ apiserverFlags: { "no-such-flag": "true" } });
    await expect(start).rejects.toThrow(
      /kube-apiserver ended with exit code 1; its log ends:[^]*unknown flag: --no-such-flag/,
    );
  });
});

describeControllerManager("control plane with a controller manager", () => {
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await startControlPlane({ controllerManager: true });
  });
  afterAll(() => plane?.stop());

  it("issues service account tokens that work", async () => {
    const token = (await plane.kubectl(["create", "token", "default"])).stdout.trim();
    const kubeconfig = await plane.kubeconfigFor({ token });
    const { stdout } = await plane.kubectl(["auth", "whoami", "-o", "jsonpath={.status.userInfo.username}"], {
      kubeconfig,
    });
    expect(stdout).toBe("system:serviceaccount:default:default");
  });

  it("signs an approved certificate request", async () => {
    const csr = await plane.authority.request({ user: "pilot", groups: ["crew"] });
    const spec = { signerName: "kubernetes.io/kube-apiserver-client", request: csr.base64, usages: ["client auth"] };
    const object = {
      apiVersion: "certificates.k8s.io/v1",
      kind: "CertificateSigningRequest",
      metadata: { name: "pilot" },
      spec,
    };
    await plane.api.createMany([object]);
    await plane.kubectl(["certificate", "approve", "pilot"]);
    const issued = ["csr", "pilot", "-o", "jsonpath={.status.certificate}"];
    await expect.poll(async () => (await plane.kubectl(["get", ...issued])).stdout, { timeout: 30_000 }).not.toBe("");
  });

  it("accepts a pod, whose service account exists", async () => {
    await plane.api.createMany([privilegedPod()]);
    const { stdout } = await plane.kubectl(["get", "pod", "keel", "-o", "jsonpath={.spec.serviceAccountName}"]);
    expect(stdout).toBe("default");
  });
});

function podSecurityDefaults(): object {
  const defaults = { enforce: "baseline", "enforce-version": "latest" };
  return { apiVersion: "pod-security.admission.config.k8s.io/v1", kind: "PodSecurityConfiguration", defaults };
}

function privilegedPod(): KubernetesObject & { readonly spec: object } {
  const container = { name: "keel", image: "registry.example/keel:1", securityContext: { privileged: true } };
  return { apiVersion: "v1", kind: "Pod", metadata: { name: "keel" }, spec: { containers: [container] } };
}
