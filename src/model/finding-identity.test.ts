// Identities survive what happens to objects without anyone's intent, and nothing else.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../core/index.ts";
import { refOf, type KubernetesObject } from "../kubernetes/index.ts";
import {
  container,
  cronJob,
  deployment,
  job,
  modelOf,
  pod,
  replicaSet,
  statefulSet,
  type RawObject,
} from "../testing/index.ts";
import { findingIdentity, ownerOf, type ClusterModel } from "./index.ts";

function ownedBy(kind: string, name: string, apiVersion = "apps/v1"): object {
  return { ownerReferences: [{ apiVersion, kind, name, uid: "u", controller: true }] };
}

function objectsOf(model: ClusterModel): KubernetesObject[] {
  return Object.values(model.parts).flatMap(
    ({ objects }) => (objects as readonly object[]).filter((one) => "metadata" in one) as KubernetesObject[],
  );
}

/** The identity of a finding about the object of this name. */
function identityOf(objects: readonly RawObject[], name: string, finding: Partial<Finding> = {}): string {
  const model = modelOf(objects);
  const object = objectsOf(model).find(({ metadata }) => metadata.name === name);
  if (object === undefined) throw new Error(`no ${name}`);
  return findingIdentity(model, "some-check", { object: refOf(object), message: "m", ...finding });
}

const webPod = (suffix: string, hash = "5d4f8c7b9"): RawObject =>
  pod({
    metadata: {
      name: `web-${hash}-${suffix}`,
      labels: { "pod-template-hash": hash },
      ...ownedBy("ReplicaSet", `web-${hash}`),
    },
  });
const webSet = (hash = "5d4f8c7b9"): RawObject =>
  replicaSet({
    metadata: { name: `web-${hash}`, labels: { "pod-template-hash": hash }, ...ownedBy("Deployment", "web") },
  });
const web = deployment({ metadata: { name: "web" } });
const atDeployment = identityOf([web], "web");

describe("identity stays equal", () => {
  it.each<[string, string, string]>([
    [
      "for a pod whose Deployment is there",
      identityOf([web, webSet(), webPod("x1x2x")], "web-5d4f8c7b9-x1x2x"),
      atDeployment,
    ],
    [
      "for a pod whose Deployment is not there",
      identityOf([webSet(), webPod("x1x2x")], "web-5d4f8c7b9-x1x2x"),
      atDeployment,
    ],
    ["for a pod whose ReplicaSet is not there", identityOf([webPod("x1x2x")], "web-5d4f8c7b9-x1x2x"), atDeployment],
    ["for a new ReplicaSet", identityOf([webPod("zzzzz", "6b7c8d9f0")], "web-6b7c8d9f0-zzzzz"), atDeployment],
    [
      "for an upgraded API version",
      identityOf([deployment({ apiVersion: "extensions/v1beta1", metadata: { name: "web" } })], "web"),
      atDeployment,
    ],
    [
      "for pods of a StatefulSet",
      identityOf([pod({ metadata: { name: "db-1", ...ownedBy("StatefulSet", "db") } })], "db-1"),
      identityOf([statefulSet({ metadata: { name: "db" } })], "db"),
    ],
    [
      "for a Job of a CronJob, by its owner",
      identityOf(
        [job({ metadata: { name: "backup-29391000", ...ownedBy("CronJob", "backup", "batch/v1") } })],
        "backup-29391000",
      ),
      identityOf([cronJob({ apiVersion: "batch/v1beta1", metadata: { name: "backup" } })], "backup"),
    ],
    [
      "for a pod of a Job of a CronJob, by its name",
      identityOf([pod({ metadata: { name: "p", ...ownedBy("Job", "backup-29391000", "batch/v1") } })], "p"),
      identityOf([cronJob({ metadata: { name: "backup" } })], "backup"),
    ],
    [
      "for a pod of a rollout",
      identityOf(
        [
          pod({
            metadata: {
              name: "p",
              labels: { "rollouts-pod-template-hash": "abc" },
              ...ownedBy("ReplicaSet", "web-abc"),
            },
          }),
        ],
        "p",
      ),
      identityOf(
        [replicaSet({ metadata: { name: "web-abc", ...ownedBy("Rollout", "web", "argoproj.io/v1alpha1") } })],
        "web-abc",
      ),
    ],
    [
      "for pods made from a generateName",
      identityOf([pod({ metadata: { name: "debug-abcde", generateName: "debug-" } })], "debug-abcde"),
      identityOf([pod({ metadata: { name: "debug-", generateName: "debug-" } })], "debug-"),
    ],
    [
      "for a container that moved, in pod or template",
      identityOf(
        [
          deployment({
            metadata: { name: "web" },
            spec: { template: { spec: { containers: [container({ name: "a" }), container({ name: "b" })] } } },
          }),
        ],
        "web",
        {
          path: "spec.template.spec.containers[1].image",
        },
      ),
      identityOf(
        [
          pod({
            metadata: { name: "p", labels: { "pod-template-hash": "1" }, ...ownedBy("ReplicaSet", "web-1") },
            spec: { containers: [container({ name: "b" })] },
          }),
        ],
        "p",
        {
          path: "spec.containers[0].image",
        },
      ),
    ],
    [
      "for the token volume, whose name is generated",
      identityOf([pod({ spec: { volumes: [{ name: "kube-api-access-abcde" }] } })], "web", { path: "spec.volumes[0]" }),
      identityOf([pod({ spec: { volumes: [{ name: "kube-api-access-zyxwv" }] } })], "web", { path: "spec.volumes[0]" }),
    ],
  ])("%s", (_what, a, b) => expect(a).toBe(b));
});

