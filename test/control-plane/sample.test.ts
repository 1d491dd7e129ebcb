/** The sample cluster, loaded into a real API server and read back in every way there is, is always the same model. */
import { gzipSync } from "node:zlib";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeSnapshot } from "../../src/actions/write-snapshot/index.ts";
import { kindNames, kinds, type KubernetesObject } from "../../src/kubernetes/index.ts";
import { encodeSnapshot, type ClusterModel, type Source } from "../../src/model/index.ts";
import { clusterSource } from "../../src/sources/cluster/index.ts";
import { manifestsSource } from "../../src/sources/manifests/index.ts";
import { sampleSource } from "../../src/sources/sample/index.ts";
import { snapshotSource } from "../../src/sources/snapshot/index.ts";
import { loadModel } from "../../src/use-cases/load-model/index.ts";
import { describeControlPlane } from "./describe-control-plane.ts";
import { startControlPlane, type ControlPlane } from "./index.ts";

const sampleFolder = join(import.meta.dirname, "../../sample");
const files = readdirSync(sampleFolder)
  .filter((name) => name.endsWith(".yaml"))
  .sort();
const serviceRange = { "service-cluster-ip-range": "10.96.0.0/12" };

interface SampleObject extends KubernetesObject {
  readonly spec?: { readonly taints?: unknown };
  readonly status?: unknown;
}

function objectsOf(file: string): SampleObject[] {
  return loadAll(readFileSync(join(sampleFolder, file), "utf8")) as SampleObject[];
}

const statusPaths: Readonly<Record<string, (name: string, namespace: string) => string>> = {
  Pod: (name, namespace) => `/api/v1/namespaces/${namespace}/pods/${name}/status`,
  DaemonSet: (name, namespace) => `/apis/apps/v1/namespaces/${namespace}/daemonsets/${name}/status`,
  Service: (name, namespace) => `/api/v1/namespaces/${namespace}/services/${name}/status`,
  Job: (name, namespace) => `/apis/batch/v1/namespaces/${namespace}/jobs/${name}/status`,
  Node: (name) => `/api/v1/nodes/${name}/status`,
};

/** What kubelets, the cloud and the controllers of nodes, jobs and daemon sets report in a cluster that runs, and no client can apply. */
async function report(plane: ControlPlane, { kind, metadata, spec, status }: SampleObject): Promise<void> {
  const path = statusPaths[kind]?.(metadata.name, metadata.namespace ?? "");
  if (path === undefined || status === undefined) return;
  await patch(plane, path, { status });
  if (kind === "Node") await patch(plane, path.replace(/\/status$/, ""), { spec: { taints: spec?.taints ?? null } });
}

async function patch(plane: ControlPlane, path: string, body: object): Promise<void> {
  const headers = { "content-type": "application/merge-patch+json" };
  const response = await plane.api.request({ method: "PATCH", path, headers, body });
  if (response.status !== 200) throw new Error(`${path} was answered with ${response.status}: ${response.body}`);
}

async function loadSample(plane: ControlPlane): Promise<void> {
  const apply = ["apply", "--server-side", "--force-conflicts", "--validate=strict", "-f"];
  // Admission webhooks come last, in the last file: nothing answers them here.
  const [last = "", ...others] = files.toReversed();
  for (const file of others.toReversed()) await plane.kubectl([...apply, join(sampleFolder, file)]);
  for (const object of others.flatMap(objectsOf)) await report(plane, object);
  await plane.kubectl([...apply, join(sampleFolder, last)]);
}

/** Everything kubectl can list of the kinds we read: some are gone, some come with a definition of their own. */
async function dump(plane: ControlPlane): Promise<string> {
  const known = new Set((await plane.kubectl(["api-resources", "-o", "name"])).stdout.split("\n"));
  const served = kindNames.filter((name) => known.has(name));
  const names = served.map((name) => (kinds[name].group === "" ? `${name}.v1.` : name));
  return (await plane.kubectl(["get", names.join(","), "-A", "-o", "json"])).stdout;
}

/** Objects the API server makes for itself; what they hold depends on the server, not on the sample. */
function isServersOwn({ kind, metadata }: KubernetesObject): boolean {
  const labels = metadata.labels ?? {};
  if (kind === "Service") return metadata.namespace === "default" && metadata.name === "kubernetes";
  if (kind === "ConfigMap")
    return ["extension-apiserver-authentication", "kube-apiserver-legacy-service-account-token-tracking"].includes(
      metadata.name,
    );
  return (
    Object.hasOwn(labels, "kube-aggregator.kubernetes.io/automanaged") ||
    Object.hasOwn(labels, "kubernetes.io/bootstrapping")
  );
}

/** The server gives objects uid and age, and stamps the uid of a Job into the labels of its template. */
const givenByServer = new Set(["uid", "creationTimestamp", "controller-uid", "batch.kubernetes.io/controller-uid"]);

function contentOf({ parts }: ClusterModel): object {
  const content = kindNames.map((name) => {
    const objects = parts[name].objects as readonly KubernetesObject[];
    return [name, { status: parts[name].status, objects: objects.filter((object) => !isServersOwn(object)) }];
  });
  const text = JSON.stringify(Object.fromEntries(content), (key, value: unknown) =>
    givenByServer.has(key) ? undefined : value,
  );
  return JSON.parse(text) as object;
}

function load(source: Source): Promise<ClusterModel> {
  return loadModel(source, { now: "2026-11-23T00:00:00Z", newestSupported: "1.37" });
}

describeControlPlane("the sample cluster in a real API server", () => {
  let plane: ControlPlane;
  let folder = "";
  let embedded: object = {};

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "plimsoll-sample-"));
    plane = await startControlPlane({ apiserverFlags: serviceRange });
    await loadSample(plane);
    embedded = contentOf(await load(sampleSource()));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await plane?.stop();
  });

  const live = (): Source =>
    clusterSource({
      kubeconfig: plane.adminKubeconfig,
      secrets: true,
      insecureSkipTlsVerify: false,
      requestTimeoutMs: 30_000,
      env: {},
      warn: () => {},
    });

  it("scanned live is the embedded one", async () => {
    expect(contentOf(await load(live()))).toEqual(embedded);
  });

  it("dumped with kubectl is the embedded one", async () => {
    const file = join(folder, "dump.json.gz");
    writeFileSync(file, gzipSync(await dump(plane)));
    const model = await load(manifestsSource([file], { complete: true }));
    expect(model.problems).toEqual([]);
    expect(contentOf(model)).toEqual(embedded);
  });

  it("saved as a snapshot is the embedded one, and what was live, to the last field", async () => {
    const file = join(folder, "sample.snapshot");
    const model = await load(live());
    await writeSnapshot(file, encodeSnapshot(model));
    const saved = await load(snapshotSource(file));
    expect(contentOf(saved)).toEqual(embedded);
    expect(saved.parts).toEqual(model.parts);
    expect([saved.version, saved.asOf, saved.otherKinds]).toEqual([model.version, model.asOf, model.otherKinds]);
  });
});
