// Manifests: files, folders, dumps and standard input.
export type { ManifestsOptions } from "./manifests-options.ts";
export { manifestsSource } from "./manifests-source.ts";
