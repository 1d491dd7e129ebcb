// Listing the catalogue.
export { listChecks, type CheckFilters, type CheckList, type ListedCheck } from "./list-checks.ts";
