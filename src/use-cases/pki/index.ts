// Questions about certificates.
export { askPkiList } from "./ask-pki-list.ts";
export type { PkiCertificate, PkiFlaw, PkiInput, PkiKey, PkiList, PkiOptions } from "./pki-list.ts";
