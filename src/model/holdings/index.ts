// Certificates and keys, wherever they were found.
export type { FileFacts, HeldItem, Holding, HoldingPurpose, PublicHalf } from "./holding.ts";
export {
  isKubeconfig,
  kubeconfigEntries,
  type KubeconfigCluster,
  type KubeconfigEntries,
  type KubeconfigUser,
} from "./kubeconfig-entries.ts";
export { kubeconfigHoldings, type KubeconfigPlace } from "./kubeconfig-holdings.ts";
export { certificateParts, holdingGaps, objectHoldings } from "./object-holdings.ts";
export { readEncodedItems, readItems } from "./read-items.ts";
