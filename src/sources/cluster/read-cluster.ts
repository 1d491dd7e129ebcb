// Reads a live cluster into what the model is built from.
import { kindNames, kinds, type KindName, type KubernetesObject } from "../../kubernetes/index.ts";
import type { InputProblem, Part, Progress, Reading } from "../../model/index.ts";
import type { ApiClient } from "./requests/api-client.ts";
import { openClient } from "./requests/open-client.ts";
import { chooseTarget } from "./kubeconfig/choose-target.ts";
import type { ClusterOptions } from "./cluster-options.ts";
import { collectNamespaces } from "./collect-namespaces.ts";
import { collectPart, type CollectedPart, type Scope } from "./collect-part.ts";
import { discover, whereabouts, type Discovery } from "./discovery/discovery.ts";
import { secretsGap, undiscoveredGap } from "./gaps.ts";
import { servedBy } from "./discovery/served-by.ts";
import { readVersion } from "./discovery/read-version.ts";
import { forbidden, notAnApiServer } from "./requests/source-errors.ts";
import type { Target } from "./kubeconfig/target.ts";
import { warnOf } from "./connection/warn-unverified.ts";

/** Within a long list, progress is told so often, in objects. */
const toldEvery = 500;

/**
 * Reads every kind the model knows. What is refused or fails is a gap in the reading.
 * @throws PlimsollError when the kubeconfig is of no use or nothing at all can be read
 */
export async function readCluster(options: ClusterOptions, progress: Progress): Promise<Reading> {
  const target = await chooseTarget(options);
  warnOf(target, options);
  const client = await openClient(target, options);
  try {
    return await readAll(client, target, options, progress);
  } finally {
    client.close();
  }
}

async function readAll(
  client: ApiClient,
  target: Target,
  options: ClusterOptions,
  progress: Progress,
): Promise<Reading> {
  progress.step(`asking ${target.cluster.server} what it serves`);
  const { version, problems } = await readVersion(client);
  const discovery = await discover(client, options.allGroups);
  const where = whereabouts(discovery, "namespaces");
  if (where.status === "absent") throw notAnApiServer(client.connection, "it serves no namespaces");
  if (where.status === "unknown") throw whyBlind(client, discovery);
  const asked = options.namespaces === undefined || options.namespaces.length === 0 ? undefined : options.namespaces;
  const listed = { name: "namespaces", where } as const;
  const { collected, scope } = await collectNamespaces(client, listed, asked, target.namespace);
  const parts = await collectKinds(client, discovery, scope, options, progress);
  parts.set("namespaces", collected);
  // Where no kind was asked for, discovery is what there is to see.
  if (options.kinds?.length !== 0) refuseBlindness(client, [...parts.values()]);
  return {
    origin: { kind: "cluster", label: target.label },
    ...(version === undefined ? {} : { version }),
    ...servedPart(discovery),
    parts: new Map<KindName, Part<KubernetesObject>>(Array.from(parts, ([name, { part }]) => [name, part])),
    others: { status: "not-collected", gap: undiscoveredGap({ kind: "trouble", said: "the kind was not looked for" }) },
    otherKinds: [],
    problems: [...problems, ...[...parts.values()].flatMap((part): readonly InputProblem[] => part.problems)],
    locate: () => undefined,
  };
}

function servedPart(discovery: Discovery): Pick<Reading, "served"> {
  const served = servedBy(discovery);
  return served === undefined ? {} : { served };
}

async function collectKinds(
  client: ApiClient,
  discovery: Discovery,
  scope: Scope,
  { secrets = false, kinds: wanted = kindNames }: ClusterOptions,
  progress: Progress,
): Promise<Map<KindName, CollectedPart>> {
  const names = wanted.filter((name) => name !== "namespaces");
  let [done, objects, told] = [0, 0, 0];
  const tell = (name: KindName): void => {
    told = objects;
    progress.step(`listed ${kinds[name].plural}, ${objects} objects`, done, names.length);
  };
  const collected = await Promise.all(
    names.map(async (name): Promise<readonly [KindName, CollectedPart]> => {
      const part = await collectKind(client, discovery, name, scope, secrets, (count) => {
        objects += count;
        if (objects - told >= toldEvery) tell(name);
      });
      done++;
      tell(name);
      return [name, part];
    }),
  );
  return new Map(collected);
}

async function collectKind(
  client: ApiClient,
  discovery: Discovery,
  name: KindName,
  scope: Scope,
  secrets: boolean,
  seen: (count: number) => void,
): Promise<CollectedPart> {
  const without = (part: Part<never>): CollectedPart => ({ part, problems: [], failed: [], sent: false });
  if (name === "secrets" && !secrets) return without({ status: "not-collected", objects: [], gap: secretsGap });
  const where = whereabouts(discovery, name);
  if (where.status === "absent") return without({ status: "collected", objects: [] });
  if (where.status === "unknown") {
    return without({ status: "not-collected", objects: [], gap: undiscoveredGap(where.failure) });
  }
  return collectPart(client, { name, where }, scope, seen);
}

function whyBlind(client: ApiClient, { core }: Discovery): Error {
  const failure = "failure" in core ? core.failure : undefined;
  if (failure?.kind === "forbidden") return forbidden(client.connection, failure.said);
  return notAnApiServer(client.connection, failure?.said ?? "discovery failed");
}

/** Nothing seen is no reading: every list that was sent failed. */
function refuseBlindness(client: ApiClient, parts: readonly CollectedPart[]): void {
  const asked = parts.filter(({ sent }) => sent);
  const first = asked[0]?.failed[0]?.failure;
  if (first === undefined || asked.some(({ part }) => part.status !== "not-collected")) return;
  const refused = parts.flatMap(({ failed }) => failed).find(({ failure }) => failure.kind === "forbidden");
  if (refused !== undefined) throw forbidden(client.connection, refused.failure.said);
  throw notAnApiServer(client.connection, `every list fails; the first: ${first.said}`);
}
