// What a policy says that has no effect, or not the one it seems to have.

/** Something of a policy that the server takes without a word, and that does not do what it seems to. */
export interface PolicyWarning {
  readonly code:
    | "duplicate-key"
    | "second-document"
    | "unknown-field"
    | "wrong-group"
    | "unknown-verb"
    | "unmatchable-resource";
  /** Quotes the file: untrusted text. */
  readonly message: string;
  /** A field path (`rules[2].resources[0].group`), where the document can be named by one. */
  readonly path?: string;
  /** Counts from 1. */
  readonly line?: number;
}
