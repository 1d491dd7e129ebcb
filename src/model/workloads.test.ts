// Which pod templates are judged.
import { describe, expect, it } from "vitest";
import { cronJob, deployment, job, modelOf, pod, replicaSet } from "../testing/index.ts";
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
