// Everything manifests or a cluster declare, as wishes.
import { controlPlaneWishes, type ApiServerAddress } from "./control-plane-wishes.ts";
import { ingressWishes } from "./ingress-wishes.ts";
import { mentionWishes } from "./mention-wishes.ts";
import type { Mentions } from "./mentions.ts";
import { dnsWishes, kubeletWishes, metricsWishes } from "./platform-wishes.ts";
import { assumedWishes, exposedWishes, KnownCallers, peerWishes } from "./service-wishes.ts";
import { mergeWishes, type Wishes } from "./wish.ts";
import type { WishContext } from "./wish-context.ts";

/** How declarations are read. */
export interface DeclaredOptions {
  /** Settings of containers, where they were seen. */
  readonly mentions?: Mentions;
  /** What becomes of a port of a Service of which no caller is known. */
  readonly callers: "namespace" | "known";
  readonly apiServer: readonly ApiServerAddress[];
}

/** Services without a selector have endpoints made by hand, which are not read. */
function unseenEndpoints({ view }: WishContext): string[] {
  const names = view.services
    .filter(({ selector, type, name, namespace }) => {
      const api = namespace === "default" && name === "kubernetes";
      return selector === undefined && type !== "ExternalName" && !api;
    })
    .map(({ namespace, name }) => `${namespace}/${name}`);
  if (names.length === 0) return [];
  const shown = names.slice(0, 5).join(", ");
  return [
    `Endpoints made by hand are not read: of ${names.length === 1 ? "Service" : "Services"} ${shown}${names.length > 5 ? ` and ${names.length - 5} more` : ""} (--wish adds what is needed).`,
  ];
}

/** Wishes of declarations. Linear in objects, and for each Service in pods. */
export function declaredWishes(
  context: WishContext,
  { mentions, callers: choice, apiServer }: DeclaredOptions,
): Wishes {
  const callers = new KnownCallers();
  const exposed = exposedWishes(context, callers);
  const found = [
    ingressWishes(context, callers),
    controlPlaneWishes(context, callers, apiServer),
    mentionWishes(context, callers, mentions),
  ];
  const wishes = [
    ...exposed,
    ...peerWishes(context),
    ...dnsWishes(context, callers),
    ...metricsWishes(context),
    ...kubeletWishes(context),
    ...found.flatMap((one) => one.wishes),
  ];
  const assumed = choice === "namespace" ? assumedWishes(context, callers) : [];
  const { kind } = context.model.origin;
  const notes = [
    ...found.flatMap((one) => one.notes),
    ...unseenEndpoints(context),
    ...(kind === "snapshot" || kind === "sample"
      ? [
          `A ${kind} holds no settings of containers, so Services they name are not known: generate from the cluster or from files, or give --flows.`,
        ]
      : []),
  ];
  return { wishes: mergeWishes([...wishes, ...assumed]), unmet: found.flatMap((one) => one.unmet), notes };
}
