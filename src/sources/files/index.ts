// Certificates and keys in files.
export { readHeldFiles, type HeldFiles, type KnownServer } from "./read-held-files.ts";
