// Builders of minimal valid objects: a test case is a tweak of one of these and shows only what matters.
import { isJsonObject } from "../core/index.ts";
import type { ComponentName } from "../model/index.ts";

/** A raw API object as a parser would give it. */
export type RawObject = { apiVersion: string; kind: string; metadata: Record<string, unknown> } & Record<
  string,
  unknown
>;

/** What a case changes: mappings are merged, everything else replaces; undefined removes. */
export type Tweak = Readonly<Record<string, unknown>>;

function merge(base: unknown, tweak: unknown): unknown {
  if (!isJsonObject(base) || !isJsonObject(tweak)) return structuredClone(tweak);
  const result: Record<string, unknown> = { ...structuredClone(base) };
  for (const [key, value] of Object.entries(tweak)) {
    if (value === undefined) delete result[key];
    else result[key] = merge(result[key], value);
  }
  return result;
}

/** A builder of objects of one kind: `tweak` is merged into the minimal valid object. */
export type Builder = (tweak?: Tweak) => RawObject;

function builder(apiVersion: string, kind: string, rest: Tweak, namespaced = true): Builder {
  const name = kind.toLowerCase();
  const metadata = namespaced ? { name, namespace: "shop" } : { name };
  return (tweak = {}) => merge({ apiVersion, kind, metadata, ...rest }, tweak) as RawObject;
}

/** A container that breaks no rule of the restricted Pod Security Standard. */
export function container(tweak: Tweak = {}): Record<string, unknown> {
  const minimal = {
    name: "web",
    image: "registry.example/web@sha256:1111111111111111111111111111111111111111111111111111111111111111",
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
  };
  return merge(minimal, tweak) as Record<string, unknown>;
}

const podSpec = {
  containers: [container()],
  securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
};
const template = { metadata: { labels: { app: "web" } }, spec: podSpec };
const selector = { matchLabels: { app: "web" } };
const rbac = "rbac.authorization.k8s.io/v1";
const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" };
const rules = [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get"] }];
const subjects = [{ kind: "User", apiGroup: "rbac.authorization.k8s.io", name: "jane" }];
const webhooks = [
  {
    name: "check.example.com",
    clientConfig: { service: { namespace: "shop", name: "hook" }, caBundle: "Q0E=" },
    rules: [{ operations: ["CREATE"], apiGroups: [""], apiVersions: ["v1"], resources: ["pods"] }],
    failurePolicy: "Fail",
    sideEffects: "None",
    admissionReviewVersions: ["v1"],
  },
];

export const pod = builder("v1", "Pod", {
  metadata: { name: "web", namespace: "shop", labels: { app: "web" } },
  spec: podSpec,
});
export const deployment = builder("apps/v1", "Deployment", { spec: { replicas: 1, selector, template } });
export const replicaSet = builder("apps/v1", "ReplicaSet", { spec: { replicas: 1, selector, template } });
export const statefulSet = builder("apps/v1", "StatefulSet", { spec: { serviceName: "web", selector, template } });
export const daemonSet = builder("apps/v1", "DaemonSet", { spec: { selector, template } });
export const job = builder("batch/v1", "Job", { spec: { template: { spec: { ...podSpec, restartPolicy: "Never" } } } });
export const cronJob = builder("batch/v1", "CronJob", {
  spec: {
    schedule: "0 3 * * *",
    jobTemplate: { spec: { template: { spec: { ...podSpec, restartPolicy: "Never" } } } },
  },
});
export const service = builder("v1", "Service", {
  spec: { type: "ClusterIP", selector: { app: "web" }, ports: [{ port: 80 }] },
});
export const serviceAccount = builder("v1", "ServiceAccount", {});
export const secret = builder("v1", "Secret", { type: "Opaque", data: {} });
export const configMap = builder("v1", "ConfigMap", { data: {} });
export const namespace = builder("v1", "Namespace", { metadata: { name: "shop" } }, false);
export const node = builder("v1", "Node", { spec: {}, status: { nodeInfo: { kubeletVersion: "v1.36.0" } } }, false);
export const role = builder(rbac, "Role", { rules });
export const clusterRole = builder(rbac, "ClusterRole", { rules }, false);
export const roleBinding = builder(rbac, "RoleBinding", { roleRef, subjects });
export const clusterRoleBinding = builder(rbac, "ClusterRoleBinding", { roleRef, subjects }, false);
export const networkPolicy = builder("networking.k8s.io/v1", "NetworkPolicy", {
  spec: { podSelector: {}, policyTypes: ["Ingress"] },
});
export const ingress = builder("networking.k8s.io/v1", "Ingress", {
  spec: {
    tls: [{ hosts: ["shop.example"], secretName: "shop-tls" }],
    rules: [
      {
        host: "shop.example",
        http: {
          paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "web", port: { number: 80 } } } }],
        },
      },
    ],
  },
});
export const validatingWebhook = builder(
  "admissionregistration.k8s.io/v1",
  "ValidatingWebhookConfiguration",
  { webhooks },
  false,
);
export const mutatingWebhook = builder(
  "admissionregistration.k8s.io/v1",
  "MutatingWebhookConfiguration",
  { webhooks },
  false,
);

export const certificateSigningRequest = builder(
  "certificates.k8s.io/v1",
  "CertificateSigningRequest",
  {
    spec: { signerName: "kubernetes.io/kube-apiserver-client", usages: ["client auth"], username: "jane", request: "" },
  },
  false,
);

/** The static pod of a control plane component as kubeadm lays it, with these flags. */
export function componentPod(component: ComponentName, flags: readonly string[] = [], tweak: Tweak = {}): RawObject {
  const image = component === "etcd" ? "registry.k8s.io/etcd:3.6.4-0" : `registry.k8s.io/${component}:v1.36.0`;
  const base = pod({
    metadata: { name: `${component}-cp-1`, namespace: "kube-system", labels: { component, tier: "control-plane" } },
    spec: {
      nodeName: "cp-1",
      hostNetwork: true,
      containers: [{ name: component, image, command: [component, ...flags] }],
    },
  });
  return merge(base, tweak) as RawObject;
}
