// What each control says of a pod that breaks only it: the component's own words, and the fields that decided.
import { describe, expect, it } from "vitest";
import type { Minor } from "../../core/index.ts";
import type { PodTemplate } from "../../kubernetes/index.ts";
import { container, modelOf, pod, type Tweak } from "../../testing/index.ts";
import type { ControlId, Level } from "./control.ts";
import { evaluatePod, forbiddenDetail, isAllowed } from "./evaluate-pod.ts";

function evaluate(level: Level, version: Minor, tweak: Tweak): ReturnType<typeof evaluatePod> {
  const [object] = modelOf([pod(tweak)]).parts.pods.objects as readonly PodTemplate[];
  return evaluatePod(level, version, object?.metadata ?? {}, object?.spec ?? {});
}

function inContainer(securityContext: Tweak): Tweak {
  return { spec: { containers: [container({ name: "a", securityContext })] } };
}

function inPod(securityContext: Tweak): Tweak {
  return { spec: { securityContext } };
}

const twoContainers = (one: Tweak, two: Tweak): Tweak => ({
  spec: { initContainers: [container({ name: "b", ...one })], containers: [container({ name: "a", ...two })] },
});

interface Row {
  readonly control: ControlId;
  readonly pod: Tweak;
  readonly says: string;
  readonly places: readonly string[];
  readonly level?: Level;
  /** Newest version the pod is refused at; default 1.37. */
  readonly at?: Minor;
  /** A version that allows the same pod. */
  readonly allowedAt?: Minor;
}

const a = "spec.containers[0].securityContext";
const appArmor = "container.apparmor.security.beta.kubernetes.io/a";
const seccomp = "container.seccomp.security.alpha.kubernetes.io/a";

