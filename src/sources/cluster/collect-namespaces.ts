// The Namespace objects, and from them where the other kinds are looked for.
import { PlimsollError } from "../../core/index.ts";
import type { KubernetesObject } from "../../kubernetes/index.ts";
import type { InputProblem } from "../../model/index.ts";
import type { ApiClient } from "./requests/api-client.ts";
import { take, type ListedKind } from "./collect-objects.ts";
import { collectPart, type CollectedPart, type Scope } from "./collect-part.ts";
import { listPath } from "./discovery/discovery.ts";
import { namespaces } from "./gaps.ts";

/** The namespaces part, and the scope it leads to. */
export interface CollectedNamespaces {
  readonly collected: CollectedPart;
  readonly scope: Scope;
}

/**
 * Lists all namespaces; where that is refused, gets those that were asked for, or the one of the context.
 * @throws PlimsollError PLIMSOLL_INPUT_UNREADABLE when a namespace that was asked for does not exist
 */
export async function collectNamespaces(
  client: ApiClient,
  listed: ListedKind,
  asked: readonly string[] | undefined,
  ofContext: string | undefined,
): Promise<CollectedNamespaces> {
  const everywhere: Scope = { asked: undefined, existing: undefined, fallback: [] };
  const all = await collectPart(client, listed, everywhere, () => undefined);
  if (all.part.status === "collected") {
    const existing = all.part.objects.map(({ metadata }) => metadata.name);
    refuseMissing(asked?.filter((name) => !existing.includes(name)) ?? []);
    return { collected: all, scope: { asked, existing, fallback: existing } };
  }
  const fallback = asked ?? (ofContext === undefined ? [] : [ofContext]);
  const scope: Scope = { asked, existing: undefined, fallback };
  const { objects, problems, absent } = await getEach(client, listed, fallback);
  refuseMissing(asked === undefined ? [] : absent);
  if (objects.length === 0 || all.part.status === "partial") return { collected: all, scope };
  return {
    collected: { ...all, part: { status: "partial", objects, gap: all.part.gap }, problems },
    scope,
  };
}

function refuseMissing(missing: readonly string[]): void {
  if (missing.length === 0) return;
  throw new PlimsollError("PLIMSOLL_INPUT_UNREADABLE", {
    message: `there is no ${namespaces(missing)} in the cluster`,
    hint: "kubectl get namespaces lists those there are",
  });
}

async function getEach(
  client: ApiClient,
  { name, where }: ListedKind,
  names: readonly string[],
): Promise<{ objects: readonly KubernetesObject[]; problems: readonly InputProblem[]; absent: readonly string[] }> {
  const objects: KubernetesObject[] = [];
  const problems: InputProblem[] = [];
  const absent: string[] = [];
  for (const namespace of names) {
    const answer = await client.get(`${listPath(where)}/${encodeURIComponent(namespace)}`);
    if (answer.ok) take(name, where.apiVersion, answer.body, objects, problems);
    else if (answer.failure.kind === "not-found") absent.push(namespace);
  }
  return { objects, problems, absent };
}
