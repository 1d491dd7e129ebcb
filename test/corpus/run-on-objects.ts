// Runs checks of ours on some objects, taken as a whole cluster.
import { runChecks, type CheckResult } from "../../src/checking/index.ts";
import { checks } from "../../src/checks/index.ts";
import { newestSupported, oldestSupported } from "../../src/facts/kubernetes-versions/index.ts";
import { manifestsSource } from "../../src/sources/manifests/index.ts";
import { loadModel } from "../../src/use-cases/load-model/index.ts";

const byId = new Map(checks.map((check) => [check.id, check]));

async function* documents(objects: readonly unknown[]): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(objects.map((object) => JSON.stringify(object)).join("\n---\n"));
}

/**
 * What the checks of these ids say.
 * @throws PlimsollError where nothing of the objects is Kubernetes.
 */
export async function runOnObjects(
  objects: readonly unknown[],
  ids: readonly string[],
): Promise<readonly CheckResult[]> {
  const source = manifestsSource(["-"], { stdin: documents(objects), complete: true });
  const model = await loadModel(source, { now: "2026-11-23T12:00:00Z", newestSupported });
  const wanted = ids.flatMap((id) => byId.get(id) ?? []);
  return runChecks(model, wanted, { supported: { oldest: oldestSupported, newest: newestSupported } });
}