const rows: readonly Row[] = [
  {
    control: "allowPrivilegeEscalation",
    pod: inContainer({ allowPrivilegeEscalation: undefined }),
    says: `allowPrivilegeEscalation != false (container "a" must set securityContext.allowPrivilegeEscalation=false)`,
    places: [`${a}.allowPrivilegeEscalation`],
    allowedAt: "1.7",
  },
  {
    control: "appArmorProfile",
    pod: inPod({ appArmorProfile: { type: "Unconfined" } }),
    says: `forbidden AppArmor profile (pod must not set AppArmor profile type to "Unconfined")`,
    places: ["spec.securityContext.appArmorProfile.type"],
  },
  {
    control: "appArmorProfile",
    pod: { metadata: { annotations: { [appArmor]: 'un"confined\n' } }, ...inContainer({ appArmorProfile: {} }) },
    says: `forbidden AppArmor profiles (container "a" and annotation must not set AppArmor profile type to "", "${appArmor}="un\\"confined\\n"")`,
    places: [`${a}.appArmorProfile.type`, `metadata.annotations["${appArmor}"]`],
  },
  {
    control: "capabilities_baseline",
    level: "baseline",
    pod: twoContainers(
      { securityContext: { capabilities: { add: ["SYS_TIME", "CHOWN"] } } },
      { securityContext: { capabilities: { add: ["NET_RAW"] } } },
    ),
    says: `non-default capabilities (containers "b", "a" must not include "NET_RAW", "SYS_TIME" in securityContext.capabilities.add)`,
    places: ["spec.initContainers[0].securityContext.capabilities.add[0]", `${a}.capabilities.add[0]`],
  },
  {
    control: "capabilities_restricted",
    pod: inContainer({ capabilities: { drop: ["NET_RAW"], add: ["NET_BIND_SERVICE", "CHOWN"] } }),
    says: `unrestricted capabilities (container "a" must set securityContext.capabilities.drop=["ALL"]; container "a" must not include "CHOWN" in securityContext.capabilities.add)`,
    places: [`${a}.capabilities.drop`, `${a}.capabilities.add[1]`],
    allowedAt: "1.21",
  },
  {
    control: "hostNamespaces",
    pod: { spec: { hostIPC: true, hostNetwork: true, hostPID: false } },
    says: "host namespaces (hostNetwork=true, hostIPC=true)",
    places: ["spec.hostNetwork", "spec.hostIPC"],
  },
  {
    control: "hostPathVolumes",
    level: "baseline",
    pod: {
      spec: {
        volumes: [
          { name: "x", hostPath: { path: "/" } },
          { name: "y", hostPath: {} },
        ],
      },
    },
    says: `hostPath volumes (volumes "x", "y")`,
    places: ["spec.volumes[0].hostPath", "spec.volumes[1].hostPath"],
  },
  {
    control: "hostPorts",
    pod: {
      spec: { containers: [container({ name: "a", ports: [{ hostPort: 80 }, { hostPort: 0 }, { hostPort: 10n }] })] },
    },
    says: `hostPort (container "a" uses hostPorts 10, 80)`,
    places: ["spec.containers[0].ports[0].hostPort", "spec.containers[0].ports[2].hostPort"],
  },
  {
    control: "hostProbesAndHostLifecycle",
    pod: twoContainers(
      { lifecycle: { preStop: { tcpSocket: { port: 1, host: "db" } } } },
      { readinessProbe: { httpGet: { port: 1, host: "10.0.0.1" } } },
    ),
    says: `probe or lifecycle host (containers "a", "b" use probe or lifecycle hosts "10.0.0.1", "db")`,
    places: [
      "spec.initContainers[0].lifecycle.preStop.tcpSocket.host",
      "spec.containers[0].readinessProbe.httpGet.host",
    ],
    allowedAt: "1.33",
  },
  {
    control: "privileged",
    pod: { spec: { ephemeralContainers: [container({ name: "debug", securityContext: { privileged: true } })] } },
    says: `privileged (container "debug" must not set securityContext.privileged=true)`,
    places: ["spec.ephemeralContainers[0].securityContext.privileged"],
  },
  {
    control: "procMount",
    level: "baseline",
    at: "1.34",
    pod: { spec: { hostUsers: false, ...(inContainer({ procMount: "Unmasked" })["spec"] as Tweak) } },
    says: `procMount (container "a" must not set securityContext.procMount to "Unmasked")`,
    places: [`${a}.procMount`],
    allowedAt: "1.35",
  },
  {
    control: "procMount_restricted",
    pod: { spec: { hostUsers: false, ...(inContainer({ procMount: "Unmasked" })["spec"] as Tweak) } },
    says: `procMount (container "a" must not set securityContext.procMount to "Unmasked")`,
    places: [`${a}.procMount`],
  },
  {
    control: "restrictedVolumes",
    pod: {
      spec: {
        volumes: [
          { name: "x", nfs: {} },
          { name: "y", nfs: null },
          { name: "z", emptyDir: {}, nfs: {} },
        ],
      },
    },
    says: `restricted volume types (volumes "x", "y" use restricted volume types "nfs", "unknown")`,
    places: ["spec.volumes[0].nfs", "spec.volumes[1]"],
  },
  {
    control: "runAsNonRoot",
    pod: inPod({ runAsNonRoot: undefined }),
    says: `runAsNonRoot != true (pod or container "web" must set securityContext.runAsNonRoot=true)`,
    places: ["spec.containers[0].securityContext.runAsNonRoot"],
  },
  {
    control: "runAsNonRoot",
    at: "1.34",
    pod: { spec: { hostUsers: false, securityContext: { runAsNonRoot: false } } },
    says: "runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false)",
    places: ["spec.securityContext.runAsNonRoot"],
    allowedAt: "1.35",
  },
  {
    control: "runAsUser",
    pod: {
      spec: {
        containers: [container({ name: "a", securityContext: { runAsUser: 0 } })],
        securityContext: { runAsUser: 0 },
      },
    },
    says: `runAsUser=0 (pod and container "a" must not set runAsUser=0)`,
    places: ["spec.securityContext.runAsUser", `${a}.runAsUser`],
    allowedAt: "1.22",
  },
  {
    control: "seLinuxOptions",
    at: "1.30",
    pod: inContainer({ seLinuxOptions: { type: "container_engine_t", level: "s0" } }),
    says: `seLinuxOptions (container "a" set forbidden securityContext.seLinuxOptions: type "container_engine_t")`,
    places: [`${a}.seLinuxOptions.type`],
    allowedAt: "1.31",
  },
  {
    control: "seLinuxOptions",
    pod: inPod({ seLinuxOptions: { type: "spc_t", user: "u", role: "r" } }),
    says: `seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: type "spc_t"; user may not be set; role may not be set)`,
    places: ["type", "user", "role"].map((field) => `spec.securityContext.seLinuxOptions.${field}`),
  },
  {
    control: "seccompProfile_baseline",
    at: "1.18",
    pod: {
      ...inContainer({}),
      metadata: {
        annotations: { [seccomp]: "unconfined", "seccomp.security.alpha.kubernetes.io/pod": "docker/default" },
      },
    },
    says: `seccompProfile (forbidden annotation ${seccomp}="unconfined")`,
    places: [`metadata.annotations["${seccomp}"]`],
    allowedAt: "1.19",
  },
  {
    control: "seccompProfile_baseline",
    level: "baseline",
    pod: inPod({ seccompProfile: { type: "Unconfined" } }),
    says: `seccompProfile (pod must not set securityContext.seccompProfile.type to "Unconfined")`,
    places: ["spec.securityContext.seccompProfile.type"],
    allowedAt: "1.18",
  },
  {
    control: "seccompProfile_restricted",
    pod: inPod({ seccompProfile: undefined }),
    says: `seccompProfile (pod or container "web" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")`,
    places: ["spec.containers[0].securityContext.seccompProfile.type"],
    allowedAt: "1.18",
  },
  {
    control: "sysctls",
    at: "1.36",
    pod: inPod({ sysctls: [{ name: "net.ipv4.tcp_notsent_lowat", value: "1" }] }),
    says: "forbidden sysctls (net.ipv4.tcp_notsent_lowat)",
    places: ["spec.securityContext.sysctls[0].name"],
    allowedAt: "1.37",
  },
  {
    control: "windowsHostProcess",
    pod: inPod({ windowsOptions: { hostProcess: true } }),
    says: "hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)",
    places: ["spec.securityContext.windowsOptions.hostProcess"],
  },
];

describe("controls", () => {
  it.each(rows)("$control: $says", ({ control, pod: tweak, says, places, level = "restricted", at = "1.37" }) => {
    const results = evaluate(level, at, tweak);
    expect(forbiddenDetail(results)).toBe(says);
    expect(isAllowed(results)).toBe(false);
    const refused = results.filter(({ verdict }) => !verdict.allowed);
    expect(refused.map((result) => result.control)).toEqual([control]);
    expect(refused.flatMap(({ verdict }) => (verdict.allowed ? [] : verdict.places.map(({ path }) => path)))).toEqual(
      places,
    );
  });

  it.each(rows.filter(({ allowedAt }) => allowedAt !== undefined))(
    "$control allows the same pod at $allowedAt: $says",
    ({ pod: tweak, level = "restricted", allowedAt = "1.0" }) => {
      expect(forbiddenDetail(evaluate(level, allowedAt, tweak))).toBe("");
    },
  );
});
