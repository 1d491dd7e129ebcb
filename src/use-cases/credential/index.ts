// Questions about credentials.
export { askInspect } from "./inspect/ask-inspect.ts";
export type {
  CredentialInspection,
  Elsewhere,
  InspectedCredential,
  InspectOptions,
  Material,
} from "./inspect/credential-inspection.ts";