describe("identity differs", () => {
  it.each<[string, string, string]>([
    ["by message", identityOf([web], "web", { message: "other" }), atDeployment],
    ["by kind", identityOf([statefulSet({ metadata: { name: "web" } })], "web"), atDeployment],
    ["by namespace", identityOf([deployment({ metadata: { name: "web", namespace: "b" } })], "web"), atDeployment],
    ["by path", identityOf([web], "web", { path: "spec.replicas" }), atDeployment],
    [
      "for a job with a date in its name",
      identityOf([pod({ metadata: { name: "p", ...ownedBy("Job", "report-20261123", "batch/v1") } })], "p"),
      identityOf([cronJob({ metadata: { name: "report" } })], "report"),
    ],
    [
      "for a name that only looks generated",
      identityOf([pod({ metadata: { name: "other-1", generateName: "debug-" } })], "other-1"),
      identityOf([pod({ metadata: { name: "debug-", generateName: "debug-" } })], "debug-"),
    ],
    [
      "for static pods of two nodes",
      identityOf([pod({ metadata: { name: "etcd-a", ...ownedBy("Node", "a", "v1") } })], "etcd-a"),
      identityOf([pod({ metadata: { name: "etcd-b", ...ownedBy("Node", "b", "v1") } })], "etcd-b"),
    ],
  ])("%s", (_what, a, b) => expect(a).not.toBe(b));
});

describe("any Deployment", () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/);
  const hash = fc.stringMatching(/^[bcdf0-9]{8,10}$/);

  it("lends its identity to every pod, whatever hash and suffix it has and whichever owners were seen", () => {
    fc.assert(
      fc.property(name, hash, hash, fc.boolean(), fc.boolean(), (app, template, suffix, withSet, withDeployment) => {
        const top = deployment({ metadata: { name: app } });
        const set = replicaSet({ metadata: { name: `${app}-${template}`, ...ownedBy("Deployment", app) } });
        const podName = `${app}-${template}-${suffix}`;
        const one = pod({
          metadata: {
            name: podName,
            labels: { "pod-template-hash": template },
            ...ownedBy("ReplicaSet", `${app}-${template}`),
          },
        });
        const objects = [one, ...(withSet ? [set] : []), ...(withDeployment ? [top] : [])];
        expect(identityOf(objects, podName)).toBe(identityOf([top], app));
      }),
      { numRuns: 50 },
    );
  });
});

it("ownerOf gives references that are not in the model back as they are", () => {
  const ref = { apiVersion: "plimsoll/v1", kind: "File", name: "a.yaml" };
  expect(ownerOf(modelOf([]), ref)).toBe(ref);
});
