// Credentials of a kubeconfig, for those who look at them and send nothing.
export { resolveAuthority, resolveCredential, type Credential } from "./resolve-credential.ts";
