// What a kubeconfig itself holds of certificates and keys; files it names are for who reads files.
import type { FileFacts, HeldItem, Holding, HoldingPurpose, PublicHalf } from "./holding.ts";
import type { KubeconfigEntries } from "./kubeconfig-entries.ts";
import { readEncodedItems } from "./read-items.ts";

/** Where the kubeconfig stands. */
export interface KubeconfigPlace {
  readonly place: string;
  readonly path?: string;
  readonly file?: FileFacts;
}

function itemsOf(data: string | undefined, field: string, publicHalf: PublicHalf): readonly HeldItem[] {
  if (data === undefined) return [];
  const items = readEncodedItems(data, publicHalf);
  if (items === undefined) return [{ kind: "fault", label: field, message: "is not base64" }];
  return items.length > 0 ? items : [{ kind: "fault", label: field, message: "holds no certificate and no key" }];
}

/** One holding for each cluster and each user that embeds something. Linear. */
export function kubeconfigHoldings(
  { clusters, users }: KubeconfigEntries,
  place: KubeconfigPlace,
  publicHalf: PublicHalf,
): readonly Holding[] {
  const holding = (entry: string, purpose: HoldingPurpose, items: readonly HeldItem[]): readonly Holding[] =>
    items.length === 0 ? [] : [{ kind: "kubeconfig", ...place, entry, purpose, items }];
  return [
    ...clusters.flatMap(({ name, caData }) =>
      holding(`cluster ${name}`, "authority", itemsOf(caData, "certificate-authority-data", publicHalf)),
    ),
    ...users.flatMap(({ name, certificateData, keyData }) =>
      holding(`user ${name}`, "client", [
        ...itemsOf(certificateData, "client-certificate-data", publicHalf),
        ...itemsOf(keyData, "client-key-data", publicHalf),
      ]),
    ),
  ];
}
