// What was not seen, why, and the least that would let it be seen.
import { safeJson } from "../../core/index.ts";
import { kinds, roleToList } from "../../kubernetes/index.ts";
import type { Gap } from "../../model/index.ts";
import type { Failure } from "./requests/api-client.ts";
import type { ListedKind } from "./collect-objects.ts";

/** A list that failed, in one namespace where one is given. */
export interface FailedList {
  readonly failure: Failure;
  readonly namespace?: string;
}

/** Secret objects are only read when asked for. */
export const secretsGap: Gap = {
  reason: "Secrets are listed only when asked for",
  remedy:
    "scan with --secrets: names, types, key names and the certificates of TLS Secrets are kept, all other values are dropped as they arrive",
};

/** Discovery could not tell whether the kind exists. */
export function undiscoveredGap(failure: Failure): Gap {
  const reason = `what the server serves could not be discovered: ${failure.said}`;
  if (failure.kind !== "forbidden") return { reason, remedy: "scan again when the API server is well" };
  return { reason, remedy: "bind the ClusterRole system:discovery to the group system:authenticated" };
}

/** A kind that was only asked for, or only allowed, in some namespaces. `known`: which were not seen, or at least which were. */
export function namespacesGap(
  listed: ListedKind,
  asked: readonly string[] | undefined,
  failed: readonly FailedList[],
  known: Pick<Gap, "namespaces" | "seen">,
): Gap {
  const reasons =
    asked === undefined ? [] : [`only ${namespaces(asked)} ${asked.length === 1 ? "was" : "were"} asked for`];
  const gap = failed.length === 0 ? undefined : failureGap(listed, failed);
  return {
    reason: [...reasons, ...(gap === undefined ? [] : [gap.reason])].join("; ") || "not all namespaces are known",
    remedy: gap?.remedy ?? "scan without --namespace",
    ...known,
  };
}

/** A list that was refused or failed, in the whole cluster or in the namespaces given. */
export function failureGap({ name, where }: ListedKind, failed: readonly FailedList[]): Gap {
  const refused = failed.filter(({ failure }) => failure.kind === "forbidden");
  const [first] = refused.length > 0 ? refused : failed;
  const places = (refused.length > 0 ? refused : failed).flatMap(({ namespace }) => namespace ?? []);
  const within = places.length === 0 ? "" : ` in ${namespaces(places)}`;
  const said = first?.failure.said ?? "";
  if (refused.length === 0) {
    return {
      reason: `${name} could not be listed${within}: ${said}`,
      remedy: "scan again when the API server is well",
    };
  }
  const role = safeJson(roleToList(`plimsoll-list-${kinds[name].plural}`, [where]));
  const binding = places.length === 0 ? "a ClusterRoleBinding" : `a RoleBinding in ${namespaces(places)}`;
  return {
    reason: `listing ${name}${within} is refused: ${said}`,
    remedy: `apply this role and bind it with ${binding}: ${role}`,
  };
}

/** `namespace a`, `namespaces a, b`; long lists are cut. */
export function namespaces(names: readonly string[]): string {
  const shown = names.slice(0, 10).join(", ");
  return `namespace${names.length === 1 ? "" : "s"} ${shown}${names.length > 10 ? ` and ${names.length - 10} more` : ""}`;
}
