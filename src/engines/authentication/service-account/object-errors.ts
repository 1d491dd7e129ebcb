// What the API server's own client says where a service account cannot be got.
import { goQuote, pathSegmentFaults } from "../../../kubernetes/index.ts";

/** The error for a service account that is not there (client-go rest.Request and the registry's NotFound). */
export function missingServiceAccount(namespace: string, name: string): string {
  if (name === "") return "resource name may not be empty";
  const faults = pathSegmentFaults(name);
  if (faults.length > 0) return `invalid resource name ${goQuote(name)}: [${faults.join(" ")}]`;
  const namespaceFaults = pathSegmentFaults(namespace);
  if (namespaceFaults.length > 0) return `invalid namespace ${goQuote(namespace)}: [${namespaceFaults.join(" ")}]`;
  if (namespace === "") return "the server could not find the requested resource";
  return `serviceaccounts ${goQuote(name)} not found`;
}
