// Questions about kubeconfigs: what is in them, what is wrong with them, and what they become.
export { entriesOf, placeOf, textAt, type ConfigEntry, type ConfigFile, type EntryKind } from "./config-file.ts";
export { mergeFiles, type MergedConfig, type ShadowedEntry } from "./merge-files.ts";
export { minify } from "./minify.ts";
export { renameConflicts, type Renaming } from "./rename-conflicts.ts";
export { cleanPart, partForms, partNames, type PartForm, type PartName } from "./credential-parts.ts";
export { describeToken, type TokenSummary } from "./describe-token.ts";
export { shellExport, shellWord } from "./shell-export.ts";
export { tokenCommands } from "./token-commands.ts";
export { userKubeconfig, type ClusterParts, type UserProof } from "./user-kubeconfig.ts";
export { serverAddress, withoutSecrets } from "./server-address.ts";
export { configObject, sameEntry, type WriteSurroundings } from "./write-config.ts";
export type { FileReading, PathState, Surroundings } from "./surroundings.ts";
export { authorityOf } from "./user-credentials.ts";
export { askView, type KubeconfigView } from "./view/ask-view.ts";
export {
  askLint,
  type BrokenFile,
  type KubeconfigFinding,
  type KubeconfigLint,
  type LintInput,
} from "./lint/ask-lint.ts";
export type { ServerAnswer } from "./lint/lint-context.ts";
