// Everything the places of a command line hold of certificates: files, servers, snapshots, manifests, the cluster.
import { existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { PlimsollError } from "../../core/index.ts";
import type { Gap } from "../../model/index.ts";
import { holdingGaps, objectHoldings, readItems, type ClusterModel, type Holding } from "../../model/index.ts";
import { parseEndpoint, readEndpoint, type Endpoint } from "../../sources/endpoints/index.ts";
import { readHeldFiles, type KnownServer, type LeftFile } from "../../sources/files/index.ts";
import { isSnapshot } from "../../sources/snapshot/index.ts";
import type { PkiInput } from "../../use-cases/pki/index.ts";
import { readQuestioned } from "../ask.ts";
import { publicHalf } from "../crypto-primitives.ts";
import type { Io } from "../io.ts";
import type { QuestionOptions } from "../question-options.ts";

/** What places are read with. */
export interface GatherOptions extends QuestionOptions {
  readonly secrets?: true;
}

type Parts = Pick<PkiInput, "holdings" | "servers" | "hosts" | "models" | "problems" | "otherFiles" | "gaps">;

const mostInput = 4 * 1024 * 1024;

async function* onceMore(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

class Gathering {
  readonly holdings: Holding[] = [];
  readonly servers: KnownServer[] = [];
  readonly hosts = new Map<string, string>();
  readonly models: ClusterModel[] = [];
  readonly problems: { readonly place: string; readonly reason: string }[] = [];
  readonly gaps: Gap[] = [];
  private readonly left: LeftFile[] = [];
  otherFiles = 0;
  /** Whether anything named could be read. */
  reached = false;
  private readonly options: GatherOptions;
  private readonly io: Io;

  constructor(options: GatherOptions, io: Io) {
    this.options = options;
    this.io = io;
  }

  async model(paths: readonly string[], io: Io = this.io): Promise<void> {
    const model = await readQuestioned(this.options, io, paths);
    const { namespace } = this.options;
    const held = objectHoldings(model).filter(
      ({ object }) => namespace === undefined || object?.namespace === undefined || object.namespace === namespace,
    );
    this.models.push(model);
    this.holdings.push(...held);
    this.gaps.push(...holdingGaps(model));
    for (const { message, location, object } of model.problems)
      this.problems.push({ place: location?.file ?? object?.name ?? model.origin.label, reason: message });
    this.reached = true;
  }

  /** All there is; files that one place leads to, and another is or holds, were seen. */
  parts(): Parts {
    const { holdings, servers, hosts, models, problems, otherFiles } = this;
    const seen = new Set(holdings.flatMap(({ path, file }) => [path, file?.path]));
    const left = this.left.filter(({ path }) => !seen.has(path));
    const gaps = [...this.gaps, ...left.map(({ reason, remedy }) => ({ reason, remedy }))];
    return { holdings, servers, hosts, models, problems, otherFiles, gaps };
  }

  /** Manifests among the files are read as such. */
  async files(path: string): Promise<void> {
    const { holdings, servers, manifests, otherFiles, problems, left } = readHeldFiles(path, publicHalf);
    this.holdings.push(...holdings);
    this.servers.push(...servers);
    this.otherFiles += otherFiles;
    this.problems.push(...problems);
    this.left.push(...left);
    this.reached = true;
    if (manifests.length > 0) await this.model(manifests);
  }

  /** Standard input is certificates, or objects of the API. */
  async input(): Promise<void> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.io.stdin) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const items = bytes.length > mostInput ? [] : readItems(bytes, publicHalf);
    if (items.every(({ kind }) => kind === "fault")) return this.model(["-"], { ...this.io, stdin: onceMore(bytes) });
    this.holdings.push({ kind: "file", place: "-", items });
    this.reached = true;
  }

  async endpoint(endpoint: Endpoint, timeoutMs: number): Promise<void> {
    const { holding, host } = await readEndpoint(endpoint, timeoutMs);
    this.holdings.push(holding);
    this.hosts.set(holding.place, host);
    this.reached = true;
  }
}

function isPacked(path: string): boolean {
  return statSync(path).isFile() && /\.gz$/i.test(path);
}

async function gatherOne(gathering: Gathering, path: string, timeoutMs: number): Promise<void> {
  if (path === "-") return gathering.input();
  const endpoint = existsSync(path) ? undefined : parseEndpoint(path);
  if (endpoint !== undefined) return gathering.endpoint(endpoint, timeoutMs);
  const isModel = existsSync(path) && (isPacked(path) || (await isSnapshot(path)));
  return isModel ? gathering.model([path]) : gathering.files(path);
}

/** kubectl's files: --kubeconfig alone, else those of KUBECONFIG, else ~/.kube/config. */
function kubeconfigFiles({ kubeconfig }: GatherOptions, { env }: Io): readonly string[] {
  if (kubeconfig !== undefined) return [kubeconfig];
  const listed = (env["KUBECONFIG"] ?? "").split(delimiter).filter((file) => file !== "");
  const home = env["HOME"] ?? env["USERPROFILE"] ?? "";
  const all = listed.length > 0 ? listed : home === "" ? [] : [join(home, ".kube", "config")];
  return [...new Set(all)].filter((file) => existsSync(file));
}

/**
 * Reads all places; where none is named, the cluster of the kubeconfig, and that kubeconfig. A place that cannot be read is a
 * problem among others, unless nothing could be.
 * @throws PlimsollError where no place could be read
 */
export async function gather(
  places: readonly string[],
  options: GatherOptions,
  timeoutMs: number,
  io: Io,
): Promise<Parts> {
  const gathering = new Gathering(options, io);
  if (places.length === 0) {
    await gathering.model([]);
    if (options.sample !== true) for (const file of kubeconfigFiles(options, io)) await gathering.files(file);
  }
  let last: PlimsollError | undefined;
  for (const place of places) {
    try {
      await gatherOne(gathering, place, timeoutMs);
    } catch (error) {
      if (!(error instanceof PlimsollError)) throw error;
      last = error;
      gathering.problems.push({ place, reason: error.message });
    }
  }
  if (last !== undefined && !gathering.reached) {
    const { code, hint } = last;
    throw new PlimsollError(code, { message: gathering.problems.map(({ reason }) => reason).join("; "), hint });
  }
  return gathering.parts();
}
