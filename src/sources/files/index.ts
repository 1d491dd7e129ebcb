// Certificates and keys in files.
export { readHeldFiles, type HeldFiles, type KnownServer, type LeftFile } from "./read-held-files.ts";
