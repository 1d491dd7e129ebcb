// Privilege: what taking over an object gives raises its rank by what the table says, with the reason.
import { describe, expect, it } from "vitest";
import { ranked, web, robotWeb, everything, readSecrets, grant, grantIn } from "../../../test/fixtures/ranked.ts";
import { container, node, pod, role, serviceAccount, type RawObject, type Tweak } from "../../testing/index.ts";
import { exposureFactors, privilegeFactors } from "./rank-factors.ts";

describe("privilege of a workload", () => {
  it.each<[string, number, RegExp, Tweak]>([
    [
      "privileged",
      privilegeFactors.privileged,
      /runs privileged/,
      { containers: [container({ securityContext: { privileged: true } })] },
    ],
    [
      "privileged at the start only",
      privilegeFactors.privileged,
      /runs privileged/,
      { initContainers: [container({ securityContext: { privileged: true } })] },
    ],
    [
      "a capability",
      privilegeFactors.capability,
      /SYS_ADMIN/,
      { containers: [container({ securityContext: { capabilities: { add: ["CAP_SYS_ADMIN"] } } })] },
    ],
    ["the host's processes", privilegeFactors.hostPid, /processes/, { hostPID: true }],
    [
      "the host's root",
      privilegeFactors.hostRoot,
      /whole file system/,
      { volumes: [{ name: "v", hostPath: { path: "//" } }] },
    ],
    [
      "the runtime's socket",
      privilegeFactors.runtimeSocket,
      /socket/,
      { volumes: [{ name: "v", hostPath: { path: "/run/containerd/containerd.sock" } }] },
    ],
    [
      "system paths",
      privilegeFactors.hostPath,
      /system paths/,
      { volumes: [{ name: "v", hostPath: { path: "/etc/kubernetes" } }] },
    ],
    ["other host paths", 1, /^$/, { volumes: [{ name: "v", hostPath: { path: "/data" } }] }],
    [
      "a harmless capability",
      1,
      /^$/,
      { containers: [container({ securityContext: { capabilities: { add: ["NET_BIND_SERVICE"] } } })] },
    ],
    [
      "a control plane node, by selector",
      privilegeFactors.controlPlaneNode,
      /control plane node/,
      { nodeSelector: { "node-role.kubernetes.io/control-plane": "" } },
    ],
  ])("%s", (_what, factor, reason, spec) => {
    const { rank, rankReasons } = ranked([web(spec)]);
    expect(rank).toBe(5 * factor);
    expect(rankReasons.join()).toMatch(reason);
  });

  it("a control plane node, by where its pods run", () => {
    const cp = node({ metadata: { name: "cp", labels: { "node-role.kubernetes.io/control-plane": "" } } });
    expect(ranked([pod({ spec: { nodeName: "cp" } }), cp]).rank).toBe(5 * privilegeFactors.controlPlaneNode);
    expect(ranked([pod({ spec: { nodeName: "worker" } }), cp]).rank).toBe(5);
  });

  it.each<[string, number, RegExp, readonly RawObject[]]>([
    [
      "everything",
      privilegeFactors.everything,
      /its service account can do everything in the whole cluster \(ClusterRoleBinding/,
      grant(everything),
    ],
    ["reading Secrets", privilegeFactors.readSecrets, /can read Secrets in the whole cluster/, grant(readSecrets)],
    [
      "everything in a namespace",
      privilegeFactors.everythingInNamespace,
      /everything in namespace shop/,
      grantIn("shop", everything),
    ],
    [
      "reading Secrets in a namespace",
      privilegeFactors.readSecretsInNamespace,
      /in namespace shop/,
      grantIn("shop", readSecrets),
    ],
    [
      "reading Secrets in kube-system",
      privilegeFactors.readSecrets,
      /in namespace kube-system/,
      grantIn("kube-system", readSecrets),
    ],
  ])("its account's right to %s", (_what, factor, reason, others) => {
    const { rank, rankReasons } = ranked([robotWeb, ...others]);
    expect(rank).toBe(5 * factor);
    expect(rankReasons.join()).toMatch(reason);
  });

  it.each<[string, number, RawObject]>([
    ["is not mounted by the pod", 1, web({ serviceAccountName: "robot", automountServiceAccountToken: false })],
    [
      "is projected all the same",
      privilegeFactors.everything,
      web({
        serviceAccountName: "robot",
        automountServiceAccountToken: false,
        volumes: [{ name: "t", projected: { sources: [{ serviceAccountToken: { path: "t" } }] } }],
      }),
    ],
    [
      "is projected for another audience",
      1,
      web({
        serviceAccountName: "robot",
        automountServiceAccountToken: false,
        volumes: [{ name: "t", projected: { sources: [{ serviceAccountToken: { path: "t", audience: "vault" } }] } }],
      }),
    ],
  ])("counts the account's rights by whether its token %s", (_what, factor, object) => {
    expect(ranked([object, ...grant(everything)]).rank).toBe(5 * factor);
  });
  it("does not count them where the account withholds the token", () => {
    const account = serviceAccount({ metadata: { name: "robot" }, automountServiceAccountToken: false });
    expect(ranked([robotWeb, account, ...grant(everything)]).rank).toBe(5);
    expect(
      ranked([web({ serviceAccountName: "robot", automountServiceAccountToken: true }), account, ...grant(everything)])
        .rank,
    ).toBe(10);
  });
});

describe("privilege of RBAC objects", () => {
  const [binding, granted] = grant(everything);
  it.each<[string, number, readonly [RawObject, ...RawObject[]]]>([
    ["a ClusterRole", privilegeFactors.everything * exposureFactors.clusterWide, [granted]],
    ["a Role", privilegeFactors.everythingInNamespace, [role({ rules: everything })]],
    ["a ClusterRoleBinding", privilegeFactors.everything * exposureFactors.clusterWide, [binding, granted]],
    [
      "a ServiceAccount",
      privilegeFactors.everything,
      [serviceAccount({ metadata: { name: "robot" } }), granted, binding],
    ],
  ])("%s", (_what, factor, objects) => expect(ranked(objects).rank).toBeCloseTo(5 * factor, 1));
});
