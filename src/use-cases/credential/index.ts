// Questions about credentials.
export { askInspect } from "./inspect/ask-inspect.ts";
export { flagValues, versionOf } from "./inspect/seen-objects.ts";
export type {
  CredentialInspection,
  DeclaredServer,
  Elsewhere,
  InspectedCredential,
  InspectOptions,
  Material,
} from "./inspect/credential-inspection.ts";
