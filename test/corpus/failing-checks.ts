// Which of our checks fail on some objects, taken as a whole cluster.
import { runChecks } from "../../src/checking/index.ts";
import { checks } from "../../src/checks/index.ts";
import { newestSupported, oldestSupported } from "../../src/facts/kubernetes-versions/index.ts";
import { manifestsSource } from "../../src/sources/manifests/index.ts";
import { loadModel } from "../../src/use-cases/load-model/index.ts";

const byId = new Map(checks.map((check) => [check.id, check]));

/** Whether there is a check of ours by that id. */
export function isCheck(id: string): boolean {
  return byId.has(id);
}

async function* documents(objects: readonly unknown[]): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(objects.map((object) => JSON.stringify(object)).join("\n---\n"));
}

/**
 * The ids, of those given, whose check fails anywhere.
 * @throws PlimsollError where nothing of the objects is Kubernetes.
 */
export async function failingChecks(objects: readonly unknown[], ids: readonly string[]): Promise<readonly string[]> {
  const source = manifestsSource(["-"], { stdin: documents(objects), complete: true });
  const model = await loadModel(source, { now: "2026-11-23T12:00:00Z", newestSupported });
  const wanted = ids.flatMap((id) => byId.get(id) ?? []);
  const results = runChecks(model, wanted, { supported: { oldest: oldestSupported, newest: newestSupported } });
  return results
    .filter(({ findings }) => findings.some(({ outcome }) => outcome === "fail"))
    .map(({ check }) => check.id);
}
