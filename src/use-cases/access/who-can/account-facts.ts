// What is seen of service accounts beside their rights: pods that run as them, and Secrets with their tokens.
import { gapOf, serviceAccountOf, workloads, type ClusterModel } from "../../../model/index.ts";
import type { BecomeQuestion } from "./becomers.ts";

const tokenType = "kubernetes.io/service-account-token";
const annotation = "kubernetes.io/service-account.name";

/** The facts of a model. Linear in workloads and Secrets. */
export function accountFacts(model: ClusterModel): BecomeQuestion["accounts"] {
  const running = new Set(workloads(model).map((one) => `${one.namespace}/${serviceAccountOf(one)}`));
  const secrets = new Map<string, string[]>();
  for (const { type, metadata } of model.parts.secrets.objects) {
    const account = metadata.annotations?.[annotation];
    if (type !== tokenType || account === undefined) continue;
    const key = `${metadata.namespace ?? ""}/${account}`;
    secrets.set(key, [...(secrets.get(key) ?? []), metadata.name]);
  }
  return {
    runsPods: (namespace, name) => running.has(`${namespace}/${name}`),
    gaps: [gapOf(model.parts.pods), gapOf(model.parts.secrets)].filter((gap) => gap !== undefined),
    tokenSecrets: (namespace, name) => secrets.get(`${namespace}/${name}`) ?? [],
  };
}
