// One kind to one part of the model: from the whole cluster where that is allowed, else namespace by namespace.
import { kinds, type KubernetesObject } from "../../kubernetes/index.ts";
import type { InputProblem, Part } from "../../model/index.ts";
import type { ApiClient } from "./requests/api-client.ts";
import { collectObjects, type Collected, type ListedKind } from "./collect-objects.ts";
import { failureGap, namespacesGap, type FailedList } from "./gaps.ts";

/** Where to look for kinds that live in namespaces. */
export interface Scope {
  /** -n: only these. */
  readonly asked: readonly string[] | undefined;
  /** All there are, where they could be listed. */
  readonly existing: readonly string[] | undefined;
  /** Where to try when the whole cluster is refused. */
  readonly fallback: readonly string[];
}

/** One part, with what went wrong on the way; `failed` are the lists that nothing came of. */
export interface CollectedPart {
  readonly part: Part<KubernetesObject>;
  readonly problems: readonly InputProblem[];
  readonly failed: readonly FailedList[];
  /** Whether any list was sent. */
  readonly sent: boolean;
}

/** Lists one kind. */
export async function collectPart(
  client: ApiClient,
  listed: ListedKind,
  scope: Scope,
  seen: (count: number) => void,
): Promise<CollectedPart> {
  const { namespaced } = kinds[listed.name];
  if (namespaced && scope.asked !== undefined) return collectIn(client, listed, scope.asked, scope, seen);
  const whole = await collectObjects(client, listed, undefined, seen);
  if (whole.failure?.kind === "forbidden" && namespaced && scope.fallback.length > 0) {
    return collectIn(client, listed, scope.fallback, scope, seen);
  }
  return wholePart(listed, whole);
}

/** A list that broke off still shows objects, but not which ones are missing. */
function wholePart(listed: ListedKind, { objects, problems, failure }: Collected): CollectedPart {
  if (failure === undefined) return { part: { status: "collected", objects }, problems, failed: [], sent: true };
  const failed = [{ failure }];
  const gap = failureGap(listed, failed);
  if (objects.length === 0)
    return { part: { status: "not-collected", objects: [], gap }, problems, failed, sent: true };
  return { part: { status: "partial", objects, gap }, problems, failed, sent: true };
}

async function collectIn(
  client: ApiClient,
  listed: ListedKind,
  names: readonly string[],
  { asked, existing }: Scope,
  seen: (count: number) => void,
): Promise<CollectedPart> {
  const lists = await Promise.all(
    names.map(async (namespace) => ({ namespace, ...(await collectObjects(client, listed, namespace, seen)) })),
  );
  const objects = lists.flatMap((list) => list.objects);
  const problems = lists.flatMap((list) => list.problems);
  const failed = lists.flatMap(({ namespace, failure }) => (failure === undefined ? [] : [{ namespace, failure }]));
  if (failed.length === names.length && objects.length === 0) {
    const gap = failureGap(listed, failed);
    return { part: { status: "not-collected", objects: [], gap }, problems, failed, sent: true };
  }
  const whole = new Set(lists.filter(({ failure }) => failure === undefined).map(({ namespace }) => namespace));
  const missing = existing?.filter((name) => !whole.has(name));
  if (missing?.length === 0) return { part: { status: "collected", objects }, problems, failed, sent: true };
  const gap = namespacesGap(
    listed,
    asked,
    failed,
    missing === undefined ? { seen: [...whole] } : { namespaces: missing },
  );
  return { part: { status: "partial", objects, gap }, problems, failed, sent: true };
}
