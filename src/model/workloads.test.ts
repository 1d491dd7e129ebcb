// Which pod templates are judged.
import { describe, expect, it } from "vitest";
import {
  container,
  cronJob,
  daemonSet,
  deployment,
  job,
  modelOf,
  pod,
  replicaSet,
  statefulSet,
} from "../testing/index.ts";
import { workloads } from "./workloads.ts";

function ownedBy(kind: string, name: string, apiVersion: string): object {
  return { ownerReferences: [{ apiVersion, kind, name, uid: "1", controller: true }] };
}

const byDeployment = ownedBy("Deployment", "deployment", "apps/v1");
const byCronJob = ownedBy("CronJob", "cronjob", "batch/v1");
const other = { template: { spec: { hostPID: true } } };
const over = (type: string) => ({ status: { conditions: [{ type, status: "True" }] } });

describe("workloads", () => {
  it.each([
    ["a controller and what it made", [deployment(), replicaSet({ metadata: byDeployment }), pod()], 2],
    ["an old ReplicaSet", [deployment(), replicaSet({ metadata: byDeployment, spec: { replicas: 0, ...other } })], 1],
    ["a ReplicaSet that runs something else", [deployment(), replicaSet({ metadata: byDeployment, spec: other })], 2],
    [
      "a Deployment that says another one owns it",
      [deployment(), deployment({ metadata: { name: "web", ...byDeployment }, spec: other })],
      2,
    ],
    ["a Job that is over", [cronJob(), job({ metadata: byCronJob, spec: other, ...over("Complete") })], 1],
    ["a Job that failed", [cronJob(), job({ metadata: byCronJob, spec: other, ...over("Failed") })], 1],
    ["a Job that runs something else", [cronJob(), job({ metadata: byCronJob, spec: other })], 2],
    ["a finished Job nothing owns", [job(over("Complete"))], 1],
  ])("%s", (_name, objects, expected) => {
    expect(workloads(modelOf(objects))).toHaveLength(expected);
  });
});

const volumeClaimTemplates = [{ metadata: { name: "data" } }];
const set = statefulSet({ metadata: { name: "web" }, spec: { volumeClaimTemplates } });
const claim = (name: string, claimName: string): object => ({ name, persistentVolumeClaim: { claimName } });

/** A pod with everything controllers and admission add to any. */
function made(name: string, kind: string, apiVersion: string, volumes: readonly object[], tweak: object = {}): object {
  const mounts = [{ name: "kube-api-access-abcde", mountPath: "/var/run/secrets/kubernetes.io/serviceaccount" }];
  return pod({
    metadata: { name, ...ownedBy(kind, "web", apiVersion) },
    spec: {
      nodeName: "node-1",
      priorityClassName: "standard",
      hostname: name,
      containers: [container({ volumeMounts: mounts, ...tweak })],
      volumes: [...volumes, { name: "kube-api-access-abcde", projected: { sources: [] } }],
    },
  });
}
const numbered = (name: string, volumes: readonly object[], tweak?: object): object =>
  made(name, "StatefulSet", "apps/v1", volumes, tweak);
const own = numbered("web-0", [claim("data", "data-web-0")]);

describe("pods of a StatefulSet", () => {
  it.each<[string, readonly object[], number]>([
    ["with claims of their own", [set, own, numbered("web-11", [claim("data", "data-web-11")])], 1],
    ["with claims of their own, the set unseen", [own, numbered("web-1", [claim("data", "data-web-1")])], 1],
    ["without the volume", [set, numbered("web-0", [])], 1],
    ["with another claim", [set, numbered("web-0", [claim("data", "data-web-1")])], 2],
    ["with another claim, the set unseen", [own, numbered("web-1", [claim("data", "data-web-0")])], 2],
    ["with a claim no template names", [set, numbered("web-0", [claim("more", "more-web-0")])], 2],
    ["with another volume", [set, numbered("web-0", [claim("data", "data-web-0"), { name: "tmp", emptyDir: {} }])], 2],
    ["with another image", [set, numbered("web-0", [claim("data", "data-web-0")], { image: "other" })], 2],
    ["of another name", [set, numbered("web-x", [claim("data", "data-web-x")])], 2],
    [
      "of another controller",
      [
        deployment({ metadata: { name: "web" } }),
        made("web-0", "Deployment", "apps/v1", [claim("data", "data-web-0")]),
      ],
      2,
    ],
    [
      "with the claim in place of a volume",
      [
        statefulSet({
          metadata: { name: "web" },
          spec: { volumeClaimTemplates, template: { spec: { volumes: [{ name: "data", emptyDir: {} }] } } },
        }),
        own,
      ],
      1,
    ],
  ])("%s", (_name, objects, expected) => {
    expect(workloads(modelOf(objects as never))).toHaveLength(expected);
  });
});

const onNode = (name: string): object => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "In", values: [name] }] }],
    },
  },
});
const index = (path: string): object => ({
  name: "JOB_COMPLETION_INDEX",
  valueFrom: { fieldRef: { fieldPath: `metadata.${path}['batch.kubernetes.io/job-completion-index']` } },
});
const limits = { cpu: "1", memory: "64Mi" };
const withResources = (resources: object): object => ({ spec: { containers: [container({ resources })] } });
const ranged = {
  annotations: { "kubernetes.io/limit-ranger": "LimitRanger plugin set: memory limit for container web" },
};

describe("what is added to pods", () => {
  it.each<[string, readonly object[], number]>([
    [
      "the node of a DaemonSet's pod",
      [daemonSet(), pod({ metadata: ownedBy("DaemonSet", "daemonset", "apps/v1"), spec: { affinity: onNode("a") } })],
      1,
    ],
    [
      "the index of an Indexed Job, as a label",
      [job({ metadata: { name: "web" } }), made("web-0-a", "Job", "batch/v1", [], { env: [index("labels")] })],
      1,
    ],
    [
      "the index of an Indexed Job, as an annotation",
      [job({ metadata: { name: "web" } }), made("web-0-a", "Job", "batch/v1", [], { env: [index("annotations")] })],
      1,
    ],
    [
      "a variable of that name",
      [
        job({ metadata: { name: "web" } }),
        made("web-0-a", "Job", "batch/v1", [], { env: [{ name: "JOB_COMPLETION_INDEX", value: "1" }] }),
      ],
      2,
    ],
    [
      "limits as requests",
      [
        deployment({ spec: { template: withResources({ limits }) } }),
        pod({ metadata: byDeployment, ...withResources({ limits, requests: limits }) }),
      ],
      1,
    ],
    [
      "other requests",
      [
        deployment({ spec: { template: withResources({ limits }) } }),
        pod({ metadata: byDeployment, ...withResources({ limits, requests: { ...limits, cpu: "2" } }) }),
      ],
      2,
    ],
    [
      "limits of a LimitRange",
      [deployment(), pod({ metadata: { ...byDeployment, ...ranged }, ...withResources({ limits, requests: limits }) })],
      1,
    ],
    [
      "limits of nobody",
      [deployment(), pod({ metadata: byDeployment, ...withResources({ limits, requests: limits }) })],
      2,
    ],
    [
      "other limits beside those of a LimitRange",
      [
        deployment({ spec: { template: withResources({ limits: { cpu: "1" } }) } }),
        pod({ metadata: { ...byDeployment, ...ranged }, ...withResources({ limits: { cpu: "2", memory: "1Gi" } }) }),
      ],
      2,
    ],
  ])("%s", (_name, objects, expected) => {
    expect(workloads(modelOf(objects as never))).toHaveLength(expected);
  });
});
