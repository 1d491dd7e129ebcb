// Questions about what the API server serves.
export { askApiResources, type ApiResourcesAnswer } from "./ask-api-resources.ts";
export type { ListedResource, ResourceFilter } from "./list-resources.ts";
export { askRbacNames, type RbacNames } from "./rbac/ask-rbac-names.ts";
