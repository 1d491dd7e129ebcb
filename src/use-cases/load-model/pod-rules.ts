// Rules for metadata and pod templates.
import { redactLiteral } from "../../engines/secret-detection/index.ts";
import { keepsAnnotation } from "../../facts/kept-literals/index.ts";
import type { Container, LabelSelector, ObjectMeta, PodSpec, PodTemplate, Volume } from "../../kubernetes/index.ts";
import { presence, type Holder, type JsonRules, type RulesOf, type SpecialRule } from "./field-rules.ts";
import { redactWords, settingsOf } from "./redact-words.ts";
import { isSwitch, textRules } from "./text-rules.ts";

const noSettings: ReadonlySet<string> = new Set();

/** Rewrites the values of a mapping with their names in view, and puts the names in order. */
export function byName(redact: (name: string, value: string, holder: Holder) => string): SpecialRule {
  return (value, holder) => {
    const entries = Object.entries(value as Readonly<Record<string, string>>).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([name, text]) => [name, redact(name, text, holder)]));
  };
}

/** The words k3s and RKE2 were started with, as a list in JSON: names of flags stay. */
function redactNodeArguments(text: string): string {
  try {
    const words: unknown = JSON.parse(text);
    const isWords = Array.isArray(words) && words.every((word) => typeof word === "string");
    // The first word says what the node is: server or agent.
    if (isWords) {
      const kept = words[0] === "server" || words[0] === "agent" ? words.slice(0, 1) : [];
      return JSON.stringify([...kept, ...redactWords(words.slice(kept.length), false, noSettings)]);
    }
  } catch {
    // Not what k3s writes: a literal like any other.
  }
  return redactLiteral("", text);
}

export const metadata: RulesOf<ObjectMeta> = {
  name: "identity",
  generateName: "identity",
  namespace: "identity",
  uid: "identity",
  creationTimestamp: "identity",
  deletionTimestamp: "identity",
  labels: "label",
  annotations: byName((name, value) => {
    if (keepsAnnotation(name)) return textRules.setting.apply(value);
    if (name === "k3s.io/node-args" || name === "rke2.io/node-args") return redactNodeArguments(value);
    return isSwitch(value) ? value : redactLiteral(name, value);
  }),
  ownerReferences: { apiVersion: "identity", kind: "identity", name: "identity", uid: "identity" },
};

export const labelSelector: RulesOf<LabelSelector> = {
  matchLabels: "label",
  matchExpressions: { key: "label", operator: "setting", values: "label" },
};

/** A selector in a field that is kept as it is. */
export const selectorJson: JsonRules = {
  matchLabels: { "*": "label" },
  matchExpressions: { key: "label", operator: "setting", values: "label" },
};

/** The value of a variable or a header, told by the name beside it. */
const namedValue: SpecialRule = (value, { name }) =>
  isSwitch(value as string) ? value : redactLiteral(typeof name === "string" ? name : "", value as string);

function containerSettings({ command, args, image }: Holder): ReadonlySet<string> {
  const words = [command, args].flatMap((list) => (Array.isArray(list) ? (list as readonly string[]) : []));
  return settingsOf(words, typeof image === "string" ? image : "");
}

const command: SpecialRule = (words, container) =>
  redactWords(words as readonly string[], true, containerSettings(container));
const args: SpecialRule = (words, container) =>
  redactWords(words as readonly string[], false, containerSettings(container));
const exec = { command: ((words) => redactWords(words as readonly string[], true, noSettings)) satisfies SpecialRule };

const handler: RulesOf<NonNullable<Container["livenessProbe"]>> = {
  exec,
  httpGet: {
    host: "address",
    path: "path",
    port: "name",
    scheme: "setting",
    httpHeaders: { name: "name", value: namedValue },
  },
  tcpSocket: { host: "address", port: "name" },
  grpc: presence,
};

const seLinuxOptions = { level: "setting", role: "setting", type: "setting", user: "setting" } as const;
const profile = { type: "setting", localhostProfile: "path" } as const;
const windowsOptions = { runAsUserName: "name", gmsaCredentialSpec: "literal" } as const;
const keyRef = { name: "name", key: "name" } as const;

const container: RulesOf<Container> = {
  name: "name",
  image: "image",
  imagePullPolicy: "setting",
  command,
  args,
  env: {
    name: "name",
    value: namedValue,
    valueFrom: {
      secretKeyRef: keyRef,
      configMapKeyRef: keyRef,
      fieldRef: { apiVersion: "setting", fieldPath: "path" },
      resourceFieldRef: { containerName: "name", resource: "setting", divisor: "setting" },
      fileKeyRef: { volumeName: "name", path: "path", key: "name" },
    },
  },
  envFrom: { prefix: "name", secretRef: { name: "name" }, configMapRef: { name: "name" } },
  ports: { name: "name", hostIP: "address", protocol: "setting" },
  resources: { limits: "setting", requests: "setting" },
  securityContext: {
    procMount: "setting",
    capabilities: { add: "setting", drop: "setting" },
    seLinuxOptions,
    seccompProfile: profile,
    appArmorProfile: profile,
    windowsOptions,
  },
  volumeMounts: { name: "name", mountPath: "path", subPath: "path", mountPropagation: "setting" },
  livenessProbe: handler,
  readinessProbe: handler,
  startupProbe: handler,
  lifecycle: { postStart: handler, preStop: handler },
  restartPolicy: "setting",
};

const secretSource = { secretRef: { name: "name" } } as const;

const volume: RulesOf<Volume> = {
  name: "name",
  hostPath: { path: "path", type: "setting" },
  secret: { secretName: "name" },
  configMap: { name: "name" },
  projected: {
    sources: {
      secret: { name: "name" },
      configMap: { name: "name" },
      serviceAccountToken: { audience: "name", path: "path" },
      downwardAPI: presence,
      clusterTrustBundle: { name: "name", signerName: "name" },
      podCertificate: { signerName: "name" },
    },
  },
  persistentVolumeClaim: { claimName: "name" },
  emptyDir: { medium: "setting", sizeLimit: "setting" },
  csi: { driver: "name", nodePublishSecretRef: { name: "name" } },
  image: { reference: "image", pullPolicy: "setting" },
  azureFile: { secretName: "name" },
  flexVolume: secretSource,
  cephfs: secretSource,
  cinder: secretSource,
  iscsi: secretSource,
  rbd: secretSource,
  scaleIO: secretSource,
  storageos: secretSource,
};

const claimSource = { resourceClaimName: "name", resourceClaimTemplateName: "name" } as const;

export const podSpec: RulesOf<PodSpec> = {
  containers: container,
  initContainers: container,
  ephemeralContainers: container,
  volumes: volume,
  securityContext: {
    sysctls: { name: "setting", value: "setting" },
    seLinuxOptions,
    seccompProfile: profile,
    appArmorProfile: profile,
    windowsOptions,
  },
  serviceAccountName: "name",
  serviceAccount: "name",
  os: { name: "setting" },
  nodeName: "name",
  nodeSelector: "label",
  tolerations: { key: "label", operator: "setting", value: "label", effect: "setting" },
  affinity: { "**": "label" },
  imagePullSecrets: { name: "name" },
  resourceClaims: { name: "name", ...claimSource, source: claimSource },
  priorityClassName: "name",
  runtimeClassName: "name",
  restartPolicy: "setting",
  hostAliases: { "**": "address" },
  resources: { limits: "setting", requests: "setting" },
};

export const podTemplate: RulesOf<PodTemplate> = { metadata, spec: podSpec };
